/** Milliseconds after which a request without a complete answer is given up. */
const REQUEST_TIMEOUT_MS = 20_000;

/** GitHub's longest answers, a hundred pull requests with full bodies, stay below 10 MB. Bytes. */
const LARGEST_ANSWER = 32 * 1024 * 1024;

/** Bytes of answers kept to be asked for again with `If-None-Match`; a 304 costs nothing of the hourly limit. */
const KEPT_BYTES = 24 * 1024 * 1024;

/** Set on an answer that GitHub said is still good, and that came from memory. */
export const FROM_MEMORY = 'x-cordage-from-memory';

type Kept = { readonly etag: string; readonly headers: readonly [string, string][]; readonly body: Buffer };

type Init = { readonly method?: string; readonly headers: Readonly<Record<string, string>>; readonly signal?: unknown };

/**
 * `fetch` as octokit should have it: bounded in time and size, reads asked for conditionally, and the whole body or a
 * failure, because octokit takes a body that breaks off for an empty one. Bytes are kept, not objects: octokit's
 * pagination changes the object it is given. For one identity only: what another may see is another answer.
 * @param stop aborts whatever is under way
 */
export const createFetch = (
  stop: AbortSignal,
  { timeoutMs = REQUEST_TIMEOUT_MS, keptBytes = KEPT_BYTES } = {},
): ((url: string, init: Init) => Promise<Response>) => {
  const memory = createMemory(keptBytes);
  return async (url, init) => {
    const key = `${init.headers['accept']} ${url}`;
    const kept = init.method === 'GET' ? memory.get(key) : undefined;
    const answer = await fetch(url, {
      ...init,
      headers: kept ? { ...init.headers, 'if-none-match': kept.etag } : init.headers,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]),
    });
    if (answer.status === 304 && kept) return respond(url, 200, [...kept.headers, [FROM_MEMORY, '1']], kept.body);
    const body = await readWhole(answer);
    const headers = [...answer.headers];
    const etag = answer.headers.get('etag');
    if (init.method === 'GET' && answer.status === 200 && etag !== null) memory.keep(key, { etag, headers, body });
    return respond(answer.url, answer.status, headers, body);
  };
};

const respond = (url: string, status: number, headers: [string, string][], body: Buffer): Response => {
  // A body of no bytes is still one too many for 204 and its like.
  const response = new Response(body.length === 0 ? null : body, { status, headers });
  return Object.defineProperty(response, 'url', { value: url });
};

const readWhole = async (answer: Response): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Error(`the answer has more than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Remembers up to so many bytes; the answer asked for least lately goes first. */
const createMemory = (limit: number) => {
  const answers = new Map<string, Kept>();
  let size = 0;
  const drop = (key: string): void => {
    size -= answers.get(key)?.body.length ?? 0;
    answers.delete(key);
  };
  const keep = (key: string, kept: Kept): void => {
    drop(key);
    answers.set(key, kept);
    size += kept.body.length;
    for (const oldest of answers.keys()) {
      if (size <= limit) break;
      drop(oldest);
    }
  };
  return {
    get: (key: string): Kept | undefined => {
      const kept = answers.get(key);
      if (kept) keep(key, kept);
      return kept;
    },
    keep,
  };
};
