import { describe, expect, test } from 'vitest';
import type { ChangeLog, CordappCode } from '../cordapp/code.ts';
import type { EvidenceKind } from '../config/config.ts';
import {
  corda,
  cordapp,
  DAY,
  facts,
  group,
  jar,
  PARAMETERS,
  POLICY,
  stand,
  tellRule,
  WORKLOAD,
  world,
} from './rules.test-data.ts';
import type { Group, World } from './world.ts';

const NODE = corda('4.12.9');

/** A change log with change sets of these ids; `text` is what they say. */
const log = (ids: readonly string[], text = 'a', name = 'migration/trade.changelog-master.xml'): ChangeLog => ({
  name,
  sha256: text.repeat(64),
  changeSets: ids.map((id) => ({ id, author: 'acme', sha256: text.repeat(64) })),
});
const withLog = (...changeLogs: readonly ChangeLog[]): CordappCode => ({
  ...(facts().code as CordappCode),
  contracts: [],
  changeLogs,
});
const PLAIN = jar('trade.jar');
const LOAN = {
  sha256: 'c'.repeat(64),
  contract: undefined,
  workflow: { name: 'Loan', version: 1, vendor: '', licence: '' },
};
const trade = (version: string, ...changeLogs: readonly ChangeLog[]) => {
  const code = { ...(facts().code as CordappCode), changeLogs };
  return cordapp(version, [jar('trade.jar', { sha256: version.replaceAll('.', '').repeat(21) + '0', code })]);
};

const bump = (
  before: ReturnType<typeof trade> | undefined,
  after: ReturnType<typeof trade>,
  more: Partial<Group> = {},
  given: Partial<World> = {},
  back = false,
): World =>
  world(
    { kind: 'cordapp', artifact: 'trade', version: after.version, back },
    [group(before ? stand(NODE, before) : stand(NODE), stand(NODE, after), more)],
    given,
  );
const upgrade = (
  from: string,
  to: string,
  more: Partial<Group> = {},
  given: Partial<World> = {},
  back = false,
): World => world({ version: to, back }, [group(stand(corda(from)), stand(corda(to)), more)], given);

const vouched = (...whats: readonly EvidenceKind[]): Partial<World> => ({
  policy: {
    ...POLICY,
    evidence: whats.map((what) => ({ what, subject: undefined, nodes: [], until: undefined, reason: 'done' })),
  },
});
const vouchedFor = (what: EvidenceKind, node: string): Partial<World> => ({
  policy: { ...POLICY, evidence: [{ what, subject: '4.13', nodes: [node], until: undefined, reason: 'done' }] },
});
const hook = (stage: 'backup' | 'migration'): Partial<Group> => ({
  hooks: [{ kind: 'Job', name: stage, generated: false, stage, budget: 1 }],
});

const ADDED = bump(trade('1.3.2', log(['1'])), trade('1.4.0', log(['1', '2'])));
const SAME = bump(trade('1.3.2', log(['1'])), trade('1.4.0', log(['1'])));
const NEW = bump(undefined, trade('1.4.0', log(['1'])));
const UNKNOWN = bump(cordapp('1.3.2', undefined), trade('1.4.0', log(['1'])));

describe.each([
  ['R25', 'backup', 'backs these nodes up before'],
  ['R26', 'migration', 'migrates it'],
] as const)('%s, %s', (rule, stage, words) => {
  const blocks = [expect.stringMatching(new RegExp(`^block 2 nodes: .*nothing in the manifests ${words}`))];
  test.each<[string, World, readonly string[]]>([
    ['another minor release', upgrade('4.12.9', '4.13.4'), blocks],
    ['a patch', upgrade('4.12.5', '4.12.9'), []],
    ['a way back is told by its class', upgrade('4.13.4', '4.12.9', {}, {}, true), []],
    ['new change sets', ADDED, blocks],
    ['no new change sets', SAME, []],
    ['a CorDapp that is new to the nodes', NEW, blocks],
    ['a former JAR that nobody knows', UNKNOWN, ['lacks 2 nodes: the JARs of trade 1.3.2']],
    [
      'a JAR that is new in the release, with a change log',
      bump(
        cordapp('1.3.2', [PLAIN]),
        cordapp('1.4.0', [PLAIN, jar('loan.jar', { ...LOAN, code: withLog(log(['1'])) })]),
      ),
      blocks,
    ],
    [
      'a JAR that is new in the release, without one',
      bump(cordapp('1.3.2', [PLAIN]), cordapp('1.4.0', [PLAIN, jar('loan.jar', { ...LOAN, code: withLog() })])),
      [],
    ],
    [
      'classes that nobody could read',
      bump(trade('1.3.2', log(['1'])), cordapp('1.4.0', [jar('trade.jar', { code: undefined })])),
      ['lacks 2 nodes: the classes of trade.jar'],
    ],
    [
      'a change log that nobody could read',
      bump(trade('1.3.2', log(['1'])), trade('1.4.0', { ...log(['1'], 'b'), changeSets: undefined })),
      blocks,
    ],
    [
      'a release that nobody can place',
      upgrade('ours-1', 'ours-2'),
      [expect.stringMatching(/^block 2 nodes: Corda ours-2 has a schema/)],
    ],
    ['no Corda that is known', world({}, [group(stand(undefined), stand(undefined))]), []],
    [
      'somebody vouches for one of two nodes',
      upgrade('4.12.9', '4.13.4', {}, vouchedFor(stage, 'party-1')),
      [expect.stringMatching(/^block 1 nodes: /)],
    ],
    ['a hook does it', upgrade('4.12.9', '4.13.4', hook(stage)), []],
    ['a hook of another kind', upgrade('4.12.9', '4.13.4', hook(stage === 'backup' ? 'migration' : 'backup')), blocks],
    ['somebody vouches for it', upgrade('4.12.9', '4.13.4', {}, vouched(stage)), []],
  ])('%s', (_, given, expected) => {
    expect(tellRule(rule, given)).toEqual(expected);
  });
});

