import { onTestFinished } from 'vitest';
import { createFaults, type Faults } from '../../../src/sandbox/http/faults.ts';
import type { Caller, Route } from '../../../src/sandbox/http/route.ts';
import { Refusal } from '../../../src/sandbox/http/route.ts';
import { createServer, type SandboxServer, type ServerOptions } from '../../../src/sandbox/http/server.ts';
import { createWrites, type Writes } from '../../../src/sandbox/http/writes.ts';

/** Noon of the first day of 2026; tests move it. */
const START = Date.UTC(2026, 0, 1, 12);

type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
};

export type Started = {
  readonly url: string;
  readonly server: SandboxServer;
  readonly faults: Faults;
  readonly writes: Writes;
  readonly clock: { now: number };
  /** Asks the API; a path that begins with `!` is taken from the root. */
  readonly call: (
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<Answered>;
};

const INSTALLATION: Caller = {
  kind: 'installation',
  appId: 1,
  installationId: 7,
  permissions: {},
  repositories: new Set(['acme/network']),
};

/** Tokens `app` and `user`, `none` for nobody; without a header, an installation. */
const authenticate: ServerOptions['authenticate'] = ({ authorization }) => {
  switch (authorization) {
    case undefined:
      return INSTALLATION;
    case 'Bearer app':
      return { kind: 'app', appId: 1 };
    case 'Bearer user':
      return { kind: 'user', login: 'alice' };
    case 'Bearer none':
      return { kind: 'anonymous' };
    default:
      throw new Refusal(401, 'Bad credentials');
  }
};

/** Serves the routes for the length of one test. */
export const startServer = async (
  routes: readonly Route[],
  options: Partial<Pick<ServerOptions, 'limits' | 'fallthrough' | 'onExchange' | 'control'>> & {
    readonly faults?: Faults;
    readonly writes?: Writes;
  } = {},
): Promise<Started> => {
  const clock = { now: START };
  const now = (): number => clock.now;
  const faults = options.faults ?? createFaults();
  const writes = options.writes ?? createWrites(now);
  const server = createServer({ ...options, routes, authenticate, faults, writes, now });
  const url = await server.listen();
  onTestFinished(server.close);
  return {
    url,
    server,
    faults,
    writes,
    clock,
    call: async (method, path, { body, headers = {} } = {}) => {
      const answer = await fetch(path.startsWith('!') ? `${url}${path.slice(1)}` : `${url}/api/v3${path}`, {
        method,
        headers,
        redirect: 'manual',
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = answer.headers.get('content-type')?.startsWith('application/json') === true;
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        body: json ? (JSON.parse(text) as unknown) : undefined,
      };
    },
  };
};
