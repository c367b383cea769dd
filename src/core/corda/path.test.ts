import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, lineOf } from '../release/version.ts';
import { CORDA_RELEASES } from './facts/corda-releases.ts';
import { planPath, type PathStep } from './path.ts';
import { findPatch } from './releases.ts';

const DECLARED = new Map([
  ['4.15', 170],
  ['4.16', 180],
  ['4.18', 200],
]);

/** Where the path goes, or the code of what keeps it. */
const way = (from: string, to: string, declared = new Map<string, number>()): string => {
  const path = planPath(from, to, declared);
  return path.ok ? path.value.map((step) => step.to).join(' ') : path.problems.map(({ code }) => code).join(' ');
};

const stepsOf = (from: string, to: string, declared = new Map<string, number>()): readonly PathStep[] => {
  const path = planPath(from, to, declared);
  if (!path.ok) throw new Error(JSON.stringify(path.problems));
  return path.value;
};

describe('planPath', () => {
  test.each([
    ['3.0', '4.14.1', '3.3 4.5 4.11.7 4.12.9 4.13.4 4.14.1'],
    ['3.2', '3.3', '3.3'],
    ['3.3', '4.5', '4.5'],
    ['3.3', '4.6', '4.5 4.6'],
    ['4.0', '4.11.7', '4.11.7'],
    ['4.5', '4.6', '4.6'],
    ['4.8.9', '4.11.6', '4.11.6'],
    ['4.10', '4.11', '4.11'],
    ['4.10', '4.12', '4.11.7 4.12'],
    ['4.10.6', '4.14.1', '4.11.7 4.12.9 4.13.4 4.14.1'],
    ['4.11.4', '4.12.9', '4.12.9'],
    ['4.11', '4.13.4', '4.12.9 4.13.4'],
    ['4.11', '4.14.1', '4.12.9 4.13.4 4.14.1'],
    ['4.12.6', '4.13.1', '4.13.1'],
    ['4.12.9', '4.14.1', '4.13.4 4.14.1'],
    ['4.13.4', '4.14.2', '4.14.2'],
    ['4.12.6', '4.12.9', '4.12.9'],
    ['4.12.9-RC1', '4.12.9', '4.12.9'],
    ['4.12', '4.12.0', ''],
    ['4.14.1', '4.14.1', ''],
    ['4.14.1', '4.15', '4.15'],
  ])('from %s to %s over: %s', (from, to, expected) => expect(way(from, to)).toBe(expected));

  test.each([
    ['4.12.9', '4.12.8', 'corda-downgrade'],
    ['4.12.9', '4.11.7', 'corda-downgrade'],
    ['4.12', '3.3', 'corda-downgrade'],
    ['4.14', '4.16', 'corda-release-unknown'],
    ['4.14', '4.140.1', 'corda-release-unknown'],
    ['4.14', '5.2', 'corda-release-unknown'],
    ['4.20', '4.20.1', 'corda-release-unknown'],
    ['3.3', '4.2', 'corda-no-way'],
    ['2.0', '4.12', 'corda-no-way'],
    ['winter', '4.12', 'corda-version-unclear'],
    ['4.12', 'latest', 'corda-version-unclear'],
  ])('from %s to %s is refused: %s', (from, to, code) => expect(way(from, to)).toBe(code));

  test.each([
    ['4.14.1', '4.16.2', '4.15 4.16.2'],
    ['4.16.1', '4.16.2', '4.16.2'],
    ['4.16', '4.18', 'corda-release-unknown'],
    ['4.17', '4.18', 'corda-no-way'],
  ])('with declared releases from %s to %s: %s', (from, to, expected) =>
    expect(way(from, to, DECLARED)).toBe(expected),
  );

  test('a declared release of another product has no way to it', () => {
    expect(way('4.14', '5.2', new Map([['5.2', 50200]]))).toBe('corda-no-way');
  });

  test('platform versions, and what is certain', () => {
    const told = stepsOf('4.13', '4.16', DECLARED).map(
      ({ to, platformVersion, certainty }) => `${to} ${platformVersion?.value} ${platformVersion?.by} ${certainty}`,
    );
    expect(told).toEqual(['4.14.0 160 stated stated', '4.15 170 operator inferred', '4.16 180 operator inferred']);
    expect(stepsOf('4.14', '4.15')[0]).toMatchObject({ certainty: 'inferred', platformVersion: { by: 'inferred' } });
    expect(stepsOf('3.0', '3.3')[0]?.platformVersion).toBeUndefined();
  });

  test('the database goes through every minor release between', () => {
    expect(stepsOf('4.8', '4.12').map(({ minors }) => minors)).toEqual([['4.9', '4.10', '4.11'], ['4.12']]);
    expect(stepsOf('4.12.6', '4.12.9')[0]?.minors).toEqual([]);
  });

  test('each step goes up, is a single jump, and no target between is a bad patch', () => {
    const releases = CORDA_RELEASES.map(({ release }) => release);
    fc.assert(
      fc.property(fc.constantFrom(...releases), fc.constantFrom(...releases), fc.nat(12), (from, line, patch) => {
        const to = `${line}.${patch}`;
        const path = planPath(from, to, new Map());
        expect(path.ok).toBe((compareVersions(from, to) ?? 0) <= 0);
        if (!path.ok) return;
        let at = from;
        for (const step of path.value) {
          expect(step.from).toBe(at);
          expect(compareVersions(at, step.to)).toBeLessThan(0);
          expect(way(at, step.to)).toBe(step.to);
          at = step.to;
        }
        const between = path.value.slice(0, -1).map((step) => findPatch(step.to)?.flaw);
        expect(between.filter((flaw) => flaw !== undefined)).toEqual([]);
        const into412 = path.value.filter((step) => lineOf(step.to) === '4.12').map((step) => lineOf(step.from) ?? '');
        expect(['4.11', '4.12']).toEqual(expect.arrayContaining(into412));
        expect(compareVersions(at, to)).toBe(0);
      }),
    );
  });
});

describe('what steps need', () => {
  const needs = (from: string, to: string): string =>
    stepsOf(from, to)
      .map((step) => step.needs.map(({ id }) => id).join(' '))
      .join(' | ');

  test.each([
    ['4.12.6', '4.12.9', 'drain'],
    ['4.10', '4.11', 'drain-minor backup migration archive-1.1 h2'],
    ['4.5', '4.7', 'drain-minor backup migration old-settings'],
    ['4.4', '4.6', 'drain-minor backup migration old-settings notary-table'],
    ['4.7', '4.9', 'drain-minor backup migration notary-database-tool'],
    [
      '4.11',
      '4.12.9',
      'drain-minor backup migration java-17 recompile contract-version legacy-contracts legacy-jars tvu constraints collaborative-recovery archive-1.2 verifier-arguments',
    ],
    ['4.12', '4.14', 'drain-minor backup migration tvu-4.13 | drain-minor backup migration tvu-4.14'],
  ])('from %s to %s: %s', (from, to, expected) => expect(needs(from, to)).toBe(expected));
});
