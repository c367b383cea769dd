/**
 * GitHub or the network failed in a way that goes away by itself. The pass ends here and is made anew later, from what
 * the world then is; nothing is retried in place, because octokit would repeat a POST whose answer was lost.
 */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  /** Milliseconds to stay away, where GitHub said so. */
  readonly retryAfterMs?: number;

  constructor(waitingFor: string, options: { readonly cause?: unknown; readonly retryAfterMs?: number | undefined }) {
    super(waitingFor, { cause: options.cause });
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/** What octokit throws for an answer that is none of success. */
type Refusal = Error & {
  readonly status: number;
  readonly response: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
};

/** Without `response` nobody answered: octokit gives status 500 to its own failures, too. */
const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error &&
  'status' in error &&
  typeof error.status === 'number' &&
  'response' in error &&
  typeof error.response === 'object';

/** The status that GitHub answered with; undefined when it did not answer. */
export const statusOf = (error: unknown): number | undefined => (isRefusal(error) ? error.status : undefined);

/** GitHub's own words for a refusal, without what octokit adds to them; octokit's where GitHub gave none. */
export const wordsOf = (error: unknown): string => {
  const data = isRefusal(error) ? error.response.data : undefined;
  if (typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string') {
    return data.message.trim();
  }
  return error instanceof Error ? error.message : '';
};

/** What to wait without a `retry-after`: GitHub asks for "at least one minute" (REST API, rate limits). */
const UNTOLD_LIMIT_MS = 60_000;

/** Milliseconds that GitHub wants us to stay away for; undefined when this is not a rate limit. */
const limitOf = ({ status, message, response: { headers } }: Refusal, now: number): number | undefined => {
  if (status !== 403 && status !== 429) return undefined;
  const retryAfter = Number(headers['retry-after']);
  if (retryAfter > 0) return retryAfter * 1000;
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  // A second more, for clocks differ.
  if (String(headers['x-ratelimit-remaining']) === '0' && reset > 0) return Math.max(0, reset - now) + 1000;
  return status === 429 || /rate limit|abuse detection/i.test(message) ? UNTOLD_LIMIT_MS : undefined;
};

/** Sorts an error of a GitHub call: those that pass by themselves become `RetryLater`, all others stay what they are. */
export const sortError = (error: unknown, call: string, now: number): unknown => {
  if (error instanceof RetryLater) return error;
  if (!isRefusal(error)) {
    const words = error instanceof Error && error.message !== '' ? ` (${error.message})` : '';
    return new RetryLater(`GitHub to answer ${call}${words}`, { cause: error });
  }
  const retryAfterMs = limitOf(error, now);
  if (retryAfterMs !== undefined) {
    return new RetryLater(`GitHub's rate limit at ${call}`, { cause: error, retryAfterMs });
  }
  if (error.status >= 500 || error.status === 408) {
    return new RetryLater(`GitHub to recover from ${error.status} at ${call}`, { cause: error });
  }
  // A token just made is unknown to some of GitHub's servers for seconds. A wrong key looks the same and stays.
  if (error.status === 401) {
    const words = 'if this lasts, compare APP_ID, PRIVATE_KEY and the clock';
    return new RetryLater(`GitHub to accept who we are (401 at ${call}); ${words}`, { cause: error });
  }
  return error;
};
