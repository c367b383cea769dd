import { describe, expect, test } from 'vitest';
import type { CordappFacts } from '../cordapp/cordapp.ts';
import { code, flow, former, info, next, problem, sha, upgrade, WORKFLOW } from './jars.test-data.ts';
import {
  corda,
  cordapp,
  DEVELOPMENT,
  group,
  OTHER_SIGNER,
  PARAMETERS,
  POLICY,
  SIGNER,
  stand,
  tellRule,
  world,
} from './rules.test-data.ts';
import type { World } from './world.ts';

type Case = readonly [name: string, given: World, told: readonly string[]];

const UNCLEAR: Partial<CordappFacts> = { signers: [], problems: [problem('jar-entry-changed')] };
const BROKEN: Partial<CordappFacts> = {
  contract: undefined,
  signers: [],
  code: undefined,
  problems: [problem('jar-archive-broken')],
};

describe('R18', () => {
  const signed = (before: CordappFacts['signers'], after: CordappFacts['signers']): World =>
    upgrade([former({ signers: before })], [next({ signers: after })]);
  const lacks = (who: string, name = 'trade-2.0.0.jar') => [
    `block 2 nodes: ${name} lacks the signature of ${who}: states under a signature constraint need every key that signed the former release`,
  ];
  const ACME = 'CN=Acme (AAAAAAAAAAAAAAAA)';
  const OTHER = 'CN=Other (BBBBBBBBBBBBBBBB)';
  const R3 = 'CN=Corda Dev Code Signer (CCCCCCCCCCCCCCCC)';

  test.each<Case>([
    ['the same signer', signed([SIGNER], [SIGNER]), []],
    ['the same two', signed([SIGNER, OTHER_SIGNER], [OTHER_SIGNER, SIGNER]), []],
    ['the same key with another certificate', signed([SIGNER], [{ ...SIGNER, subject: 'CN=Acme 2026' }]), []],
    ['one is lost', signed([SIGNER, OTHER_SIGNER], [SIGNER]), lacks(OTHER)],
    ['all are lost', signed([SIGNER, OTHER_SIGNER], []), lacks(`${ACME}, ${OTHER}`)],
    ['one takes the place of another', signed([SIGNER], [OTHER_SIGNER]), lacks(ACME)],
    ["one's own key takes the place of R3's", signed([DEVELOPMENT], [SIGNER]), lacks(R3)],
    [
      'one is added',
      signed([SIGNER], [SIGNER, OTHER_SIGNER]),
      [
        `warn 2 nodes: trade-2.0.0.jar is signed by ${OTHER} too; states that it writes need all of its signers from then on`,
      ],
    ],
    ['the first signature of all', signed([], [SIGNER]), []],
    ['neither is signed', signed([], []), []],
    ['the same bytes', upgrade([former()], [former()]), []],
    [
      'a way back to a JAR with fewer signers',
      {
        ...signed([SIGNER, OTHER_SIGNER], [SIGNER]),
        change: { kind: 'cordapp', artifact: 'trade', version: '1', back: true },
      },
      lacks(OTHER),
    ],
    ['a workflow by another signer', upgrade([former(WORKFLOW)], [next({ ...WORKFLOW, signers: [OTHER_SIGNER] })]), []],
    [
      'what is a contract by its class alone',
      upgrade([former({ contract: undefined })], [next({ signers: [OTHER_SIGNER] })]),
      lacks(ACME),
    ],
    [
      'the contract of two JARs, each held against its like',
      upgrade(
        [former({ ...WORKFLOW, signers: [OTHER_SIGNER] }, 'flows-1.jar'), former()],
        [
          next({ signers: [OTHER_SIGNER] }, 'trade-2.jar'),
          next({ ...WORKFLOW, signers: [OTHER_SIGNER] }, 'flows-2.jar'),
        ],
      ),
      lacks(ACME, 'trade-2.jar'),
    ],
    [
      'a workflow that has the name of a contract is not its next release',
      upgrade(
        [former(), former(WORKFLOW, 'f.jar')],
        [next({ ...WORKFLOW, workflow: info('Trade'), signers: [OTHER_SIGNER] }, 'f-2.jar'), next()],
      ),
      [],
    ],
    [
      'a renamed CorDapp among two, known by its contract class',
      upgrade(
        [former(), former(WORKFLOW, 'f.jar')],
        [next({ contract: info('Trade Contracts', 2), signers: [OTHER_SIGNER] }), next(WORKFLOW, 'f-2.jar')],
      ),
      lacks(ACME),
    ],
    [
      'two that became one: that with the contracts counts, wherever it stands',
      upgrade(
        [former({ ...WORKFLOW, signers: [] }, 'a-flows.jar'), former({}, 'b-contracts.jar')],
        [next({ workflow: WORKFLOW.workflow, signers: [OTHER_SIGNER] })],
      ),
      lacks(ACME),
    ],
    [
      'known by its file where nothing in it can be read',
      upgrade(
        [former({}, 'c-1.0.jar'), former(WORKFLOW, 'f-1.0.jar')],
        [next({ ...BROKEN, signers: [OTHER_SIGNER] }, 'c-2.0.jar'), next(WORKFLOW, 'f-2.0.jar')],
      ),
      lacks(ACME, 'c-2.0.jar'),
    ],
    [
      'one of several former ones that nobody could read',
      upgrade([former(BROKEN, 'x.jar'), former(WORKFLOW, 'f.jar')], [next(WORKFLOW)]),
      ['lacks 2 nodes: the classes of x.jar'],
    ],
    ['no former JAR is known', upgrade(undefined, [next()]), ['lacks 2 nodes: the JARs of trade 1.0.0']],
    ['no JAR is known', upgrade([former()], undefined), ['lacks 2 nodes: the JARs of trade 2.0.0']],
    [
      'nobody can tell who signed',
      upgrade([former()], [next(UNCLEAR)]),
      ['lacks 2 nodes: the signers of trade-2.0.0.jar'],
    ],
    [
      'nobody can tell who had signed',
      upgrade([former(UNCLEAR)], [next()]),
      ['lacks 2 nodes: the signers of trade-1.0.0.jar'],
    ],
  ])('%s', (_, given, told) => {
    expect(tellRule('R18', given)).toEqual(told);
  });
});

