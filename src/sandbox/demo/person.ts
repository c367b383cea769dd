import { readFile } from 'node:fs/promises';

/** Someone with a token who uses GitHub's REST API, as `curl` would. */
export type Person = {
  readonly get: (path: string, accept?: string) => Promise<unknown>;
  readonly send: (method: 'POST' | 'PATCH', path: string, body: unknown) => Promise<unknown>;
  readonly upload: (url: string, file: string) => Promise<void>;
};

const TIMEOUT_MS = 10_000;

export const actAs = (apiUrl: string, token: string): Person => {
  const call = async (
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: string | Buffer<ArrayBuffer>,
  ): Promise<Response> => {
    const answer = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) throw new Error(`${method} ${url} was answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const json = { accept: 'application/vnd.github+json', 'content-type': 'application/json' };
  return {
    get: async (path, accept = json.accept) => {
      const answer = await call('GET', `${apiUrl}${path}`, { accept });
      return accept === json.accept ? answer.json() : answer.text();
    },
    send: async (method, path, body) => (await call(method, `${apiUrl}${path}`, json, JSON.stringify(body))).json(),
    upload: async (url, file) => {
      await call('POST', url, { 'content-type': 'application/java-archive' }, Buffer.from(await readFile(file)));
    },
  };
};
