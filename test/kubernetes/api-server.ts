import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

export type KubeObject = { readonly metadata: { readonly name: string } & Record<string, unknown> } & Record<
  string,
  unknown
>;

/** What was asked, as far as tests look at it. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly watch: boolean;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  body: string;
};

/** Answers in the server's place; false: the server answers. */
export type Intercept = (asked: Asked, response: ServerResponse) => boolean;

type Watcher = { readonly collection: string; readonly response: ServerResponse };
type Options = { readonly port?: number; readonly tls?: { readonly key: string; readonly cert: string } };
export type ApiServer = Awaited<ReturnType<typeof startApiServer>>;

const collectionOf = (path: string): string => path.split('/').slice(5, 7).join('/');

/** Enough of a Kubernetes API server: LIST in pages of one snapshot, WATCH with a history, merge-patch of annotations. */
export const startApiServer = async ({ port = 0, tls }: Options = {}) => {
  const objects = new Map<string, Map<string, KubeObject>>();
  const history: { readonly version: number; readonly collection: string; readonly line: string }[] = [];
  const snapshots = new Map<string, { readonly version: number; readonly items: readonly KubeObject[] }>();
  const watchers = new Set<Watcher>();
  const asked: Asked[] = [];
  const intercepts: Intercept[] = [];
  let version = 100;

  const of = (collection: string): Map<string, KubeObject> => {
    const found = objects.get(collection) ?? new Map<string, KubeObject>();
    objects.set(collection, found);
    return found;
  };
  const send = (collection: string, line: string): void => {
    for (const watcher of watchers) if (watcher.collection === collection) watcher.response.write(`${line}\n`);
  };
  const tell = (collection: string, type: string, object: KubeObject): void => {
    const line = JSON.stringify({ type, object });
    history.push({ version, collection, line });
    send(collection, line);
  };
  const put = (object: KubeObject, collection = 'argocd/applications'): void => {
    version++;
    const type = of(collection).has(object.metadata.name) ? 'MODIFIED' : 'ADDED';
    const next = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
    of(collection).set(object.metadata.name, next);
    tell(collection, type, next);
  };
  const remove = (name: string, collection = 'argocd/applications'): void => {
    version++;
    const object = of(collection).get(name);
    of(collection).delete(name);
    if (object)
      tell(collection, 'DELETED', { ...object, metadata: { ...object.metadata, resourceVersion: `${version}` } });
  };

  const list = ({ path, query }: Asked, response: ServerResponse): void => {
    const token = query.get('continue') ?? '';
    const [id = '', from = '0'] = token.split(':');
    const snapshot = snapshots.get(id) ?? { version, items: [...of(collectionOf(path)).values()] };
    if (token !== '' && !snapshots.has(id)) return answer(response, 410);
    const key = id || String(snapshots.size + 1);
    snapshots.set(key, snapshot);
    const limit = Number(query.get('limit') ?? 0) || snapshot.items.length;
    const to = Number(from) + limit;
    const next = to < snapshot.items.length ? { continue: `${key}:${to}` } : {};
    const metadata = { resourceVersion: String(snapshot.version), ...next };
    answer(response, 200, { kind: 'List', metadata, items: snapshot.items.slice(Number(from), to) });
  };
  const watch = ({ path, query }: Asked, response: ServerResponse): void => {
    const from = Number(query.get('resourceVersion'));
    const collection = collectionOf(path);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const event of history)
      if (event.collection === collection && event.version > from) response.write(`${event.line}\n`);
    const watcher = { collection, response };
    watchers.add(watcher);
    response.on('close', () => watchers.delete(watcher));
  };
  const patch = (request: Asked, response: ServerResponse): void => {
    const found = of(collectionOf(request.path)).get(decodeURIComponent(request.path.split('/').at(-1) ?? ''));
    if (!found) return answer(response, 404);
    const change = JSON.parse(request.body) as { metadata: { annotations: object } };
    put({ ...found, metadata: { ...found.metadata, annotations: change.metadata.annotations } });
    answer(response, 200, found);
  };
  const handle = (request: Asked, response: ServerResponse): void => {
    if (intercepts.some((intercept) => intercept(request, response))) return;
    if (request.method === 'PATCH') patch(request, response);
    else if (request.watch) watch(request, response);
    else list(request, response);
  };
  const receive = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://server');
    const { method = 'GET', headers } = request;
    const { authorization, 'content-type': contentType } = headers;
    const entry = { method, path, query, watch: query.has('watch'), authorization, contentType, body: '' };
    asked.push(entry);
    request.setEncoding('utf8').on('data', (part: string) => (entry.body += part));
    request.on('end', () => handle(entry, response));
  };

  const server = tls ? createTlsServer(tls, receive) : createHttpServer(receive);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`,
    asked,
    lists: (resource = 'applications') => asked.filter(({ path, watch }) => path.endsWith(resource) && !watch),
    watches: (resource = 'applications') => asked.filter(({ path, watch }) => path.endsWith(resource) && watch),
    put,
    remove,
    send: (line: string, collection = 'argocd/applications') => send(collection, line),
    bookmark: (collection = 'argocd/applications') =>
      send(
        collection,
        JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: String(++version) } } }),
      ),
    version: () => version,
    open: () => watchers.size,
    sockets: () => promisify(server.getConnections.bind(server))(),
    /** Ends streams as a server does after `timeoutSeconds`. */
    endWatches: () => {
      for (const { response } of watchers) response.end();
      watchers.clear();
    },
    intercept: (intercept: Intercept) => void intercepts.push(intercept),
    forgetSnapshots: () => snapshots.clear(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const answer = (
  response: ServerResponse,
  status: number,
  body: object = { kind: 'Status', code: status },
): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** An {@link Intercept} for the first so many requests that are like this. */
export const first = (
  times: number,
  like: (asked: Asked) => boolean,
  intercept: (response: ServerResponse) => void,
): Intercept => {
  let left = times;
  return (asked, response) => {
    if (left === 0 || !like(asked)) return false;
    left--;
    intercept(response);
    return true;
  };
};
