import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { makeCertificate } from './certificate.ts';
import type { Change, Store } from './collection.ts';
import { CONTEXTS } from './kubeconfig.ts';
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
  /** Watches of now, and those that are begun until `speak`, say nothing ever again; their sockets stay open. */
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
  readonly resource: Change['resource'];
  readonly bookmarks: boolean;
  /** Half open: nothing arrives any more. */
  isDeaf: boolean;
  readonly end: () => void;
};

const PATH =
  /^\/(\w+)\/apis\/argoproj\.io\/v1alpha1(?:\/namespaces\/([^/]+))?\/(applications|appprojects)(?:\/([^/]+))?$/;
const READ_ONLY = 'read-only-token';
const KINDS = { applications: 'Application', appprojects: 'AppProject' } as const;

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
    if (!CONTEXTS.includes(context) || (resource !== 'applications' && resource !== 'appprojects'))
      throw new ApiRefusal(404, 'NotFound', 'the server could not find the requested resource');
    const isThere = namespace === undefined || namespace === NAMESPACE;
    const find = (one: string) => {
      const found = isThere ? store.get(resource, one) : undefined;
      if (!found || !isIn(context, resource, found.labels)) throw notFound(resource, one);
      return found;
    };
    if (request.method === 'PATCH' && name !== undefined) {
      if (bearer === READ_ONLY)
        throw new ApiRefusal(
          403,
          'Forbidden',
          `${resource}.argoproj.io "${name}" is forbidden: User "reader" cannot patch`,
        );
      if (resource !== 'applications') throw notFound(resource, name);
      const present = find(name).render();
      const body: unknown = await json(request).catch(() => {
        throw new ApiRefusal(400, 'BadRequest', 'the body of the request is no JSON');
      });
      await onPatch(name, patchApplication(request.headers['content-type'] ?? '', body, present));
      return send(response, 200, store.get(resource, name)?.render());
    }
    if (request.method !== 'GET')
      throw new ApiRefusal(405, 'MethodNotAllowed', 'the server does not allow this method');
    if (name !== undefined) return send(response, 200, find(name).render());
    const matches = isThere ? selectorOf(context, resource, url.searchParams) : () => false;
    if (url.searchParams.get('watch') === 'true') return watch(response, context, resource, matches, url.searchParams);
    return send(response, 200, listObjects(store, resource, matches, url.searchParams));
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
      const type = change.resource === resource && typeFor(change, matches);
      if (type && !one.isDeaf) response.write(`${JSON.stringify({ type, object: change.object })}\n`);
    };
    const one: Watch = {
      response,
      context,
      resource,
      bookmarks: query.get('allowWatchBookmarks') === 'true',
      isDeaf: silent,
      end: () => {
        clearTimeout(timer);
        unwatch?.();
        watches.delete(one);
      },
    };
    const timer = setTimeout(() => finish(one), Number(query.get('timeoutSeconds') ?? 300) * 1000);
    timer.unref();
    const from = Number(query.get('resourceVersion') ?? store.version());
    const unwatch = store.watch(from, tell);
    if (!unwatch) {
      clearTimeout(timer);
      response.end(`${JSON.stringify({ type: 'ERROR', object: renderStatus(expired(from)) })}\n`);
      return;
    }
    response.on('close', one.end);
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
    for (const one of watches) {
      if (context !== '*' && one.context !== context) continue;
      one.end();
      one.response.destroy();
    }
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
        for (const one of watches) finish(one);
      },
      silence: () => {
        silent = true;
        for (const one of watches) one.isDeaf = true;
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
      const metadata = { resourceVersion: String(store.version()) };
      for (const { bookmarks, isDeaf, resource, response } of watches) {
        if (!bookmarks || isDeaf) continue;
        const object = { kind: KINDS[resource], apiVersion: API_VERSION, metadata };
        response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
      }
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

/** Takes a watch off before its stream ends: a change in between would be written after the end. */
const finish = ({ end, response }: Watch): void => {
  end();
  response.end();
};

/** What a change is to one who sees a part: what leaves it is gone, what enters it is new, as Kubernetes tells it. */
const typeFor = (
  { type, labels, former }: Change,
  matches: (labels: Change['labels']) => boolean,
): Change['type'] | undefined => {
  const was = type !== 'ADDED' && matches(former);
  const is = type !== 'DELETED' && matches(labels);
  if (was && is) return 'MODIFIED';
  return is ? 'ADDED' : was ? 'DELETED' : undefined;
};

/** A context is a cluster of its own: it has the Applications of its region, and `sandbox` has all. */
const selectorOf = (
  context: string,
  resource: Change['resource'],
  query: URLSearchParams,
): ((labels: Change['labels']) => boolean) => {
  const matches = parseSelector(query.get('labelSelector') ?? '');
  return (labels) => matches(labels) && isIn(context, resource, labels);
};

const isIn = (context: string, resource: Change['resource'], labels: Change['labels']): boolean =>
  context === CONTEXTS[0] || resource === 'appprojects' || labels['region'] === context;

const send = (response: ServerResponse, code: number, body: unknown): void => {
  if (response.headersSent) return void response.destroy();
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
