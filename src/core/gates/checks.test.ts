import { expect, test } from 'vitest';
import { judgeChecks } from './checks.ts';
import { DAY, HOUR, NOW, tell, textsOf } from './gates.test-data.ts';

type Check = Parameters<typeof judgeChecks>[0]['checks'][number];

const check = (name: string, state: Check['state'] = 'success'): Check => ({ name, state });
const judge = (required: readonly string[], checks: readonly Check[], since = NOW - HOUR) =>
  judgeChecks({ required, checks, since, now: NOW });

test.each<[string, readonly string[], readonly Check[], number, unknown]>([
  ['none is required', [], [check('lint', 'failure')], NOW, 'pass'],
  ['all succeeded', ['build', 'lint'], [check('build'), check('lint'), check('x', 'failure')], NOW, 'pass'],
  [
    'one runs',
    ['build', 'lint'],
    [check('build'), check('lint', 'pending')],
    NOW,
    'wait: `lint` to succeed; until +24h',
  ],
  ['one is missing', ['build', 'lint'], [check('build')], NOW, 'wait: `lint` to report; until +24h'],
  ['its last moment', ['build'], [], NOW - DAY + 1, expect.stringMatching(/^wait/)],
  ['missing for a day', ['build'], [], NOW - DAY, 'block gate-overdue'],
  ['one failed', ['build', 'lint'], [check('build', 'failure')], NOW, 'block gate-checks'],
  ['of two of a name one failed', ['build'], [check('build'), check('build', 'failure')], NOW, 'block gate-checks'],
  [
    'of two of a name one runs',
    ['build'],
    [check('build'), check('build', 'pending')],
    NOW,
    expect.stringMatching(/^wait/),
  ],
  ["Cordage's own is required", ['cordage/rollout', 'build'], [check('build')], NOW, 'pass'],
  ["Cordage's own failed", ['cordage/rollout'], [check('cordage/rollout', 'failure')], NOW, 'pass'],
  ['names that only look alike', ['Build'], [check('build')], NOW, 'wait: `Build` to report; until +24h'],
])('%s', (_, required, checks, since, expected) => {
  expect(tell(judge(required, checks, since))).toEqual(expected);
});

test('names from outside, the first of them', () => {
  expect(textsOf(judge(['a`b', '@acme/x | y', 'c', 'd', 'e', 'f', 'g'], []))[0]).toBe(
    "<code>&#x40;&#x200b;acme/x &#x7c; y</code> to report, `a'b` to report, `c` to report, `d` to report, `e` to report and 2 more checks",
  );
  expect(textsOf(judge(['build', '@all'], [check('build', 'failure'), check('@all', 'failure')]))).toEqual([
    '<code>&#x40;&#x200b;all</code>, `build` failed, and must succeed before this merges',
    'look at what it says, solve it, and run it again',
  ]);
});
