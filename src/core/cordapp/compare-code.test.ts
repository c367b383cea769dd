import { expect, test } from 'vitest';
import type { Finding } from './change.ts';
import type { CordappCode, Flow } from './code.ts';
import { compareChangeLogs } from './compare-change-logs.ts';
import { compareClasses } from './compare-classes.ts';
import { compareFlows } from './compare-flows.ts';
import { compareLanguage } from './compare-language.ts';
import { changeLog, CODE, flow } from './cordapp.test-data.ts';
import { findLoaders } from './language.ts';

const tell = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ severity, code }) => `${severity} ${code}`);

type Level = readonly [classVersion: number | undefined, kotlin: string | undefined];

const codeOf = ([classVersion, kotlin]: Level): CordappCode => ({ ...CODE, classVersion, kotlin });

test.each<[Level, boolean, boolean]>([
  [[undefined, undefined], true, true],
  [[45, undefined], true, false],
  [[46, undefined], true, true],
  [[52, undefined], true, true],
  [[52, '1.1.16'], true, false],
  [[52, '1.9.0'], true, true],
  [[53, undefined], false, true],
  [[61, '1.9.20'], false, true],
  [[61, '1.90.0'], false, false],
  [[61, '1.8.0'], false, false],
  [[62, undefined], false, false],
])('class file version and Kotlin %j: loaded up to 4.11 %s, from 4.12 %s', (level, upTo411, from412) => {
  expect(findLoaders(codeOf(level))).toEqual({ upTo411, from412 });
});

test.each<[Level, Level, readonly string[]]>([
  [[52, '1.1.16'], [52, '1.1.16'], []],
  [[52, '1.1.16'], [61, '1.9.0'], ['warn language-from-412']],
  [[61, '1.9.0'], [52, '1.1.16'], ['warn language-up-to-411']],
  [[52, undefined], [51, undefined], ['info language-changed']],
  [[61, undefined], [65, undefined], ['block language-unsupported']],
  [[65, undefined], [65, undefined], ['block language-unsupported']],
])('from %j to %j', (before, after, expected) => {
  expect(tell(compareLanguage(codeOf(before), codeOf(after)))).toEqual(expected);
});

test('contracts and states that came and went', () => {
  const after = { ...CODE, contracts: ['com.acme.NewContract'], states: ['com.acme.New'] };
  expect(tell(compareClasses(CODE, CODE))).toEqual([]);
  expect(tell(compareClasses(CODE, after))).toEqual([
    'block contracts-removed',
    'info contracts-added',
    'warn states-removed',
    'info states-added',
  ]);
});

const initiating = (version: number): Flow => flow('f.A', { initiating: version });

test.each<[string, readonly Flow[], readonly Flow[], readonly string[]]>([
  ['the same', [initiating(1)], [initiating(1)], []],
  ['one that only the JAR itself starts', [flow('f.A$1')], [flow('f.A$2')], []],
  ['gone', [initiating(1)], [], ['warn flows-removed']],
  ['no longer to be started', [flow('f.A', { startableBy: ['rpc'] })], [flow('f.A')], ['warn flows-removed']],
  ['new', [], [flow('f.A', { startableBy: ['schedule'] })], ['info flows-added']],
  ['a higher version', [initiating(1)], [initiating(2)], ['warn flow-versions-higher']],
  ['a lower version', [initiating(2)], [initiating(1)], ['warn flow-versions-lower']],
  [
    'answers another',
    [flow('f.R', { initiatedBy: 'f.A' })],
    [flow('f.R', { initiatedBy: 'f.B' })],
    ['warn flows-answer-others'],
  ],
])('flows: %s', (_, before, after, expected) => {
  expect(tell(compareFlows(before, after))).toEqual(expected);
});

const logs = (...changeLogs: CordappCode['changeLogs']): CordappCode => ({ ...CODE, changeLogs });

const unread = (sha256: string): CordappCode['changeLogs'][number] => ({
  name: 'migration/a.xml',
  sha256,
  changeSets: undefined,
});

test.each<[string, CordappCode, CordappCode, readonly string[]]>([
  ['the same', logs(changeLog('a.xml', '1=x')), logs(changeLog('a.xml', '1=x')), []],
  ['in another order', logs(changeLog('a.xml', '1=x', '2=y')), logs(changeLog('a.xml', '2=y', '1=x')), []],
  ['one more', logs(changeLog('a.xml', '1=x')), logs(changeLog('a.xml', '1=x', '2=y')), ['warn change-sets-added']],
  ['in a new file', logs(), logs(changeLog('a.xml', '1=x')), ['warn change-sets-added']],
  ['one less', logs(changeLog('a.xml', '1=x', '2=y')), logs(changeLog('a.xml', '1=x')), ['warn change-sets-removed']],
  ['changed', logs(changeLog('a.xml', '1=x')), logs(changeLog('a.xml', '1=z')), ['warn change-sets-changed']],
  [
    'moved to another file',
    logs(changeLog('a.xml', '1=x')),
    logs(changeLog('b.xml', '1=x')),
    ['warn change-logs-removed', 'warn change-sets-added'],
  ],
  ['unread, but the same', logs(unread('same')), logs(unread('same')), []],
  ['unread and changed', logs(unread('one')), logs(unread('other')), ['warn change-logs-unread']],
  ['unread before', logs(unread('one')), logs(changeLog('a.xml', '1=x')), ['warn change-logs-unread']],
  ['unread now', logs(changeLog('a.xml', '1=x')), logs(unread('one')), ['warn change-logs-unread']],
  ['unread and new', logs(), logs(unread('one')), ['warn change-logs-unread']],
])('change sets: %s', (_, before, after, expected) => {
  expect(tell(compareChangeLogs(before, after))).toEqual(expected);
});

test('a new schema asks for a new change log, by the name that Corda derives or any other', () => {
  const after = { ...CODE, schemas: [...CODE.schemas, 'com.acme.Outer$IOUSchemaV2'] };
  const [log] = CODE.changeLogs;
  const named = changeLog('i-o-u-schema-v2.changelog-master.xml', '1=x');
  expect(tell(compareChangeLogs(CODE, after))).toEqual(['warn schemas-without-log']);
  expect(tell(compareChangeLogs({ ...CODE, changeLogs: [named] }, { ...after, changeLogs: [named] }))).toEqual([]);
  expect(
    tell(compareChangeLogs(CODE, { ...after, changeLogs: [...(log ? [log] : []), changeLog('other.xml', '1=x')] })),
  ).toEqual(['warn change-sets-added']);
});
