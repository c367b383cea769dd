import { describe, expect, test } from 'vitest';
import type { Mount, Workload } from '../manifests/workload.ts';
import { code, flow, former, info, next, problem, sha, upgrade, WORKFLOW } from './jars.test-data.ts';
import { corda, cordapp, group, jar, stand, tellRule, world, WORKLOAD } from './rules.test-data.ts';
import type { Group, InstalledCordapp, World } from './world.ts';

type Case = readonly [name: string, given: World, told: readonly string[]];

const UNSEEN = 'lacks 2 nodes: what the pods of the nodes look like';

const workload = (more: Partial<Workload>): Partial<Group> => ({ workloads: [{ ...WORKLOAD, ...more }] });

describe('R21: twice on a node', () => {
  const bare = (more: Parameters<typeof code>[0]) => ({ contract: undefined, code: code({ contracts: [], ...more }) });
  const beside = (other: Parameters<typeof jar>[1], name = 'loan.jar', artifact = 'loan'): World => {
    const loan = cordapp('3', [jar(name, { sha256: sha('3'), ...other })], artifact);
    return onNode(cordapp('2.0.0', [next()]), loan);
  };
  const onNode = (...cordapps: readonly InstalledCordapp[]): World =>
    world({ kind: 'cordapp', artifact: 'trade' }, [group(stand(corda('4.11')), stand(corda('4.11'), ...cordapps))]);
  const both = (what: string, then = 'such a node refuses to start') => [
    `block 2 nodes: ${what} is in trade-2.0.0.jar of trade 2.0.0 and in loan.jar of loan 3: ${then}`,
  ];
  const FORMER = 'only one of them may be in cordapps';

  test.each<Case>([
    ['one JAR', onNode(cordapp('2.0.0', [next()])), []],
    ['two JARs with nothing in common', beside(bare({})), []],
    ['a contract class', beside({ contract: undefined }), both('contract com.acme.trade.TradeContract')],
    [
      'a flow class',
      onNode(
        cordapp('2.0.0', [next({ code: code({ flows: [flow('com.acme.Buy')] }) })]),
        cordapp('3', [jar('loan.jar', bare({ flows: [flow('com.acme.Buy')] }))], 'loan'),
      ),
      both('flow com.acme.Buy'),
    ],
    [
      'the name of a contract CorDapp',
      beside({ ...bare({}), contract: info('Trade') }),
      both('contract CorDapp Trade', FORMER),
    ],
    [
      'the name of a workflow CorDapp',
      onNode(
        cordapp('2.0.0', [next({ ...WORKFLOW, code: code({ contracts: [] }) })]),
        cordapp('3', [jar('loan.jar', { ...WORKFLOW, code: code({ contracts: [] }) })], 'loan'),
      ),
      both('workflow CorDapp Flows', FORMER),
    ],
    ['a workflow that has the name of a contract', beside({ ...bare({}), workflow: info('Trade') }), []],
    ['a state class, which both may have', beside(bare({ states: ['com.acme.trade.TradeState'] })), []],
    [
      'the same bytes by another name',
      beside({ ...bare({}), sha256: sha('2') }),
      both(`content of SHA-256 ${sha('2')}`),
    ],
    ['the same file, named by two artifacts', beside(next().facts, 'trade-2.0.0.jar'), []],
    [
      'within one release',
      onNode(cordapp('2.0.0', [next(), former()])),
      [
        'block 2 nodes: contract com.acme.trade.TradeContract is in trade-2.0.0.jar of trade 2.0.0 and in trade-1.0.0.jar of trade 2.0.0: such a node refuses to start',
      ],
    ],
    ['two JARs of one release, each its own', onNode(cordapp('2.0.0', [next(), former(WORKFLOW, 'flows.jar')])), []],
    [
      'Corda moves',
      {
        ...beside({ contract: undefined }),
        change: { kind: 'corda', artifact: 'corda', version: '4.11', back: false },
      },
      both('contract com.acme.trade.TradeContract'),
    ],
    [
      'JARs that nobody knows, or cannot read',
      onNode(
        cordapp('2.0.0', [next({ code: undefined, problems: [problem('jar-archive-broken')] })]),
        cordapp('3', undefined, 'loan'),
      ),
      ['lacks 2 nodes: the JARs of loan 3', 'lacks 2 nodes: the classes of trade-2.0.0.jar'],
    ],
  ])('%s', (_, given, told) => {
    expect(tellRule('R21', given)).toEqual(told);
  });
});

