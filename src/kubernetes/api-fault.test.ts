import { Headers } from 'undici';
import { expect, test } from 'vitest';
import { type ApiFault, Expired, faultOfAnswer, faultOfError, parseRetryAfter } from './api-fault.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const APPLICATIONS = { resource: 'applications', namespace: 'argocd' } as const;

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After %j', (header, wait) => {
  expect(parseRetryAfter(header, NOW)).toBe(wait);
});

test.each([
  [400, 'nonsense'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'absent'],
  [429, 'busy'],
  [500, 'failing'],
  [503, 'failing'],
])('status %i is %s', (status, kind) => {
  const fault = faultOfAnswer({ status, headers: new Headers({ 'retry-after': '7' }) }, APPLICATIONS, NOW);
  expect(fault).toMatchObject({ trouble: { kind } });
  expect((fault as ApiFault).retryAfter).toBe(status === 429 || status >= 500 ? 7000 : undefined);
});

test('410 is no fault', () => {
  expect(faultOfAnswer({ status: 410, headers: new Headers() }, APPLICATIONS, NOW)).toBeInstanceOf(Expired);
});

const coded = (code: string): Error => Object.assign(new Error(`secret ${code}`), { code });

test.each([
  ['ECONNREFUSED', 'unreachable'],
  ['ENOTFOUND', 'unreachable'],
  ['UND_ERR_SOCKET', 'unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'silent'],
  ['ETIMEDOUT', 'silent'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['CERT_HAS_EXPIRED', 'certificate'],
])('%s is %s, whatever it is wrapped in, and says nothing of what it said', (code, kind) => {
  const fault = faultOfError(new TypeError('fetch failed', { cause: coded(code) }));
  expect(fault).toMatchObject({ trouble: { kind }, code });
  expect(fault.message).not.toContain('secret');
});

test('a watchdog that bit is silence', () => {
  const fault = faultOfError(new DOMException('no sign of life', 'TimeoutError'));
  expect(fault).toMatchObject({ trouble: { kind: 'silent' } });
});
