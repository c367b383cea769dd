import { expect, test } from 'vitest';
import type { ChangeLog, CordappCode } from '../cordapp/code.ts';
import { judgeRules } from './judge-rules.ts';
import { classifyRollback } from './rollback-class.ts';
import { corda, cordapp, facts, group, jar, PARAMETERS, stand, world } from './rules.test-data.ts';
import type { InspectedJar } from '../release/release.ts';
import type { Change, Stand, World } from './world.ts';

const NODE = corda('4.12.9');
const CONTRACT = { name: 'Trade', version: 1, vendor: 'Acme', licence: 'Unknown' };
const LOG: ChangeLog = { name: 'migration/a.xml', sha256: 'a', changeSets: [{ id: '1', author: 'a', sha256: 'a' }] };

const workflow = (version: string, sha256: string, ...changeLogs: readonly ChangeLog[]): Stand => {
  const code = { ...(facts().code as CordappCode), contracts: [], states: [], changeLogs };
  return stand(NODE, cordapp(version, [jar('flows.jar', { sha256, contract: undefined, workflow: CONTRACT, code })]));
};
const contract = (version: string, sha256: string): Stand =>
  stand(NODE, cordapp(version, [jar('trade.jar', { sha256 })]));
const jars = (version: string, all: readonly InspectedJar[]): Stand => stand(NODE, cordapp(version, all));
const flowJar = (sha256: string): InspectedJar =>
  jar('flows.jar', {
    sha256,
    contract: undefined,
    workflow: { ...CONTRACT, name: 'Flows' },
    code: { ...(facts().code as CordappCode), contracts: [], states: [] },
  });
const CONTRACTS_STAY = jar('trade.jar', { sha256: 'cc'.repeat(32) });
const [A, B] = ['aa'.repeat(32), 'bb'.repeat(32)];
const TRADE = { kind: 'cordapp', artifact: 'trade' } as const;

const change = (kind: Partial<Change>, before: Stand, after: Stand): World => world(kind, [group(before, after)]);
const piece = (kind: 'cenm' | 'image', version: string): Stand => ({
  ...stand(undefined),
  pieces: [{ artifact: 'piece', kind, version, images: [], tag: version }],
});

/** The rules that know a way back from none. */
const WAY_BACK: ReadonlySet<string> = new Set(['R2', 'R29', 'R39']);

