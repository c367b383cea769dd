import type { Artifact } from '../config/config.ts';
import type { Override } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import { buildWorld } from '../rules/build-world.ts';
import { countPassed, judgeRules } from '../rules/judge-rules.ts';
import { applyRuleOverrides } from '../rules/overrides.ts';
import { classifyRollback } from '../rules/rollback-class.ts';
import type { Judgement } from '../rules/rule.ts';
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
    passed: countPassed(world, findings),
    rollback: back ? undefined : classifyRollback(world),
  };
};

/** What they say of the network parameters that a `cordage.yaml` declares. */
export const judgeParameters = ({ now, jars, parameters: known }: Seen, network: Network): Judgement => {
  const { parameters: declared, rules } = network.policy;
  const minimumPlatformVersion = declared.minimumPlatformVersion ?? known.minimumPlatformVersion;
  const parameters = { ...declared, minimumPlatformVersion };
  const world = buildWorld(network, undefined, { jars, parameters, now });
  const findings = judgeRules(world);
  return {
    findings: applyRuleOverrides(findings, [], rules.overrides, now),
    passed: countPassed(world, findings),
    rollback: classifyRollback(world),
  };
};

/** All of these nodes to one version. */
export const allTo = (nodes: readonly string[], version: string): ReadonlyMap<string, string> =>
  new Map(nodes.map((node) => [node, version]));
