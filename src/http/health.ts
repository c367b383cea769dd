import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';

export type Readiness = { readonly ready: boolean; readonly waitingFor: readonly string[] };

/**
 * `/healthz`: the process answers. `/readyz`: it has seen GitHub once and is not shutting down, and what it waits for.
 * `/metrics`: Prometheus text.
 */
export const healthHandler =
  (registry: Registry, readiness: () => Readiness) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET') return false;
    if (path === '/healthz') return answer(response, 200, 'text/plain', 'ok\n');
    if (path === '/readyz') {
      const state = readiness();
      return answer(response, state.ready ? 200 : 503, 'application/json', `${JSON.stringify(state)}\n`);
    }
    if (path === '/metrics') return answer(response, 200, registry.contentType, await registry.metrics());
    return false;
  };

const answer = (response: ServerResponse, status: number, type: string, body: string): true => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  return true;
};