describe('R19', () => {
  const coming = (
    more: Partial<CordappFacts>,
    ring: string | undefined = 'canary',
    development: readonly string[] = [],
  ) => ({
    ...upgrade([former()], [next(more)], { ring }),
    policy: { ...POLICY, development },
  });
  const unsigned = [
    'block 2 nodes: trade-2.0.0.jar holds contracts and is not signed: its states get no signature constraint',
  ];
  const ofR3 = [
    'block 2 nodes: trade-2.0.0.jar is signed by a development key of R3 alone: outside devMode a node refuses to start',
  ];
  const onCorda = (version: string, signers: CordappFacts['signers']) =>
    world({ kind: 'cordapp', artifact: 'trade' }, [
      group(
        stand(corda(version)),
        stand(
          corda(version),
          cordapp('2.0.0', [next({ signers, problems: [problem('jar-signature-weak', 'warning')] })]),
        ),
      ),
    ]);
  const ROOT = { ...DEVELOPMENT, fingerprint: sha('D') };

  test.each<Case>([
    ['signed by a key of its own', coming({}), []],
    ['not signed', coming({ signers: [] }), unsigned],
    ['not signed, a contract by its class alone', coming({ signers: [], contract: undefined }), unsigned],
    ['not signed, a contract by its manifest alone', coming({ signers: [], code: code({ contracts: [] }) }), unsigned],
    ['a workflow that is not signed', coming({ ...WORKFLOW, signers: [] }), []],
    ['signed by SHA-1 alone, on Java 8', onCorda('4.11.8', [SIGNER]), []],
    [
      'signed by SHA-1 alone, on Java 17',
      onCorda('4.12', [SIGNER]),
      [
        'block 2 nodes: trade-2.0.0.jar holds contracts and is not signed for Java 17, which passes over SHA-1 and short keys: its states get no signature constraint',
      ],
    ],
    ['signed by SHA-1 and by another, on Java 17', onCorda('4.12', [SIGNER, OTHER_SIGNER]), []],
    ["signed by R3's development key", coming({ signers: [DEVELOPMENT] }), ofR3],
    ["signed by two of R3's", coming({ signers: [DEVELOPMENT, ROOT] }), ofR3],
    ["signed by R3's and another", coming({ signers: [DEVELOPMENT, SIGNER] }), []],
    [
      "a workflow signed by R3's: the node asks of every CorDapp",
      coming({ ...WORKFLOW, signers: [DEVELOPMENT] }),
      ofR3,
    ],
    ['a development ring', coming({ signers: [DEVELOPMENT] }, 'dev', ['dev']), []],
    ['a development ring by its pattern, not signed', coming({ signers: [] }, 'dev-eu', ['dev-*']), []],
    ['a ring beside the development ring', coming({ signers: [DEVELOPMENT] }, 'devel', ['dev']), ofR3],
    ['no ring at all', upgrade([former()], [next({ signers: [] })], { ring: undefined }), unsigned],
    ['no JAR is known', upgrade([former()], undefined), ['lacks 2 nodes: the JARs of trade 2.0.0']],
    ['nobody can tell who signed', coming(UNCLEAR), ['lacks 2 nodes: the signers of trade-2.0.0.jar']],
    [
      'nobody can tell what is in it',
      coming(BROKEN),
      ['lacks 2 nodes: the classes of trade-2.0.0.jar', 'lacks 2 nodes: the signers of trade-2.0.0.jar'],
    ],
  ])('%s', (_, given, told) => {
    expect(tellRule('R19', given)).toEqual(told);
  });
});

