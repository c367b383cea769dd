import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { reply } from './server.ts';

export type Readiness = { readonly ready: boolean; readonly waitingFor: readonly string[] };

/**
 * `/healthz`: the process answers. `/readyz`: it has seen GitHub once and is not shutting down, and what it waits for.
 * `/metrics`: Prometheus text.
 */
export const healthHandler =
  (registry: Registry, readiness: () => Readiness) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    if (path === '/healthz') return reply(response, 200, 'ok');
    if (path === '/readyz') {
      const state = readiness();
      return reply(response, state.ready ? 200 : 503, JSON.stringify(state), 'application/json');
    }
    if (path === '/metrics') return reply(response, 200, await registry.metrics(), registry.contentType);
    return false;
  };
