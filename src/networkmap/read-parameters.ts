import { decodeParameters, type DecodedParameters } from '../core/networkmap/decode-parameters.ts';
import type { MapFault } from '../core/text/network-map-problems.ts';
import { RetryLater } from '../github/errors.ts';

/** What asking may cost. The parameters of a network with a thousand notaries and owned packages stay below the bytes. */
export const MAP_LIMITS = { bytes: 1_000_000, timeMs: 10_000, redirects: 3 };

/** CENM answers it to everybody (1.7/cenm/network-map-overview.md). */
const PATH = '/network-map-user/network-parameters';

export type MapReading =
  | { readonly kind: 'read'; readonly decoded: DecodedParameters }
  | { readonly kind: 'failed'; readonly fault: MapFault };

export type MapRequest = {
  /** Without a slash at its end. */
  readonly address: string;
  /** The origins that may be asked; redirects stay within the one that was. */
  readonly origins: readonly string[];
  readonly stop: AbortSignal;
  readonly limits?: Partial<typeof MAP_LIMITS>;
};

/**
 * The network parameters as a Network Map tells them, asked without credentials. Whatever goes wrong is a fault to be
 * told; throws RetryLater only when the server stops.
 */
export const readParameters = async ({ address, origins, stop, limits }: MapRequest): Promise<MapReading> => {
  const { bytes, timeMs, redirects } = { ...MAP_LIMITS, ...limits };
  const timeout = AbortSignal.timeout(timeMs);
  const url = URL.parse(`${address}${PATH}`);
  if (!url || !origins.includes(url.origin)) return failed({ code: 'refused', origin: url?.origin ?? address });
  try {
    const answer = await follow(url, redirects, AbortSignal.any([timeout, stop]));
    if (!(answer instanceof Response)) return failed(answer);
    const text = await readText(answer, bytes);
    if (text === undefined) return failed({ code: 'too-large', limit: bytes });
    const decoded = decodeParameters(parseJson(text));
    return decoded ? { kind: 'read', decoded } : failed({ code: 'not-parameters' });
  } catch (error) {
    if (stop.aborted) throw new RetryLater('the Network Map', { cause: error });
    return failed(timeout.aborted ? { code: 'slow', limit: timeMs } : { code: 'unreachable', reason: reasonOf(error) });
  }
};

const failed = (fault: MapFault): MapReading => ({ kind: 'failed', fault });

const follow = async (from: URL, redirects: number, signal: AbortSignal): Promise<Response | MapFault> => {
  let url = from;
  for (let hop = 0; hop <= redirects; hop += 1) {
    const answer = await fetch(url, {
      headers: { accept: 'application/json', 'user-agent': 'cordage' },
      redirect: 'manual',
      signal,
    });
    if (answer.ok) return answer;
    await answer.body?.cancel();
    const location = answer.headers.get('location');
    const next = location === null ? undefined : URL.parse(location, url.href);
    if (answer.status < 300 || answer.status >= 400 || !next) return { code: 'status', status: answer.status };
    if (next.origin !== from.origin) return { code: 'redirected', to: next.host || next.protocol };
    url = next;
  }
  return { code: 'redirected', to: url.pathname };
};

/** Counted as it is unpacked, for a small answer may unpack to a large one; undefined when it is longer. */
const readText = async (answer: Response, limit: number): Promise<string | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the body, and with it the connection.
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `ECONNREFUSED`: what `fetch` itself says is "fetch failed", always. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (!(cause instanceof Error)) return 'no reason is known';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
};
