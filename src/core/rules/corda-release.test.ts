import { describe, expect, test } from 'vitest';
import { CORDA_PATCHES } from '../corda/facts/corda-patches.ts';
import { corda, group, NOW, stand, tellRule, world } from './rules.test-data.ts';
import type { CordaNode, Group, World } from './world.ts';

const move = (from: CordaNode, to: CordaNode, others: readonly Group[] = [], more: Partial<World> = {}): World =>
  world({ version: to.version }, [group(stand(from), stand(to)), ...others], more);

const to = (version: string, from = '4.11.7'): World => move(corda(from), corda(version));

describe('R1, a release that is known', () => {
  test.each<[string, World, readonly string[]]>([
    ['in the table', to('4.12.9'), []],
    [
      'unknown',
      to('4.16.0'),
      ['block 2 nodes: Corda 4.16 is not in the table of releases, and no rule tells its platform version'],
    ],
    [
      'declared by the operator',
      move(corda('4.14.1'), { ...corda('4.16.0'), platformVersion: { value: 180, by: 'operator' } }),
      [],
    ],
    [
      'announced only',
      to('4.15.0', '4.14.1'),
      ['warn 2 nodes: platform version 170 of Corda 4.15 is inferred, not confirmed'],
    ],
    ['no node of Corda', world({}, [group(stand(undefined), stand(undefined))]), []],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R1', given)).toEqual(expected);
  });
});

describe('R7, every patch of the table', () => {
  const BLOCKED = new Set(['4.12.6', '4.12.7']);
  const WARNED = new Set(['4.11.0', '4.11.1', '4.11.2', '4.12.0', '4.12.1', '4.12.8', '4.13.0']);
  test.each(CORDA_PATCHES.map(({ version }) => version))('%s', (version) => {
    const told = tellRule('R7', to(version, '4.12.5')).map((line) => line.split(' ')[0]);
    expect(told).toEqual(BLOCKED.has(version) ? ['block'] : WARNED.has(version) ? ['warn'] : []);
  });

  test.each<[string, Group[], string]>([
    ['while older peers are left', [group(stand(corda('4.10.6')))], 'block'],
    ['when none is left', [group(stand(corda('4.11.7')))], 'warn'],
  ])('4.11.0 %s', (_, others, severity) => {
    expect(tellRule('R7', move(corda('4.10.6'), corda('4.11.0'), others))[0]).toMatch(
      new RegExp(`^${severity} 2 nodes: Corda 4\\.11\\.0: it cannot exchange recovery data`),
    );
  });

  test('it names what to take instead; a patch that nobody knows has no flaw', () => {
    expect(tellRule('R7', to('4.12.6'))).toEqual([
      'block 2 nodes: Corda 4.12.6: quasar 0.9.1_r3 has a regression, and R3 says to pass it by; take 4.12.9',
    ]);
    expect(tellRule('R7', to('4.12.8'))[0]).toContain('(inferred); take 4.12.9');
    expect(tellRule('R7', to('4.12.77'))).toEqual([]);
  });
});

const on = (day: string): Partial<World> => ({ now: Date.parse(`${day}T12:00Z`) });

