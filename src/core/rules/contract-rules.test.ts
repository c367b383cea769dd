import { describe, expect, test } from 'vitest';
import type { CordappCode } from '../cordapp/code.ts';
import { corda, cordapp, facts, group, jar, POLICY, stand, tellRule, world } from './rules.test-data.ts';
import type { InstalledCordapp, World } from './world.ts';

const NODE = corda('4.12.9');
const CONTRACT = { name: 'Trade', version: 1, vendor: 'Acme', licence: 'Unknown' };

const contracts = (version: number, sha256: string) =>
  cordapp(`1.${version}.0`, [jar('trade.jar', { sha256, contract: { ...CONTRACT, version } })]);
const flows = (sha256: string, changeLogs: CordappCode['changeLogs'] = []) =>
  cordapp('2.0.0', [
    jar('flows.jar', { sha256, contract: undefined, workflow: CONTRACT, code: { ...CODE, changeLogs } }),
  ]);
const MASTER = {
  name: 'migration/flows.changelog-master.xml',
  sha256: 'cc'.repeat(32),
  changeSets: [{ id: '1', author: 'acme', sha256: 'dd'.repeat(32) }],
};

const move = (before: InstalledCordapp, after: InstalledCordapp, back = false): World =>
  world({ kind: 'cordapp', artifact: 'trade', version: after.version, back }, [
    group(stand(NODE, before), stand(NODE, after)),
  ]);

const CODE = { ...(facts().code as CordappCode), contracts: [] };
const [A, B] = ['aa'.repeat(32), 'bb'.repeat(32)];
const NOTHING = cordapp('1.0.0', undefined);

describe('R28, a higher contract version', () => {
  test.each<[string, World, readonly string[]]>([
    [
      'lower',
      move(contracts(3, A), contracts(2, B)),
      [expect.stringMatching(/^warn 2 nodes: contract version 2 of trade\.jar is not higher than 3/)],
    ],
    ['equal', move(contracts(3, A), contracts(3, B)), [expect.stringMatching(/^warn 2 nodes: contract version 3/)]],
    ['higher', move(contracts(3, A), contracts(4, B)), []],
    ['equal, and the same bytes', move(contracts(3, A), contracts(3, A)), []],
    ['no contracts', move(flows(A), flows(B)), []],
    ['a way back', move(contracts(3, A), contracts(2, B), true), []],
    ['JARs that nobody knows', move(NOTHING, contracts(2, B)), ['lacks 2 nodes: the JARs of trade 1.0.0']],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R28', given)).toEqual(expected);
  });
});

describe('R29, contracts do not go back', () => {
  test.each<[string, World, readonly string[]]>([
    [
      'contracts',
      move(contracts(4, A), contracts(3, B), true),
      [
        'block 2 nodes: trade.jar holds contracts and has run: states whose new fields are filled cannot be read by trade 1.3.0',
      ],
    ],
    ['the same bytes', move(contracts(4, A), contracts(4, A), true), []],
    ['flows alone', move(flows(A), flows(B), true), []],
    [
      'flows that changed the database',
      move(flows(A, [MASTER]), flows(B), true),
      [expect.stringMatching(/^warn 2 nodes: what is taken back brought change sets/)],
    ],
    ['flows that changed nothing more', move(flows(A, [MASTER]), flows(B, [MASTER]), true), []],
    ['a way forward', move(contracts(3, A), contracts(4, B)), []],
    [
      'to JARs that nobody knows',
      move(contracts(4, A), NOTHING, true),
      [
        'block 2 nodes: trade.jar holds contracts and has run: states whose new fields are filled cannot be read by trade 1.0.0',
        'lacks 2 nodes: the JARs of trade 1.0.0',
      ],
    ],
    ['from JARs that nobody knows', move(NOTHING, contracts(4, A), true), ['lacks 2 nodes: the JARs of trade 1.0.0']],
    [
      'from classes that nobody could read',
      move(cordapp('2.0.0', [jar('x.jar', { contract: undefined, code: undefined })]), flows(B), true),
      ['lacks 2 nodes: the classes of x.jar'],
    ],
    [
      'contracts that stay, while flows go back',
      move(
        cordapp('2.0.0', [jar('c.jar', { sha256: A }), jar('w.jar', { sha256: B, contract: undefined, code: CODE })]),
        cordapp('1.0.0', [jar('c.jar', { sha256: A })]),
        true,
      ),
      [],
    ],
    [
      'contracts that the former release did not have at all',
      move(
        cordapp('2.0.0', [jar('c.jar', { sha256: A }), jar('w.jar', { sha256: B, contract: undefined, code: CODE })]),
        cordapp('1.0.0', [jar('w.jar', { sha256: B, contract: undefined, code: CODE })]),
        true,
      ),
      [expect.stringMatching(/^block 2 nodes: c\.jar holds contracts and has run: .* by trade 1\.0\.0$/)],
    ],
    [
      'a contract by its class, whatever the manifest says, with a name that hides something',
      move(cordapp('2.0.0', [jar('a\u202Eb.jar', { sha256: A, contract: undefined })]), flows(B), true),
      [expect.stringMatching(/^block 2 nodes: a\\u\{202e\}b\.jar holds contracts/)],
    ],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R29', given)).toEqual(expected);
  });
});

describe('R40, constraints', () => {
  const upgrade = (from: string, to: string, more: Partial<World> = {}): World =>
    world({ version: to }, [group(stand(corda(from)), stand(corda(to)))], more);
  const word = {
    what: 'constraints' as const,
    subject: '4.12',
    nodes: [],
    until: undefined,
    reason: 'migrated in May',
  };
  test.each<[string, World, readonly string[]]>([
    ['into 4.12', upgrade('4.11.7', '4.12.9'), [expect.stringMatching(/^block 2 nodes: nobody says that all states/)]],
    ['into 4.12, vouched for', upgrade('4.11.7', '4.12.9', { policy: { ...POLICY, evidence: [word] } }), []],
    ['before', upgrade('4.10.6', '4.11.7'), []],
    ['after', upgrade('4.12.9', '4.13.4'), []],
  ])('%s', (_, given, expected) => {
    expect(tellRule('R40', given)).toEqual(expected);
  });
});
