import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Dispatcher, Response } from 'undici';
import { ApiFault, faultOfError } from './api-fault.ts';
import { prepareKubeConfig } from './kubeconfig.ts';

/** Where the API servers and the credentials stand. */
export type KubeSource = { readonly path: string } | 'in-cluster';

export type ApiRequest = {
  readonly method?: 'GET' | 'PATCH';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
};

/** The API server of one context. */
export type Connection = {
  /**
   * The answer, whatever its status, its body not yet read. A body must be read or cancelled, or the signal aborted.
   * @param path begins with a slash
   * @throws ApiFault where there is no answer
   */
  readonly request: (path: string, query: Readonly<Record<string, string>>, request: ApiRequest) => Promise<Response>;
};

/**
 * Credentials are asked for anew with every request, so that a token that a plugin, a file or a projected volume has
 * replaced takes effect. Where they are refused the kubeconfig is read again, once, and after any failure with the next
 * request. Each request has sockets of its own that end with it: a handshake more for each page is little, and no pool can
 * hand out a socket that died long ago.
 * @param context undefined: the current one
 */
export const connect = (source: KubeSource, context: string | undefined): Connection => {
  let config: Promise<KubeConfig> | undefined;
  const send = async (using: Promise<KubeConfig>, path: string, request: ApiRequest): Promise<Response> => {
    const { url, headers, dispatcher } = await abortable(async () => authorize(await using, path), request.signal);
    const { fetch } = await import('undici');
    try {
      const { method = 'GET', body = null, signal } = request;
      const all = { ...headers, accept: 'application/json', 'user-agent': 'cordage', ...request.headers };
      return await fetch(url, { method, headers: all, body, signal, dispatcher, redirect: 'error' });
    } finally {
      // Graceful: what is under way, the body of the answer included, goes on to its end.
      dispatcher.close().catch(() => undefined);
    }
  };
  return {
    request: async (path, query, request) => {
      const target = `${path}?${new URLSearchParams(query).toString()}`;
      try {
        const used = (config ??= load(source, context));
        const answer = await send(used, target, request);
        if (answer.status !== 401) return answer;
        await answer.body?.cancel();
        // Several requests may be refused at once: one of them reads the file.
        if (config === used) config = load(source, context);
        return await send(config ?? used, target, request);
      } catch (error) {
        // The next time the file may be there, or name another address or another CA.
        config = undefined;
        throw faultOfError(error);
      }
    },
  };
};

/** client-node takes half a second to load: paid at the first request, not by those that never make one. */
const load = async (source: KubeSource, context: string | undefined): Promise<KubeConfig> => {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  const unreadable = new ApiFault({ kind: source === 'in-cluster' ? 'not-in-cluster' : 'no-kubeconfig' });
  try {
    if (source === 'in-cluster') config.loadFromCluster();
    else {
      const root = dirname(source.path);
      config.loadFromString(prepareKubeConfig(await readFile(source.path, 'utf8'), root));
      config.makePathsAbsolute(root);
    }
  } catch {
    throw unreadable;
  }
  const name = context ?? config.getCurrentContext();
  if (!config.getContexts().some((known) => known.name === name))
    throw new ApiFault({ kind: 'unknown-context', context });
  config.setCurrentContext(name);
  const cluster = config.getCurrentCluster();
  // Outside of a pod client-node makes an address of what is not there, and it is none.
  if (!cluster || !URL.canParse(cluster.server)) throw unreadable;
  if (new URL(cluster.server).protocol !== 'https:' && !cluster.skipTLSVerify) throw new ApiFault({ kind: 'insecure' });
  return config;
};

const authorize = async (
  config: KubeConfig,
  path: string,
): Promise<{ url: string; headers: Record<string, string>; dispatcher: Dispatcher }> => {
  const { HttpMethod, RequestContext } = await import('@kubernetes/client-node');
  const { Agent } = await import('undici');
  const url = `${config.getCurrentCluster()?.server}${path}`;
  const context = new RequestContext(url, HttpMethod.GET);
  try {
    await config.applySecurityAuthentication(context);
  } catch {
    // Of a plugin, a token or a certificate; what they say may hold a secret.
    throw new ApiFault({ kind: 'credentials' });
  }
  return { url, headers: context.getHeaders(), dispatcher: context.getDispatcher() ?? new Agent() };
};

/** A plugin for credentials may never end, and client-node waits for it without limit. */
const abortable = async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(), promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
