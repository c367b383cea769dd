import type { Artifact, NetworkParameters } from '../config/config.ts';
import type { Override } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import { versionsByNode } from '../network/summary.ts';
import { compareVersions } from '../release/version.ts';
import { buildWorld } from '../rules/build-world.ts';
import { countPassed, judgeRules, mergeFindings } from '../rules/judge-rules.ts';
import { applyRuleOverrides } from '../rules/overrides.ts';
import { classifyRollback, hardestOf } from '../rules/rollback-class.ts';
import type { Judgement } from '../rules/rule.ts';
import { changesBetween } from './moves-between.ts';
import type { Snapshot } from './snapshot.ts';

type Seen = Pick<Snapshot, 'now' | 'jars' | 'parameters'>;

/** What Corda's rules say of nodes that move, by node the version. `overrides` are those that hold where they move. */
export const judgeMoves = (
  { now, jars, parameters }: Seen,
  network: Network,
  artifact: Artifact,
  to: ReadonlyMap<string, string>,
  { back = false, overrides = [] }: { readonly back?: boolean; readonly overrides?: readonly Override[] } = {},
): Judgement => {
  const world = buildWorld(network, { artifact, to, back }, { jars, parameters, now });
  const { overrides: standing } = network.policy.rules;
  const findings = judgeRules(world);
  return {
    findings: applyRuleOverrides(findings, overrides, standing, now),
    passed: countPassed([world], findings),
    rollback: back ? undefined : classifyRollback(world),
  };
};

/** What a pull request makes of the network. */
export type Commit = {
  /** As its manifests would be; undefined where they stay as they are. */
  readonly next: Network | undefined;
  /** As its `cordage.yaml` would have it, where that declares other network parameters. */
  readonly declared: Network | undefined;
};

/**
 * What they say of all that one commit changes: of each artifact as if all the rest had been done already, so that two pieces
 * which need each other may come together, and none of them with the other's former version. Evidence and overrides are
 * those that hold now: nobody vouches for himself in the change that needs it.
 */
export const judgeCommit = (
  { now, jars, parameters: known }: Seen,
  network: Network,
  { next, declared }: Commit,
): Judgement => {
  const { rules } = network.policy;
  const around = { jars, parameters: declared ? parametersOf(declared, known) : known, now };
  const worlds = (next ? network.artifacts : []).flatMap((artifact) =>
    partByDirection(network, next, artifact).map((part) => buildWorld(network, { artifact, ...part, next }, around)),
  );
  const declaring = declared ? [{ ...buildWorld(declared, undefined, around), policy: rules }] : [];
  const findings = mergeFindings([
    ...worlds.flatMap(judgeRules),
    ...declaring.flatMap(judgeRules).map((finding) => ({ ...finding, at: finding.at ?? declared?.parametersAt })),
  ]);
  const changes = [...worlds, ...declaring];
  return {
    findings: applyRuleOverrides(findings, [], rules.overrides, now),
    passed: countPassed(changes, findings),
    rollback: hardestOf(changes.flatMap((world) => (world.change.back ? [] : (classifyRollback(world) ?? [])))),
  };
};

/** Nodes that come to an older version than they run are taken back, whoever does it and however. */
const partByDirection = (
  network: Network,
  next: Network | undefined,
  { name }: Artifact,
): readonly { readonly to: ReadonlyMap<string, string>; readonly back: boolean }[] => {
  const runs = versionsByNode(network, name);
  const changes = next ? [...changesBetween(network, next, name)] : [];
  const isBack = ([node, version]: readonly [string, string]): boolean =>
    (compareVersions(version, runs.get(node)?.[0] ?? version) ?? 0) < 0;
  return [true, false].flatMap((back) => {
    const to = new Map(changes.filter((change) => isBack(change) === back));
    return to.size > 0 ? [{ to, back }] : [];
  });
};

/** What is not declared is as the Network Map tells it. */
const parametersOf = ({ policy: { parameters } }: Network, known: NetworkParameters): NetworkParameters => ({
  ...parameters,
  minimumPlatformVersion: parameters.minimumPlatformVersion ?? known.minimumPlatformVersion,
  eventHorizon: parameters.eventHorizon ?? known.eventHorizon,
  recoveryMaximumBackupInterval: parameters.recoveryMaximumBackupInterval ?? known.recoveryMaximumBackupInterval,
  packageOwnership: parameters.packageOwnership.size > 0 ? parameters.packageOwnership : known.packageOwnership,
});

/** All of these nodes to one version. */
export const allTo = (nodes: readonly string[], version: string): ReadonlyMap<string, string> =>
  new Map(nodes.map((node) => [node, version]));