describe('R42', () => {
  const owned = (
    name: string,
    more: Partial<CordappFacts> = {},
    owners: readonly string[] = [OTHER_SIGNER.fingerprint],
  ) => ({
    ...upgrade([former()], [next(more)]),
    parameters: { ...PARAMETERS, packageOwnership: new Map([[name, owners]]) },
  });
  const rejected = (name: string) => [
    `warn 2 nodes: trade-2.0.0.jar has classes in ${name}, and none of its signers owns that package: transactions with them are rejected`,
  ];
  const only = (more: Partial<ReturnType<typeof code>>) => ({ code: code({ contracts: [], states: [], ...more }) });

  test.each<Case>([
    ['its package, owned by another', owned('com.acme.trade'), rejected('com.acme.trade')],
    ['its package, owned by its signer', owned('com.acme.trade', {}, [SIGNER.fingerprint]), []],
    ['one of two owners signed', owned('com.acme.trade', {}, [OTHER_SIGNER.fingerprint, SIGNER.fingerprint]), []],
    ['one of two signers owns it', owned('com.acme.trade', { signers: [SIGNER, OTHER_SIGNER] }), []],
    ['a parent of its package', owned('com.acme'), rejected('com.acme')],
    ['a package below its own', owned('com.acme.trade.more'), []],
    ['a name that only begins alike', owned('com.acme.tra'), []],
    ['a name of other case: the node does not mind it', owned('COM.acme.Trade'), rejected('COM.acme.Trade')],
    ['classes of other case', owned('com.acme', only({ contracts: ['COM.Acme.Sell'] })), rejected('com.acme')],
    ['a state alone', owned('com.acme', only({ states: ['com.acme.S'] })), rejected('com.acme')],
    ['a schema alone', owned('com.acme', only({ schemas: ['com.acme.S1'] })), rejected('com.acme')],
    ['a flow alone', owned('com.acme', only({ flows: [flow('com.acme.Buy')] })), rejected('com.acme')],
    ['no class of it', owned('com.acme', only({})), []],
    ['not signed', owned('com.acme', { signers: [] }), rejected('com.acme')],
    ['nobody owns anything', upgrade([former()], undefined), []],
    [
      'no JAR is known',
      { ...owned('com.acme'), groups: upgrade([former()], undefined).groups },
      ['lacks 2 nodes: the JARs of trade 2.0.0'],
    ],
    ['nobody can tell who signed', owned('com.acme', UNCLEAR), ['lacks 2 nodes: the signers of trade-2.0.0.jar']],
    [
      'nobody can tell what is in it',
      owned('com.acme', BROKEN),
      ['lacks 2 nodes: the classes of trade-2.0.0.jar', 'lacks 2 nodes: the signers of trade-2.0.0.jar'],
    ],
  ])('%s', (_, given, told) => {
    expect(tellRule('R42', given)).toEqual(told);
  });
});
