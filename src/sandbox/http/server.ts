import { createServer as createHttpServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderRefusal, send } from './answer.ts';
import type { Passed } from './answer-request.ts';
import type { Faults } from './faults.ts';
import { createPrimaryLimiter, PRIMARY_LIMITS, type PrimaryLimits } from './primary-limit.ts';
import { createMemory } from './remembered.ts';
import { Refusal, type Caller, type Route } from './route.ts';
import { createSecondaryLimiter, SECONDARY_LIMITS, type SecondaryLimits } from './secondary-limit.ts';
import { createServe } from './serve.ts';
import type { Writes } from './writes.ts';

type Limits = PrimaryLimits & SecondaryLimits;

export type ServerOptions = {
  readonly routes: readonly Route[];
  /** Routes for people and tests, below `/sandbox/`: no login, no limits, no faults. */
  readonly control?: readonly Route[];
  /** @throws Refusal 401 for a token that proves nothing */
  readonly authenticate: (headers: IncomingHttpHeaders) => Caller | Promise<Caller>;
  /** Answers whatever is not the API's: git, downloads, else 404. Faults strike it too. */
  readonly fallthrough?: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
  readonly faults: Faults;
  readonly writes: Writes;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits?: Partial<Limits>;
  /** Sees every exchange of the API before its answer is sent, but those that a fault answered. */
  readonly onExchange?: (passed: Passed) => void;
};

export type SandboxServer = {
  /** Binds to 127.0.0.1. @returns the address, without a slash at its end */
  readonly listen: (port?: number) => Promise<string>;
  /** Ends every connection; what handlers are doing is not waited for. */
  readonly close: () => Promise<void>;
  /** May be changed at any time. */
  readonly limits: Limits;
  /** Requests for which there is no route, `POST /repos/…`: the app calls what the sandbox does not know. */
  readonly unrouted: readonly string[];
  /** Errors of handlers that were no refusal: faults of the sandbox itself. */
  readonly crashes: readonly unknown[];
};

/** Serves the routes as GitHub would: its errors, pages, ETags, limits and headers, and faults on demand. */
export const createServer = (options: ServerOptions): SandboxServer => {
  const { now, writes } = options;
  const limits = { ...PRIMARY_LIMITS, ...SECONDARY_LIMITS, ...options.limits };
  const unrouted: string[] = [];
  const crashes: unknown[] = [];
  const closing = new AbortController();
  const place = { url: '' };
  const serve = createServe({
    ...options,
    control: options.control ?? [],
    desk: {
      authenticate: options.authenticate,
      primary: createPrimaryLimiter(now, limits),
      secondary: createSecondaryLimiter(now, limits),
      memory: createMemory(now, writes.count),
      writes,
      onExchange: options.onExchange ?? (() => undefined),
      onCrash: (error) => crashes.push(error),
    },
    onUnrouted: (request) => unrouted.push(request),
    baseUrl: () => place.url,
    closing: closing.signal,
  });
  const server = createHttpServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!closing.signal.aborted) crashes.push(error);
      if (response.headersSent) response.destroy();
      else send(response, renderRefusal(new Refusal(500, 'Server Error')));
    });
  });
  return {
    limits,
    unrouted,
    crashes,
    listen: async (port = 0) => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', resolve);
      });
      place.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return place.url;
    },
    close: async () => {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};
