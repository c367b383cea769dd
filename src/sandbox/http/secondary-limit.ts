import { nameCaller } from './caller.ts';
import { Refusal, type Caller } from './route.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What GitHub documents of its secondary limits (REST API, "About secondary rate limits"). */
export type SecondaryLimits = {
  contentPerMinute: number;
  contentPerHour: number;
  /** A read is 1 point, a write 5. */
  pointsPerMinute: number;
  concurrent: number;
  /** GitHub uses both. */
  secondaryStatus: 403 | 429;
};

export const SECONDARY_LIMITS: Readonly<SecondaryLimits> = {
  contentPerMinute: 80,
  contentPerHour: 500,
  pointsPerMinute: 900,
  concurrent: 100,
  secondaryStatus: 403,
};

export type SecondaryLimiter = {
  /**
   * Lets a request in, until the returned function is called.
   * @throws Refusal with `retry-after`, the seconds until the oldest request leaves the window
   */
  readonly enter: (caller: Caller, request: { readonly method: string; readonly creates: boolean }) => () => void;
};

type Past = { readonly at: number; readonly points: number; readonly content: number };

const sum = (past: readonly Past[], what: 'points' | 'content'): number =>
  past.reduce((total, entry) => total + entry[what], 0);

/** Counts over sliding windows, a caller at a time. */
export const createSecondaryLimiter = (now: () => number, limits: SecondaryLimits): SecondaryLimiter => {
  const pasts = new Map<string, Past[]>();
  const inside = new Map<string, number>();
  return {
    enter: (caller, { method, creates }) => {
      const key = nameCaller(caller);
      const at = now();
      const hour = (pasts.get(key) ?? []).filter((entry) => entry.at > at - HOUR_MS);
      const wanted = { at, points: method === 'GET' ? 1 : 5, content: creates ? 1 : 0 };
      const waitMs = waitFor(hour, wanted, limits);
      const running = inside.get(key) ?? 0;
      if (waitMs > 0) throw exceeded(limits.secondaryStatus, Math.ceil(waitMs / 1000));
      if (running >= limits.concurrent) throw exceeded(limits.secondaryStatus, 60);
      pasts.set(key, [...hour, wanted]);
      inside.set(key, running + 1);
      return () => void inside.set(key, (inside.get(key) ?? 1) - 1);
    },
  };
};

/** Milliseconds until the oldest request that counts leaves its window; 0 when there is room now. */
const waitFor = (hour: readonly Past[], wanted: Past, limits: SecondaryLimits): number => {
  const minute = hour.filter((entry) => entry.at > wanted.at - MINUTE_MS);
  const untilOldestLeaves = (past: readonly Past[], windowMs: number): number =>
    (past[0]?.at ?? wanted.at) + windowMs - wanted.at;
  const waits = [0];
  const content = (past: readonly Past[]): Past[] => past.filter((entry) => entry.content > 0);
  if (wanted.content > 0 && sum(hour, 'content') >= limits.contentPerHour) {
    waits.push(untilOldestLeaves(content(hour), HOUR_MS));
  }
  if (wanted.content > 0 && sum(minute, 'content') >= limits.contentPerMinute) {
    waits.push(untilOldestLeaves(content(minute), MINUTE_MS));
  }
  if (sum(minute, 'points') + wanted.points > limits.pointsPerMinute) waits.push(untilOldestLeaves(minute, MINUTE_MS));
  return Math.max(...waits);
};

const exceeded = (status: 403 | 429, seconds: number): Refusal =>
  new Refusal(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    undefined,
    {
      documentation_url:
        'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      headers: { 'retry-after': String(seconds) },
    },
  );
