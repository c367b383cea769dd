import type { CordappCode } from '../cordapp/code.ts';
import type { CordappFacts, CordappInfo } from '../cordapp/cordapp.ts';
import type { Problem } from '../problem.ts';
import { cordapp, corda, group, jar, stand, world } from './rules.test-data.ts';
import type { Group, World } from './world.ts';

/** What the classes of the test JAR say, with other words here and there. */
export const code = (more: Partial<CordappCode> = {}): CordappCode => ({
  classes: 1,
  classVersion: 52,
  kotlin: '1.1.16',
  contracts: ['com.acme.trade.TradeContract'],
  states: ['com.acme.trade.TradeState'],
  flows: [],
  schemas: [],
  changeLogs: [],
  ...more,
});

export const info = (name: string, version = 1): CordappInfo => ({
  name,
  version,
  vendor: 'Acme',
  licence: 'Unknown',
});

export const flow = (name: string, initiating?: number): CordappCode['flows'][number] => ({
  name,
  initiating,
  initiatedBy: undefined,
  startableBy: [],
});

/** A JAR without contracts. */
export const WORKFLOW: Partial<CordappFacts> = {
  contract: undefined,
  workflow: info('Flows'),
  code: code({ contracts: [], states: [], flows: [flow('com.acme.trade.Buy')] }),
};

/** Another file: other bytes. */
export const sha = (digit: string): string => digit.repeat(64);

export const problem = (name: string, severity: Problem['severity'] = 'error'): Problem => ({
  code: name,
  severity,
  message: `what ${name} says`,
  remedy: `mend ${name}`,
});

type Jars = Parameters<typeof cordapp>[1];

/** Nodes on 4.11 go from trade 1.0.0 to 2.0.0. */
export const upgrade = (before: Jars, after: Jars, more: Partial<Group> = {}): World =>
  world({ kind: 'cordapp', artifact: 'trade', version: '2.0.0' }, [moving(before, after, more)]);

export const moving = (before: Jars, after: Jars, more: Partial<Group> = {}): Group =>
  group(stand(corda('4.11.8'), cordapp('1.0.0', before)), stand(corda('4.11.8'), cordapp('2.0.0', after)), more);

/** The JAR of 1.0.0, with other bytes than {@link next}. */
export const former = (more: Partial<CordappFacts> = {}, name = 'trade-1.0.0.jar') =>
  jar(name, { sha256: sha('1'), ...more });

export const next = (more: Partial<CordappFacts> = {}, name = 'trade-2.0.0.jar') =>
  jar(name, { sha256: sha('2'), contract: info('Trade', 2), ...more });