describe('R8, support', () => {
  test.each<[string, World, readonly string[]]>([
    ['maintained', move(corda('4.12.9'), corda('4.13.4')), []],
    [
      'ended, and no step of the way',
      move(corda('4.10.1'), corda('4.10.6')),
      ['block 2 nodes: support of Corda 4.10 ended with 2026-01'],
    ],
    [
      'the last day of 4.11',
      move(corda('4.11.4'), corda('4.11.7'), [], on('2026-11-30')),
      ['warn 2 nodes: Corda 4.11 gets security fixes only, until 2026-11'],
    ],
    [
      'the day after',
      move(corda('4.11.4'), corda('4.11.7'), [], on('2026-12-01')),
      ['block 2 nodes: support of Corda 4.11 ended with 2026-11'],
    ],
    [
      'ended, and a step of the way to what is supported',
      move(corda('4.10.6'), corda('4.11.7'), [], on('2026-12-01')),
      ['warn 2 nodes: support of Corda 4.11 ended with 2026-11; as a step to a newer release it is on the way'],
    ],
    [
      'security fixes only',
      move(corda('4.11.7'), corda('4.12.9')),
      ['warn 2 nodes: Corda 4.12 gets security fixes only, until 2027-06'],
    ],
    [
      'nodes that stay behind',
      move(corda('4.12.9'), corda('4.13.4'), [group(stand(corda('4.9.2')))]),
      ['warn 2 nodes: support of Corda 4.9 ended with 2025-03, and these nodes stay on it'],
    ],
    [
      'a declared release, of whose support nothing is known',
      move(corda('4.14.1'), { ...corda('4.16.0'), platformVersion: { value: 180, by: 'operator' } }),
      ['lacks 2 nodes: the months in which R3 supports Corda 4.16'],
    ],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R8', given)).toEqual(expected);
  });

  test('the day of these tests', () => {
    expect(new Date(NOW).toISOString()).toBe('2026-11-22T00:00:00.000Z');
  });
});

describe('R9, the Java of the image', () => {
  const tagged = (version: string, flavour: string): CordaNode => corda(version, `${version}${flavour}`);
  test.each<[string, World, readonly string[]]>([
    [
      '4.12 on Java 8',
      move(tagged('4.11.7', '-zulu-openjdk8-alpine'), tagged('4.12.9', '-zulu-openjdk8-alpine')),
      ['block 2 nodes: Corda 4.12.9 runs on Java 17, and the tag 4.12.9-zulu-openjdk8-alpine says Java 8'],
    ],
    [
      '4.11 on Java 17',
      move(tagged('4.10.6', '-zulu-openjdk8-alpine'), tagged('4.11.7', '-zulu-openjdk-alpine')),
      ['block 2 nodes: Corda 4.11.7 runs on Java 8, and the tag 4.11.7-zulu-openjdk-alpine says Java 17'],
    ],
    ['4.12 on 17', move(tagged('4.11.7', '-zulu-openjdk8-alpine'), tagged('4.12.9', '-zulu-openjdk-alpine')), []],
    ['4.12 on 17.0.17', move(tagged('4.11.7', '-openjdk8u472'), tagged('4.12.9', '-zulu-openjdk-alpine17.0.17')), []],
    [
      'a tag that says nothing, where Java changes',
      move(corda('4.11.7'), corda('4.12.9')),
      ['lacks 2 nodes: the Java of the image with the tag 4.12.9'],
    ],
    ['a tag that says nothing, within one Java', move(corda('4.12.5'), corda('4.12.9')), []],
    ['the version of a distribution', move(tagged('4.12.5', ''), tagged('4.12.9', '-temurin17-jre-alpine3.20')), []],
    ['and of another', move(tagged('4.12.5', ''), tagged('4.12.9', '-zulu-openjdk-alpine3.20')), []],
    [
      'which leaves open what Java it is',
      move(tagged('4.11.7', '-zulu-openjdk8'), tagged('4.12.9', '-openjdk-debian12')),
      ['lacks 2 nodes: the Java of the image with the tag 4.12.9-openjdk-debian12'],
    ],
    [
      'a release candidate of 4.12 on Java 8',
      move(tagged('4.11.7', '-zulu-openjdk8'), tagged('4.12.0-RC01', '-zulu-openjdk8')),
      [expect.stringMatching(/^block 2 nodes: Corda 4\.12\.0-RC01 runs on Java 17/)],
    ],
    [
      'a release whose Java R3 does not state',
      move(tagged('4.14.1', '-zulu-openjdk'), tagged('4.15.0', '-openjdk21')),
      ['warn 2 nodes: Corda 4.15.0 runs on Java 17, and the tag 4.15.0-openjdk21 says Java 21 (inferred)'],
    ],
    [
      'a version that nobody can place',
      move(tagged('4.11.7', '-zulu-openjdk8'), corda('nightly', 'nightly-openjdk8')),
      ['lacks 2 nodes: the Java that Corda nightly needs'],
    ],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R9', given)).toEqual(expected);
  });
});
