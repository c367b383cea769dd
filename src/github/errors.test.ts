import { expect, it } from 'vitest';
import { RetryLater, sortError, statusOf, wordsOf } from './errors.ts';

const NOW = Date.parse('2026-11-22T14:00:00Z');
const inSeconds = (seconds: number): string => String(NOW / 1000 + seconds);

/** An error as octokit throws it when GitHub answered. */
const refusal = (status: number, message: string, headers: Record<string, string> = {}): Error =>
  Object.assign(new Error(message), { status, response: { status, headers, data: { message } } });

/** `stays`, or what is waited for and for how long. */
const sorted = (error: unknown): string => {
  const result = sortError(error, 'GET /x', NOW);
  if (!(result instanceof RetryLater)) return result === error ? 'stays' : 'changed';
  expect(result.cause).toBe(error);
  return result.retryAfterMs === undefined ? result.message : `${result.message}, ${result.retryAfterMs / 1000} s`;
};

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const PRIMARY = 'API rate limit exceeded for installation ID 7.';

it.each([
  ['403 for want of a permission', refusal(403, 'Resource not accessible by integration'), 'stays'],
  [
    '403 with requests left',
    refusal(403, 'Forbidden', { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': inSeconds(90) }),
    'stays',
  ],
  ['404', refusal(404, 'Not Found'), 'stays'],
  ['409', refusal(409, 'Conflict'), 'stays'],
  ['422', refusal(422, 'Validation Failed'), 'stays'],
  [
    'the primary limit',
    refusal(403, PRIMARY, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(90) }),
    "GitHub's rate limit at GET /x, 91 s",
  ],
  [
    'the primary limit, its hour over by our clock',
    refusal(429, PRIMARY, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(-90) }),
    "GitHub's rate limit at GET /x, 1 s",
  ],
  [
    'the primary limit without its end',
    refusal(403, PRIMARY, { 'x-ratelimit-remaining': '0' }),
    "GitHub's rate limit at GET /x, 60 s",
  ],
  ['the primary limit without headers', refusal(403, PRIMARY), "GitHub's rate limit at GET /x, 60 s"],
  ['a secondary limit', refusal(403, SECONDARY, { 'retry-after': '17' }), "GitHub's rate limit at GET /x, 17 s"],
  [
    'a secondary limit while the hour has room',
    refusal(429, SECONDARY, { 'retry-after': '17', 'x-ratelimit-remaining': '4000' }),
    "GitHub's rate limit at GET /x, 17 s",
  ],
  ['a secondary limit without headers', refusal(403, SECONDARY), "GitHub's rate limit at GET /x, 60 s"],
  [
    'a secondary limit with a date',
    refusal(429, SECONDARY, { 'retry-after': 'Sun, 22 Nov 2026 14:00:17 GMT' }),
    "GitHub's rate limit at GET /x, 60 s",
  ],
  ['429 without a word', refusal(429, ''), "GitHub's rate limit at GET /x, 60 s"],
  [
    '401',
    refusal(401, 'Bad credentials'),
    'GitHub to accept who we are (401 at GET /x); if this lasts, compare APP_ID, PRIVATE_KEY and the clock',
  ],
  ['408', refusal(408, ''), 'GitHub to recover from 408 at GET /x'],
  ['500', refusal(500, 'Server Error'), 'GitHub to recover from 500 at GET /x'],
  ['502', refusal(502, 'Bad Gateway'), 'GitHub to recover from 502 at GET /x'],
  // Octokit gives its own failures the status 500, without a response.
  [
    'a network error',
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { status: 500, request: {} }),
    'GitHub to answer GET /x (connect ECONNREFUSED 127.0.0.1:9)',
  ],
  [
    'an abort',
    Object.assign(new Error('This operation was aborted'), { name: 'AbortError', status: 500 }),
    'GitHub to answer GET /x (This operation was aborted)',
  ],
  ['something thrown that is no error', 'boom', 'GitHub to answer GET /x'],
])('%s', (_name, error, expected) => {
  expect(sorted(error)).toBe(expected);
});

it('does not sort twice', () => {
  const first = sortError(refusal(429, ''), 'GET /inner', NOW);
  expect(sortError(first, 'GET /outer', NOW)).toBe(first);
});

it('knows a status only where somebody answered', () => {
  expect(statusOf(refusal(404, 'Not Found'))).toBe(404);
  expect(statusOf(Object.assign(new Error('socket hang up'), { status: 500 }))).toBeUndefined();
  expect(statusOf(new RetryLater('x', {}))).toBeUndefined();
});

const answered = (data: unknown): Error =>
  Object.assign(new Error('No - https://docs'), { status: 405, response: { status: 405, headers: {}, data } });

it.each([
  ['GitHub gave words', answered({ message: ' Not mergeable\n' }), 'Not mergeable'],
  ['a proxy answered', answered('<html>'), 'No - https://docs'],
  ['nobody answered', new Error('connect ECONNREFUSED'), 'connect ECONNREFUSED'],
  ['what was thrown is no error', 'text', ''],
])('words of a refusal, where %s', (_name, error, words) => {
  expect(wordsOf(error)).toBe(words);
});
