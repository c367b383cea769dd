import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { makeCertificate } from './certificate.ts';
import type { Change, Store } from './collection.ts';
import { listObjects } from './list-objects.ts';
import { patchApplication, type Patched } from './patch-application.ts';
import { parseSelector } from './selector.ts';
import { ApiRefusal, expired, renderStatus } from './status.ts';
import { API_VERSION, NAMESPACE } from './render.ts';

/** What an API server does wrong on demand. */
export type ApiFaults = {
  /** Answers to so many of the next requests. */
  readonly refuse: (code: 429 | 500 | 503, times: number, retryAfterSeconds?: number) => void;
  /** Ends every watch now. */
  readonly dropWatches: () => void;
  /** From now on watches say nothing, and their sockets stay open; until `speak`. */
  readonly silence: () => void;
  readonly speak: () => void;
  /** The former token is refused from now on. @returns the new one */
  readonly rotateToken: () => string;
};

export type ApiServer = {
  readonly url: string;
  /** PEM, of the certificate that signs itself. */
  readonly ca: string;
  readonly token: () => string;
  /** May read, and patch nothing. */
  readonly readOnlyToken: string;
  readonly faults: ApiFaults;
  /** Tells every watch how far it is. */
  readonly bookmark: () => void;
  /** By path prefix: connections are cut and refused. */
  readonly away: Set<string>;
  readonly cut: (context: string) => void;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly store: Store;
  readonly onPatch: (name: string, patched: Patched) => Promise<void>;
};

type Watch = {
  readonly response: ServerResponse;
  readonly context: string;
  readonly bookmarks: boolean;
  readonly end: () => void;
};

const PATH =
  /^\/(\w+)\/apis\/argoproj\.io\/v1alpha1(?:\/namespaces\/([^/]+))?\/(applications|appprojects)(?:\/([^/]+))?$/;
const READ_ONLY = 'read-only-token';

/** The Kubernetes API of Argo CD's two resources, over TLS and with bearer tokens. */
export const startApiServer = async ({ store, onPatch }: Options): Promise<ApiServer> => {
  const { key, cert } = await makeCertificate();
  const watches = new Set<Watch>();
  const away = new Set<string>();
  const refusals: ApiRefusal[] = [];
  let token = 'token-1';
  let silent = false;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'https://localhost');
    const [, context = '', namespace, resource, name] = PATH.exec(url.pathname) ?? [];
    if (away.has(context) || away.has('*')) return void request.socket.destroy();
    const bearer = request.headers.authorization?.replace(/^Bearer /, '');
    if (bearer !== token && bearer !== READ_ONLY) throw new ApiRefusal(401, 'Unauthorized', 'Unauthorized');
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    if (resource !== 'applications' && resource !== 'appprojects')
      throw new ApiRefusal(404, 'NotFound', 'the server could not find the requested resource');
    const isThere = namespace === undefined || namespace === NAMESPACE;
    if (request.method === 'PATCH' && name !== undefined) {
      if (bearer === READ_ONLY)
        throw new ApiRefusal(
          403,
          'Forbidden',
          `${resource}.argoproj.io "${name}" is forbidden: User "reader" cannot patch`,
        );
      const found = isThere && resource === 'applications' ? store.get(resource, name) : undefined;
      if (!found) throw notFound(resource, name);
      await onPatch(name, patchApplication(request.headers['content-type'] ?? '', await json(request), found.render()));
      return send(response, 200, store.get(resource, name)?.render());
    }
    if (request.method !== 'GET')
      throw new ApiRefusal(405, 'MethodNotAllowed', 'the server does not allow this method');
    if (name !== undefined) {
      const found = isThere ? store.get(resource, name) : undefined;
      if (!found) throw notFound(resource, name);
      return send(response, 200, found.render());
    }
    const matches = selectorOf(context, resource, url.searchParams);
    if (url.searchParams.get('watch') === 'true') return watch(response, context, resource, matches, url.searchParams);
    return send(response, 200, listObjects(store, resource, isThere ? matches : () => false, url.searchParams));
  };

  const watch = (
    response: ServerResponse,
    context: string,
    resource: Change['resource'],
    matches: (labels: Change['labels']) => boolean,
    query: URLSearchParams,
  ): void => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const tell = (change: Change): void => {
      if (silent || change.resource !== resource || !matches(change.labels)) return;
      response.write(`${JSON.stringify({ type: change.type, object: change.object })}\n`);
    };
    const from = Number(query.get('resourceVersion') ?? store.version());
    const unwatch = store.watch(from, tell);
    if (!unwatch) {
      response.end(`${JSON.stringify({ type: 'ERROR', object: renderStatus(expired(from)) })}\n`);
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      unwatch();
      watches.delete(one);
    };
    const one: Watch = { response, context, bookmarks: query.get('allowWatchBookmarks') === 'true', end };
    const timer = setTimeout(() => response.end(), Number(query.get('timeoutSeconds') ?? 300) * 1000);
    timer.unref();
    response.on('close', end);
    watches.add(one);
  };

  const server: Server = createServer({ key, cert }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      const refusal = error instanceof ApiRefusal ? error : new ApiRefusal(500, 'InternalError', String(error));
      if (refusal.retryAfter !== undefined) response.setHeader('retry-after', String(refusal.retryAfter));
      send(response, refusal.code, renderStatus(refusal));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (context: string): void => {
    for (const one of watches) if (context === '*' || one.context === context) one.response.destroy();
  };
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: cert,
    token: () => token,
    readOnlyToken: READ_ONLY,
    faults: {
      refuse: (code, times, retryAfter) => {
        const reason = { 429: 'TooManyRequests', 500: 'InternalError', 503: 'ServiceUnavailable' }[code];
        for (let count = 0; count < times; count += 1)
          refusals.push(new ApiRefusal(code, reason, 'the server was told to refuse', retryAfter));
      },
      dropWatches: () => {
        for (const one of watches) one.response.end();
      },
      silence: () => {
        silent = true;
      },
      speak: () => {
        silent = false;
      },
      rotateToken: () => {
        token = `token-${Number(token.split('-')[1]) + 1}`;
        cut('*');
        return token;
      },
    },
    bookmark: () => {
      if (silent) return;
      const object = {
        kind: 'Application',
        apiVersion: API_VERSION,
        metadata: { resourceVersion: String(store.version()) },
      };
      for (const one of watches)
        if (one.bookmarks) one.response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
    },
    away,
    cut,
    close: async () => {
      for (const one of watches) one.response.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const notFound = (resource: string, name: string): ApiRefusal =>
  new ApiRefusal(404, 'NotFound', `${resource}.argoproj.io "${name}" not found`);

/** A context is a cluster of its own: it has the Applications of its region, and `sandbox` has all. */
const selectorOf = (
  context: string,
  resource: Change['resource'],
  query: URLSearchParams,
): ((labels: Change['labels']) => boolean) => {
  const matches = parseSelector(query.get('labelSelector') ?? '');
  return (labels) =>
    matches(labels) && (context === 'sandbox' || resource === 'appprojects' || labels['region'] === context);
};

const send = (response: ServerResponse, code: number, body: unknown): void => {
  if (response.headersSent) return void response.destroy();
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