test('R26 warns of a schema that comes without a change log', () => {
  const plain = facts().code as CordappCode;
  const given = bump(
    cordapp('1.3.2', [jar('trade.jar', { code: plain })]),
    cordapp('1.4.0', [jar('trade.jar', { sha256: 'd'.repeat(64), code: { ...plain, schemas: ['com.acme.Schema'] } })]),
  );
  expect(tellRule('R26', given)).toEqual([expect.stringMatching(/^warn 2 nodes: 1 new schema and no new change log/)]);
});

test('R25 names the interval that a backup must be younger than', () => {
  const parameters = { ...PARAMETERS, recoveryMaximumBackupInterval: 10 * DAY };
  expect(tellRule('R25', upgrade('4.12.9', '4.13.4', {}, { parameters }))[0]).toContain(
    'taken drained, younger than 10 d (recoveryMaximumBackupInterval)',
  );
});

test('R26 is content with a container that migrates', () => {
  expect(tellRule('R26', upgrade('4.12.9', '4.13.4', { workloads: [{ ...WORKLOAD, does: ['migration'] }] }))).toEqual(
    [],
  );
});

describe('R27, change sets that ran', () => {
  test.each<[string, World, readonly string[]]>([
    [
      'one changed',
      bump(trade('1.3.2', log(['1'])), trade('1.4.0', log(['1'], 'b'))),
      [expect.stringMatching(/^warn 2 nodes: .*no document of R3 says it/)],
    ],
    [
      'one vanished',
      bump(trade('1.3.2', log(['1', '2'])), trade('1.4.0', log(['1'], 'a'))),
      [expect.stringMatching(/^warn/)],
    ],
    ['a whole log vanished', bump(trade('1.3.2', log(['1'])), trade('1.4.0')), [expect.stringMatching(/^warn/)]],
    ['one came', ADDED, []],
    [
      'on the way back one that came is gone',
      bump(trade('1.4.0', log(['1', '2'])), trade('1.3.2', log(['1'])), {}, {}, true),
      [expect.stringMatching(/^warn/)],
    ],
    ['a former JAR that nobody knows', UNKNOWN, ['lacks 2 nodes: the JARs of trade 1.3.2']],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R27', given)).toEqual(expected);
  });
});

test.each([
  ['4.11.7', '4.12.0-RC01', 1],
  ['4.12.0-RC01', '4.12.9', 0],
])('R40 speaks where nodes cross to 4.12: %s to %s', (from, to, count) => {
  expect(tellRule('R40', upgrade(from, to))).toHaveLength(count);
});

describe('R41, validated', () => {
  const behind = group(stand(corda('4.11.7')), undefined, { nodes: ['party-9'] });
  const crossing = upgrade('4.11.7', '4.12.9');
  test.each<[string, World, readonly string[]]>([
    [
      'into 4.12',
      crossing,
      [expect.stringMatching(/^block 2 nodes: nobody says that the Transaction Validator Utility/)],
    ],
    [
      'into a release candidate of 4.12',
      upgrade('4.11.7', '4.12.0-RC01'),
      [expect.stringMatching(/^block 2 nodes: nobody says that the Transaction Validator Utility/)],
    ],
    ['from one to 4.12', upgrade('4.12.0-HC01', '4.12.9'), []],
    ['into 4.12, vouched for', upgrade('4.11.7', '4.12.9', {}, vouched('validation')), []],
    [
      'into 4.13: documents disagree',
      upgrade('4.12.9', '4.13.4'),
      [expect.stringMatching(/^warn 2 nodes: documents of R3 disagree/)],
    ],
    ['a patch', upgrade('4.12.5', '4.12.9'), []],
    ['within Java 8', upgrade('4.10.6', '4.11.7'), []],
    [
      'those that stay behind and trade',
      { ...crossing, groups: [...crossing.groups, behind] },
      [expect.stringMatching(/^block 2/), expect.stringMatching(/^warn 1 nodes: they stay behind/)],
    ],
    ['a way back', upgrade('4.12.9', '4.11.7', {}, {}, true), []],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R41', given)).toEqual(expected);
  });
});