describe('R21: the former JAR is gone', () => {
  const stays = [
    'warn 2 nodes: an init container copies JARs into cordapps and deletes none: the former JAR stays beside the new one, and the node refuses to start (inferred)',
  ];
  const mounted = (keeps: Mount['keeps'], path = '/opt/corda/cordapps') =>
    workload({ does: ['copies-cordapps'], mounts: [{ path, keeps }] });
  const copied = (more: Partial<Group>, jars = [former()]) => upgrade(jars, [next()], more);

  test.each<Case>([
    ['copied into a claim', copied(mounted('claim')), stays],
    ['copied into a folder of a claim', copied(mounted('claim', '/opt/corda')), stays],
    ['copied into memory', copied(mounted('memory')), []],
    ['memory elsewhere', copied(mounted('memory', '/tmp/no-cordapps')), stays],
    ['not copied', copied(workload({})), []],
    ['written over: the name stays', copied(mounted('claim'), [former({}, 'trade-2.0.0.jar')]), []],
    [
      'written over, but one of two',
      copied(mounted('claim'), [former({}, 'trade-2.0.0.jar'), former(WORKFLOW, 'f.jar')]),
      stays,
    ],
    [
      'nothing was there',
      world({ kind: 'cordapp', artifact: 'trade' }, [
        group(stand(corda('4.11')), stand(corda('4.11'), cordapp('2.0.0', [next()])), mounted('claim')),
      ]),
      [],
    ],
    ['nobody knows the name of what was there', upgrade(undefined, [next()], mounted('claim')), stays],
    ['nobody knows the pods', copied({ workloads: [] }), [UNSEEN]],
  ])('%s', (_, given, told) => {
    expect(tellRule('R21', given)).toEqual(told);
  });

  test('of Corda, no pods are asked for', () => {
    const given: World = {
      ...copied({ workloads: [] }),
      change: { kind: 'corda', artifact: 'corda', version: '4.11', back: false },
    };
    expect(tellRule('R21', given)).toEqual([]);
  });
});

describe('R31', () => {
  const configs = (...names: readonly string[]) => workload({ configs: names });
  const empty = (had: string, wants: string) => [
    `block 2 nodes: cordapps/config has ${had} and no ${wants}: the CorDapp would start with an empty configuration, and no error says so`,
  ];
  const one = (more: Partial<Group>) => upgrade([former()], [next()], more);

  test.each<Case>([
    [
      'the JAR is renamed, the file is not',
      one(configs('trade-1.0.0.conf')),
      empty('trade-1.0.0.conf', 'trade-2.0.0.conf'),
    ],
    ['the file is renamed with it', one(configs('trade-2.0.0.conf')), []],
    ['both are there', one(configs('trade-1.0.0.conf', 'trade-2.0.0.conf')), []],
    ['there was none', one(configs()), []],
    ['there is one of another', one(configs('trade-1.0.conf', 'trade-1.0.0.confx')), []],
    [
      'a JAR without its version in its name',
      upgrade([former({}, 'trade.jar')], [next({}, 'trade.jar')], configs('trade.conf')),
      [],
    ],
    [
      'one of two JARs',
      upgrade(
        [former(), former(WORKFLOW, 'flows-1.jar')],
        [next(WORKFLOW, 'flows-2.jar'), next({}, 'trade-1.0.0.jar')],
        configs('trade-1.0.0.conf', 'flows-1.conf'),
      ),
      empty('flows-1.conf', 'flows-2.conf'),
    ],
    [
      'a way back',
      {
        ...upgrade([next()], [former()], configs('trade-2.0.0.conf')),
        change: { kind: 'cordapp', artifact: 'trade', version: '1', back: true },
      },
      empty('trade-2.0.0.conf', 'trade-1.0.0.conf'),
    ],
    [
      'no former JAR is known',
      upgrade(undefined, [next()], configs('trade-1.0.0.conf')),
      ['lacks 2 nodes: the JARs of trade 1.0.0'],
    ],
    [
      'no JAR is known',
      upgrade([former()], undefined, configs('trade-1.0.0.conf')),
      ['lacks 2 nodes: the JARs of trade 2.0.0'],
    ],
    ['nobody knows the pods', one({ workloads: [] }), [UNSEEN]],
  ])('%s', (_, given, told) => {
    expect(tellRule('R31', given)).toEqual(told);
  });
});

