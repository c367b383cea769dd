import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Settings } from '../settings.ts';

/** Answers a request and says so, or leaves it to the next. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** A request must be whole by then. GitHub waits 10 s for an answer. Milliseconds. */
const REQUEST_MS = 30_000;

/** Listens, asks each handler in turn, and answers 404 when none wants the request. */
export const listen = async (http: Settings['http'], handlers: readonly Handler[], log: Logger): Promise<Server> => {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS }, (request, response) => {
    answer(handlers, request, response).catch((error: unknown) => {
      // A client that went away while it was heard is its own matter.
      if (request.complete) log.error({ err: error, path: request.url?.split('?')[0] }, 'a request failed');
      if (response.headersSent) response.destroy();
      else reply(response, 500, 'Internal Server Error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(http.port, http.host, resolve);
  });
  return server;
};

const answer = async (
  handlers: readonly Handler[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  for (const handler of handlers) if (await handler(request, response)) return;
  reply(response, 404, 'Not Found');
};

/** Answers with a line of text, or with what it is given. */
export const reply = (response: ServerResponse, status: number, body: string, type = 'text/plain'): true => {
  // What was not read is read and dropped: a socket closed on it would be reset, and the sender hear nothing.
  response.req.resume();
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body.endsWith('\n') ? body : `${body}\n`);
  return true;
};

/** Where it listens: with port 0 only the system knows. */
export const urlOf = (server: Server): string => {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
};

/** What a request in hand gets to end when the server closes. A webhook is answered in milliseconds. */
const CLOSE_MS = 1000;

/** Takes no more connections, ends those that wait for another request, and soon those that are busy, too. */
export const close = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const enough = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await closed;
  clearTimeout(enough);
};
