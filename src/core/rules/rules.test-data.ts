import type { CordappFacts } from '../cordapp/cordapp.ts';
import type { NetworkParameters, RulesConfig } from '../config/config.ts';
import { platformVersionOf } from '../corda/releases.ts';
import type { Workload } from '../manifests/workload.ts';
import type { InspectedJar } from '../release/release.ts';
import { RULES } from './table.ts';
import type { Change, CordaNode, Group, InstalledCordapp, Stand, World } from './world.ts';

export const NOW = Date.UTC(2026, 10, 22);
export const DAY = 86_400_000;

export const PARAMETERS: NetworkParameters = {
  minimumPlatformVersion: 12,
  eventHorizon: 30 * DAY,
  recoveryMaximumBackupInterval: undefined,
  confidentialIdentityMinimumBackupInterval: undefined,
  packageOwnership: new Map(),
  update: undefined,
  networkMap: undefined,
};

export const POLICY: RulesConfig = { development: [], notaries: [], evidence: [], overrides: [] };

/** A pod as the reference network has it: nothing to say against it. */
export const WORKLOAD: Workload = {
  kind: 'StatefulSet',
  name: 'corda',
  strategy: 'RollingUpdate',
  replicas: 1,
  mounts: [
    { path: '/var/lib/corda', keeps: 'claim' },
    { path: '/var/lib/corda/cordapps', keeps: 'memory' },
    { path: '/var/lib/corda/certificates', keeps: 'config' },
  ],
  readiness: true,
  does: [],
  jars: [],
  configs: [],
};

export const corda = (version: string, tag: string | undefined = version): CordaNode => ({
  artifact: 'corda',
  version,
  platformVersion: platformVersionOf(version, new Map()),
  tag,
});

export const SIGNER = { subject: 'CN=Acme', fingerprint: 'A'.repeat(64), development: false };
export const OTHER_SIGNER = { subject: 'CN=Other', fingerprint: 'B'.repeat(64), development: false };
export const DEVELOPMENT = { subject: 'CN=Corda Dev Code Signer', fingerprint: 'C'.repeat(64), development: true };

/** Facts of a JAR with a contract and a workflow that every node from 4.0 to 4.11 takes. */
export const facts = (more: Partial<CordappFacts> = {}): CordappFacts => ({
  sha256: 'aa'.repeat(32),
  size: 1000,
  manifestSeen: true,
  contract: { name: 'Trade', version: 1, vendor: 'Acme', licence: 'Unknown' },
  workflow: undefined,
  legacy: undefined,
  minimumPlatformVersion: 4,
  targetPlatformVersion: 13,
  signers: [SIGNER],
  code: {
    classes: 1,
    classVersion: 52,
    kotlin: '1.1.16',
    contracts: ['com.acme.trade.TradeContract'],
    states: ['com.acme.trade.TradeState'],
    flows: [],
    schemas: [],
    changeLogs: [],
  },
  problems: [],
  ...more,
});

export const jar = (name: string, more: Partial<CordappFacts> = {}): InspectedJar => {
  const all = facts(more);
  return { name, sha256: all.sha256, facts: all };
};

export const cordapp = (
  version: string,
  jars: readonly InspectedJar[] | undefined,
  artifact = 'trade',
): InstalledCordapp => ({
  artifact,
  version,
  jars,
});

export const stand = (node: CordaNode | undefined, ...cordapps: readonly InstalledCordapp[]): Stand => ({
  corda: node,
  cordapps,
  pieces: [],
});

/** A group that moves from one stand to another; with one stand alone it stays. */
export const group = (before: Stand, after?: Stand, more: Partial<Group> = {}): Group => ({
  nodes: ['party-1', 'party-2'],
  ring: 'canary',
  moves: after !== undefined,
  before,
  after: after ?? before,
  hooks: [],
  workloads: [WORKLOAD],
  at: after && { file: 'nodes/party-1/kustomization.yaml', line: 4, column: 13 },
  checksum: undefined,
  ...more,
});

export const world = (change: Partial<Change>, groups: readonly Group[], more: Partial<World> = {}): World => ({
  change: { kind: 'corda', artifact: 'corda', version: undefined, back: false, ...change },
  groups,
  parameters: PARAMETERS,
  policy: POLICY,
  declared: new Map(),
  now: NOW,
  ...more,
});

/** What one rule says, a line each: `block 2 nodes: message`, or `lacks 2 nodes: fact`. Empty where it does not apply. */
export const tellRule = (id: string, given: World): readonly string[] => {
  const rule = RULES.find((one) => one.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  if (!rule.applies(given)) return [];
  return rule.check(given).map((objection) => {
    const nodes = new Set(objection.groups.flatMap((one) => one.nodes)).size;
    return objection.kind === 'lacks'
      ? `lacks ${nodes} nodes: ${objection.fact}`
      : `${objection.severity} ${nodes} nodes: ${objection.message}`;
  });
};
