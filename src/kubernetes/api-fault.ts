import type { Response } from 'undici';
import type { ApiTrouble } from '../core/text/kubernetes-words.ts';
import { apiTroubleWords } from '../core/text/kubernetes-words.ts';

/** What is asked for: all objects of one kind in one namespace. */
export type Collection = { readonly resource: 'applications' | 'appprojects'; readonly namespace: string };

/** Any failure to read the API. Free of credentials, and of what the server or a plugin said. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly trouble: ApiTrouble;
  /** How long the server wants to be left alone; milliseconds. */
  readonly retryAfter: number | undefined;
  /** Node's word for it, as `ECONNREFUSED`, for the log. */
  readonly code: string | undefined;

  constructor(
    trouble: ApiTrouble,
    { retryAfter, code }: { readonly retryAfter?: number; readonly code?: string } = {},
  ) {
    super(apiTroubleWords(trouble));
    this.trouble = trouble;
    this.retryAfter = retryAfter;
    this.code = code;
  }
}

/** The resourceVersion or continue token is older than what the server remembers: only a new LIST helps. */
export class Expired extends Error {
  override readonly name = 'Expired';
}

/** What an answer other than 2xx means; its body is not read. @param now milliseconds, for a `Retry-After` with a date */
export const faultOfAnswer = (
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  collection: Collection,
  now: number,
): ApiFault | Expired => {
  if (status === 410) return new Expired('the version asked for is gone');
  return faultOfStatus(status, collection, parseRetryAfter(headers.get('retry-after'), now));
};

/** The same of a `Status` object's code, as it comes within a watch. */
export const faultOfStatus = (status: number, collection: Collection, retryAfter?: number): ApiFault => {
  if (status === 401) return new ApiFault({ kind: 'unauthorized' });
  if (status === 403) return new ApiFault({ kind: 'forbidden', ...collection });
  if (status === 404) return new ApiFault({ kind: 'absent', ...collection });
  if (status !== 429 && status < 500) return new ApiFault({ kind: 'nonsense' });
  const kind = status === 429 ? 'busy' : 'failing';
  return new ApiFault({ kind }, retryAfter === undefined ? {} : { retryAfter });
};

/** Milliseconds of a `Retry-After` header, which holds seconds or a date (RFC 9110, 10.2.3); undefined if neither. */
export const parseRetryAfter = (header: string | null, now: number): number | undefined => {
  if (header === null) return undefined;
  const value = header.trim();
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};

/** What a request that got no answer, or a body that broke off, died of. */
export const faultOfError = (error: unknown): ApiFault | Expired => {
  if (error instanceof ApiFault || error instanceof Expired) return error;
  const codes = causesOf(error).map(codeOf);
  const kind = codes.some((code) => TIMEOUTS.has(code))
    ? 'silent'
    : codes.some(isCertificate)
      ? 'certificate'
      : 'unreachable';
  return new ApiFault({ kind }, { code: codes.at(-1) ?? 'unknown' });
};

const TIMEOUTS: ReadonlySet<string> = new Set([
  'TimeoutError',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Node's codes of X509_verify_cert(3), and those of its own check of the name. */
const isCertificate = (code: string): boolean =>
  /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code);

/** A DOMException has a number for a code and says more by its name. */
const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name);

/** An error and what it came from; undici wraps what a socket said once or twice. */
const causesOf = (error: unknown): Error[] => {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 5; cause = cause.cause) chain.push(cause);
  return chain;
};