describe('R32', () => {
  const to = (version: string, more: Partial<Group>) =>
    world({ kind: 'corda' }, [group(stand(corda('4.11')), stand(corda(version)), more)]);
  const misfit = (name: string, java: number, version: string, then: string) => [
    `warn 2 nodes: ${name} is not made for Java ${java} of Corda ${version}: ${then}`,
  ];
  const SSH = 'there would be no SSH';
  const DATABASE = 'the node would not reach its database (inferred)';

  test.each<[string, string, readonly string[]]>([
    ['4.12', 'corda-shell-4.11.jar', misfit('corda-shell-4.11.jar', 17, '4.12', SSH)],
    ['4.12.5', 'corda-shell-4.11.3.jar', misfit('corda-shell-4.11.3.jar', 17, '4.12.5', SSH)],
    ['4.12', 'corda-shell-4.12.jar', []],
    ['4.14.1', 'corda-shell-4.12.1.jar', []],
    ['4.11.8', 'corda-shell-4.12.jar', misfit('corda-shell-4.12.jar', 8, '4.11.8', SSH)],
    ['4.11.8', 'corda-shell-4.11.jar', []],
    ['4.11', 'corda-shell-4.12-RC01.jar', misfit('corda-shell-4.12-RC01.jar', 8, '4.11', SSH)],
    ['4.12', 'corda-shell-4.jar', []],
    ['4.12', 'corda-shell.jar', []],
    ['4.12', 'my-corda-shell-4.11.jar', []],
    ['4.12', 'corda-shell-4.11.1.2.3.jar', []],
    ['4.11', 'mssql-jdbc-12.8.1.jre11.jar', misfit('mssql-jdbc-12.8.1.jre11.jar', 8, '4.11', DATABASE)],
    ['4.11', 'mssql-jdbc-12.8.1.jre8.jar', []],
    ['4.12', 'mssql-jdbc-12.8.1.jre8.jar', []],
    ['4.12', 'mssql-jdbc-12.8.1.jre11.jar', []],
    ['4.11', 'ojdbc11.jar', misfit('ojdbc11.jar', 8, '4.11', DATABASE)],
    ['4.11', 'ojdbc8-19.3.jar', []],
    ['4.12', 'ojdbc17.jar', []],
    ['4.11', 'postgresql-42.7.8.jar', []],
  ])('Corda %s with %s', (version, name, told) => {
    expect(tellRule('R32', to(version, workload({ jars: ['other.jar', name] })))).toEqual(told);
  });

  test.each<Case>([
    ['no drivers', to('4.12', workload({})), []],
    ['nobody knows the pods', to('4.12', { workloads: [] }), [UNSEEN]],
    [
      'nobody knows its Java',
      to('5.1', workload({ jars: ['corda-shell-4.11.jar'] })),
      ['lacks 2 nodes: the Java of Corda 5.1'],
    ],
    ['a CorDapp moves', upgrade([former()], [next()], workload({ jars: ['corda-shell-4.12.jar'] })), []],
  ])('%s', (_, given, told) => {
    expect(tellRule('R32', given)).toEqual(told);
  });
});
