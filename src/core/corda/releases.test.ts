import { describe, expect, test } from 'vitest';
import { CENM_RELEASES } from './facts/cenm-releases.ts';
import { betterThan, findPatch, findRelease, newestGoodPatch, platformVersionOf, supportOf } from './releases.ts';

const NOBODY = new Map<string, number>();

describe('platformVersionOf', () => {
  test.each([
    ['4.0', 4],
    ['4.1', 4],
    ['4.2', 4],
    ['4.3', 5],
    ['4.4', 6],
    ['4.5', 7],
    ['4.6', 8],
    ['4.7', 9],
    ['4.8.9', 10],
    ['4.9', 11],
    ['4.10.6', 12],
    ['4.11.7', 13],
    ['4.12', 140],
    ['4.12.9', 140],
    ['4.13.1-RC1', 150],
    ['v4.14.2', 160],
  ])('Corda %s: %i', (version, value) => {
    expect(platformVersionOf(version, NOBODY)).toEqual({ value, by: 'stated' });
  });

  test.each(['4.16', '4.120.1', '5.0', '41.2', 'latest', ''])('%j is unknown and not guessed', (version) => {
    expect(findRelease(version)).toBeUndefined();
    expect(platformVersionOf(version, NOBODY)).toBeUndefined();
  });

  test('the word of the operator counts for what R3 does not state, patches included', () => {
    const declared = new Map([
      ['4.12', 1],
      ['4.15', 171],
      ['4.16', 180],
    ]);
    expect(platformVersionOf('4.12.9', declared)).toEqual({ value: 140, by: 'stated' });
    expect(platformVersionOf('4.15.1', declared)).toEqual({ value: 171, by: 'operator' });
    expect(platformVersionOf('4.16.3', declared)).toEqual({ value: 180, by: 'operator' });
    expect(platformVersionOf('4.15.1', NOBODY)).toEqual({ value: 170, by: 'inferred' });
  });
});

test.each([
  ['4.11', '4.11.7'],
  ['4.12', '4.12.9'],
  ['4.13', '4.13.4'],
  // 4.14.1 and 4.14.2 are inferred.
  ['4.14', '4.14.0'],
  ['4.5', undefined],
])('the newest good patch of %s is %s', (release, patch) => expect(newestGoodPatch(release)).toBe(patch));

test.each([
  ['4.11', '4.11.7'],
  ['4.11.0', '4.11.7'],
  ['4.11.1', '4.11.7'],
  ['4.11.2', '4.11.7'],
  ['4.11.3', undefined],
  ['4.12.0', '4.12.9'],
  ['4.12.1', '4.12.9'],
  ['4.12.2', undefined],
  ['4.12.6', '4.12.9'],
  ['4.12.7', '4.12.9'],
  ['4.12.8', '4.12.9'],
  ['4.12.9', undefined],
  ['4.13', '4.13.4'],
  ['4.13.1', undefined],
  ['4.14.1', undefined],
])('instead of %s take %s', (version, better) => {
  const flaw = findPatch(version)?.flaw;
  expect(flaw && betterThan(version, flaw)).toBe(better);
});

describe('supportOf', () => {
  const of = (version: string, today: string): string => {
    const row = findRelease(version);
    return row ? Object.values(supportOf(row, today)).join(' ') : 'no row';
  };

  test.each([
    ['4.4', 'unknown'],
    ['4.5', 'ended 2023-06'],
    ['4.6', 'ended 2023-09'],
    ['4.7', 'ended 2023-12'],
    ['4.8', 'ended 2024-10'],
    ['4.9', 'ended 2025-03'],
    ['4.10', 'ended 2026-01'],
    ['4.11', 'security-only 2026-11'],
    ['4.12', 'security-only 2027-06'],
    ['4.13', 'maintained 2027-12'],
    ['4.14', 'maintained 2028-03'],
    ['4.15', 'not-released 2026-12'],
  ])('Corda %s on 2026-11-22: %s', (version, state) => expect(of(version, '2026-11-22')).toBe(state));

  test.each([
    ['2023-10-31', 'not-released 2023-11'],
    ['2023-11-01', 'maintained 2025-11'],
    ['2025-11-30', 'maintained 2025-11'],
    ['2025-12-01', 'security-only 2026-11'],
    ['2026-11-30', 'security-only 2026-11'],
    ['2026-12-01', 'ended 2026-11'],
  ])('4.11 on %s: %s, for months are meant to their end', (today, state) => expect(of('4.11.7', today)).toBe(state));

  test('a release that was only announced is not taken for released when its month comes', () => {
    expect(of('4.15', '2027-06-01')).toBe('not-released 2026-12');
  });

  test('CENM, with help after the last security fix', () => {
    const states = ['2024-06-30', '2025-06-30', '2026-11-22'].map((today) =>
      CENM_RELEASES.map((row) => supportOf(row, today).kind).join(' '),
    );
    expect(states).toEqual([
      'ended ended security-only maintained not-released',
      'ended ended help-only maintained not-released',
      'ended ended ended maintained maintained',
    ]);
  });
});
