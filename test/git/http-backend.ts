import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HttpBackend = {
  /** Without a trailing slash. */
  readonly url: string;
  /** Method, path and query of each request so far. */
  readonly requests: string[];
  /** `Authorization` headers that are let in; none set lets everybody in. */
  readonly allowed: Set<string>;
  /** Looks at each request before it is served; true when it answered itself. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Serves the bare repositories below `root` over git's smart HTTP, by git's own CGI program, on a free local port. */
export const startHttpBackend = async (root: string): Promise<HttpBackend> => {
  const server = createServer((request, response) => void serve(backend, root, request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const backend: HttpBackend = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    allowed: new Set(),
    intercept: () => false,
    close: () => closeServer(server),
  };
  return backend;
};

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const serve = async (
  backend: HttpBackend,
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  backend.requests.push(`${request.method} ${request.url}`);
  if (await backend.intercept(request, response)) return;
  if (backend.allowed.size > 0 && !backend.allowed.has(request.headers.authorization ?? '')) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    return;
  }
  runCgi(root, request, response);
};

const runCgi = (root: string, request: IncomingMessage, response: ServerResponse): void => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn('git', ['-c', 'http.receivepack=true', 'http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      REQUEST_METHOD: request.method,
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_ADDR: '127.0.0.1',
      ...(request.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: request.headers['content-length'] }),
    },
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  let head = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    const headers = head
      .toString('latin1', 0, end)
      .split('\r\n')
      .map((line) => line.split(': ') as [string, string]);
    const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
    response.write(head.subarray(end + 4));
  });
  child.on('close', () => response.end());
};
