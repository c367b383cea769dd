import { describe, expect, test } from 'vitest';
import { compareVersions, lineOf } from '../../release/version.ts';
import { CENM_RELEASES } from './cenm-releases.ts';
import { CORDA_PATCHES } from './corda-patches.ts';
import { CORDA_RELEASES } from './corda-releases.ts';
import { COUPLED_PIECES } from './coupled-pieces.ts';
import type { Fact } from './fact.ts';
import { JUMPS } from './jumps.ts';
import { NEEDS } from './needs.ts';

const flaws = CORDA_PATCHES.flatMap(({ version, flaw }) => (flaw ? [{ version, ...flaw }] : []));
const releases = CORDA_RELEASES.map(({ release }) => release);

const inOrder = (versions: readonly string[]): boolean =>
  versions.every((version, index) => index === 0 || (compareVersions(versions[index - 1] ?? '', version) ?? 0) < 0);

describe.each<[string, readonly Fact[]]>([
  ['Corda releases', CORDA_RELEASES],
  ['windows of support', [...CORDA_RELEASES, ...CENM_RELEASES].flatMap(({ support }) => support ?? [])],
  ['patches', CORDA_PATCHES],
  ['flaws', flaws],
  ['CENM releases', CENM_RELEASES],
  ['coupled pieces', COUPLED_PIECES],
  ['jumps', JUMPS],
  ['needs', NEEDS],
])('%s', (_table, facts) => {
  test('each has a source and a day', () => {
    for (const { source, asOf } of facts) {
      expect(source.document).toMatch(/^(?:\d\.\d+\/|content\/|themes\/|github\.com\/)[\w./-]+$/);
      expect(source.section).not.toBe('');
      expect(asOf).toMatch(/^2026-\d\d-\d\d$/);
    }
  });
});

test('rows stand in order, each once', () => {
  expect(inOrder(releases)).toBe(true);
  expect(inOrder(CENM_RELEASES.map(({ release }) => release))).toBe(true);
  expect(inOrder(CORDA_PATCHES.map(({ version }) => version))).toBe(true);
  expect(new Set(NEEDS.map(({ id }) => id)).size).toBe(NEEDS.length);
});

test('platform versions never fall, and months of support never go back', () => {
  const numbers = CORDA_RELEASES.map(({ platformVersion }) => platformVersion);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  for (const { first, support } of [...CORDA_RELEASES, ...CENM_RELEASES]) {
    if (!first || !support) continue;
    expect(first < support.maintenance).toBe(true);
    expect(support.maintenance <= (support.security ?? support.maintenance)).toBe(true);
    expect(support.maintenance <= support.support).toBe(true);
  }
});

test('every patch is of a known release, and a flaw is fixed in a good patch of the same one', () => {
  for (const { version } of CORDA_PATCHES) expect(releases).toContain(lineOf(version));
  for (const { version, fixedIn } of flaws) {
    expect(lineOf(fixedIn)).toBe(lineOf(version));
    expect(compareVersions(version, fixedIn)).toBeLessThan(0);
    expect(CORDA_PATCHES.find((row) => row.version === fixedIn)).toMatchObject({ certainty: 'stated' });
    expect(flaws.map((flaw) => flaw.version)).not.toContain(fixedIn);
  }
});

test('what is announced or concluded is marked as inferred', () => {
  const doubtful = [...CORDA_RELEASES, ...CORDA_PATCHES].filter(({ certainty }) => certainty === 'inferred');
  expect(doubtful.map((row) => ('release' in row ? row.release : row.version))).toEqual(['4.15', '4.14.1', '4.14.2']);
  expect(flaws.filter(({ certainty }) => certainty === 'inferred').map(({ version }) => version)).toEqual(['4.12.8']);
  expect(NEEDS.filter(({ certainty }) => certainty === 'inferred').map(({ id }) => id)).toEqual([
    'tvu-4.13',
    'tvu-4.14',
  ]);
});
