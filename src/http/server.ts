import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Settings } from '../settings.ts';

/** Answers a request and says so, or leaves it to the next. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean | undefined>;

/** GitHub sends no payload larger than 25 MB (docs: webhook events and payloads, payload cap). */
const LARGEST_BODY = 25 * 1024 * 1024;

/** Listens, asks each handler in turn, and answers 404 when none wants the request. */
export const listen = async (http: Settings['http'], handlers: readonly Handler[]): Promise<Server> => {
  const server = createServer((request, response) => {
    answer(handlers, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.requestTimeout = 30_000;
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
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  for (const handler of handlers) if (await handler(request, response)) return;
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found\n');
};

/** Where it listens: with port 0 only the system knows. */
export const urlOf = (server: Server): string => {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
};

/** Takes no more connections and ends those that wait for another request. */
export const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