/** The table of what can be rolled back (node-upgrade-notes, CheckpointVerifier.kt, AttachmentsClassLoader.kt), and which rules stop the way back. */
test.each<[string, World, string, readonly string[]]>([
  ['a patch within a minor release', change({}, stand(corda('4.12.5')), stand(NODE)), 'after-drain', []],
  ['a minor release, whose migration ran', change({}, stand(corda('4.11.7')), stand(NODE)), 'needs-restore', ['R2']],
  ['a workflow CorDapp', change(TRADE, workflow('1', A), workflow('2', B)), 'after-drain', []],
  ['a contract CorDapp', change(TRADE, contract('1', A), contract('2', B)), 'forward-only', ['R29']],
  [
    'a contract CorDapp whose data did not change, which no JAR shows',
    change(TRADE, contract('1', A), contract('1.0.1', B)),
    'forward-only',
    ['R29'],
  ],
  [
    'a minor release before its migration ran, which nobody can tell beforehand',
    change({}, stand(corda('4.12.9')), stand(corda('4.13.4'))),
    'needs-restore',
    ['R2'],
  ],
  ['a release that nobody can place', change({}, stand(corda('ours-1')), stand(corda('ours-2'))), 'needs-restore', []],
  [
    'flows that move beside contracts that stay',
    change(TRADE, jars('1', [CONTRACTS_STAY, flowJar(A)]), jars('2', [CONTRACTS_STAY, flowJar(B)])),
    'after-drain',
    [],
  ],
  [
    'contracts that come beside flows that stay',
    change(TRADE, jars('1', [flowJar(B)]), jars('2', [CONTRACTS_STAY, flowJar(B)])),
    'forward-only',
    ['R29'],
  ],
  [
    'a JAR that goes',
    change(TRADE, jars('1', [CONTRACTS_STAY, flowJar(B)]), jars('2', [CONTRACTS_STAY])),
    'reversible',
    [],
  ],
  [
    'classes that nobody could read',
    change(TRADE, workflow('1', A), jars('2', [jar('flows.jar', { sha256: B, contract: undefined, code: undefined })])),
    'needs-restore',
    [],
  ],
  [
    'some of whose classes nobody could read',
    change(
      TRADE,
      workflow('1', A),
      jars('2', [
        jar('flows.jar', {
          sha256: B,
          contract: undefined,
          code: { ...(facts().code as CordappCode), contracts: [] },
          problems: [{ code: 'jar-classes-unread', severity: 'warning', message: '', remedy: '' }],
        }),
      ]),
    ),
    'needs-restore',
    [],
  ],
  [
    'a new CorDapp without contracts and change sets',
    change(TRADE, stand(NODE), workflow('1', A)),
    'needs-restore',
    [],
  ],
  [
    'CENM of a release that nobody can place',
    change({ kind: 'cenm', artifact: 'piece' }, piece('cenm', 'edge'), piece('cenm', 'stable')),
    'needs-restore',
    [],
  ],
  ['the same bytes under another version', change(TRADE, contract('1', A), contract('2', A)), 'reversible', []],
  ['a CorDapp with new change sets', change(TRADE, workflow('1', A), workflow('2', B, LOG)), 'needs-restore', []],
  [
    'contracts beside a former JAR that nobody knows',
    change(TRADE, stand(NODE, cordapp('1', undefined)), contract('2', B)),
    'forward-only',
    ['R29'],
  ],
  [
    'JARs that nobody knows',
    change(TRADE, stand(NODE, cordapp('1', undefined)), stand(NODE, cordapp('2', undefined))),
    'needs-restore',
    [],
  ],
  [
    'CENM 1.6 to 1.7',
    change({ kind: 'cenm', artifact: 'piece' }, piece('cenm', '1.6.3'), piece('cenm', '1.7.2')),
    'needs-restore',
    // That CENM cannot go back is inferred (corda.md 2.6): warned of, and R8 blocks what is out of support.
    [],
  ],
  [
    'a patch of CENM',
    change({ kind: 'cenm', artifact: 'piece' }, piece('cenm', '1.6.1'), piece('cenm', '1.6.3')),
    'reversible',
    [],
  ],
  [
    'any other image',
    change({ kind: 'image', artifact: 'piece' }, piece('image', '1'), piece('image', '2')),
    'reversible',
    [],
  ],
])('%s', (_, given, kind, stopped) => {
  expect(classifyRollback(given)?.kind).toBe(kind);
  const back: World = {
    ...given,
    change: { ...given.change, back: true },
    groups: given.groups.map((one) => ({ ...one, before: one.after, after: one.before })),
  };
  const blocks = judgeRules(back)
    .filter(({ severity }) => severity === 'block')
    .flatMap(({ rules }) => rules);
  expect(blocks.filter((rule) => WAY_BACK.has(rule))).toEqual(stopped);
});

test('network parameters move forward only; of several nodes the hardest counts; nothing that moves has no class', () => {
  const parameters = world({ kind: 'parameters', artifact: undefined }, [], { parameters: PARAMETERS });
  expect(classifyRollback(parameters)?.kind).toBe('forward-only');
  const mixed = world(TRADE, [
    group(workflow('1', A), workflow('2', B)),
    group(contract('1', A), contract('2', B), { nodes: ['party-9'] }),
  ]);
  expect(classifyRollback(mixed)?.kind).toBe('forward-only');
  expect(classifyRollback(world(TRADE, [group(contract('1', A))]))).toBeUndefined();
});
