import type { Artifact, NetworkParameters } from '../config/config.ts';
import type { Override } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import { buildWorld, type ArtifactMoves } from '../rules/build-world.ts';
import { countPassed, judgeRules, mergeFindings } from '../rules/judge-rules.ts';
import { applyRuleOverrides } from '../rules/overrides.ts';
import { classifyRollback, hardestOf } from '../rules/rollback-class.ts';
import type { Judgement } from '../rules/rule.ts';
import type { PersonPull } from './pull.ts';
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

/**
 * What they say of all that one commit changes: of each artifact as if the others had moved already, so that two pieces which
 * need each other may come together, and none of them with the other's former version.
 * @param declared the network as its `cordage.yaml` would have it, where that declares other network parameters
 */
export const judgeCommit = (
  { now, jars, parameters: known }: Seen,
  network: Network,
  moves: PersonPull['moves'],
  declared: Network | undefined,
): Judgement => {
  const parameters = declared ? parametersOf(declared, known) : known;
  const all = network.artifacts.flatMap((artifact): readonly ArtifactMoves[] => {
    const own = moves.filter((move) => move.artifact === artifact.name);
    const to = new Map(own.flatMap(({ nodes, version }) => [...allTo(nodes, version)]));
    return to.size > 0 ? [{ artifact, to }] : [];
  });
  const worlds = all.map((one) => {
    const together = all.filter((other) => other !== one);
    return buildWorld(network, { ...one, back: false, together }, { jars, parameters, now });
  });
  const declaring = declared ? [buildWorld(declared, undefined, { jars, parameters, now })] : [];
  const findings = mergeFindings([
    ...worlds.flatMap(judgeRules),
    ...declaring.flatMap(judgeRules).map((finding) => ({ ...finding, at: finding.at ?? declared?.parametersAt })),
  ]);
  const changes = [...worlds, ...declaring];
  return {
    findings: applyRuleOverrides(findings, [], (declared ?? network).policy.rules.overrides, now),
    passed: countPassed(changes, findings),
    rollback: hardestOf(changes.flatMap((world) => classifyRollback(world) ?? [])),
  };
};

/** What is not declared is as the Network Map tells it. */
const parametersOf = ({ policy: { parameters } }: Network, known: NetworkParameters): NetworkParameters => ({
  ...parameters,
  minimumPlatformVersion: parameters.minimumPlatformVersion ?? known.minimumPlatformVersion,
});

/** All of these nodes to one version. */
export const allTo = (nodes: readonly string[], version: string): ReadonlyMap<string, string> =>
  new Map(nodes.map((node) => [node, version]));
