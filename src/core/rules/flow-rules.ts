import { compileGlobs } from '../config/glob.ts';
import type { InspectedJar } from '../release/release.ts';
import { lineOf } from '../release/version.ts';
import { giveEvidence, withoutEvidence } from './evidence.ts';
import { holdsContracts, jarsOf, lackJars, replacedIn } from './jars-of.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Rule } from './rule.ts';
import type { Group, World } from './world.ts';

const VERIFIER = sourceOf('corda/corda release/os/4.12', 'CheckpointVerifier.kt');

const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

/** Whether Corda goes to another minor release, or to one that cannot be told from it. */
export const changesMinor = ({ before, after }: Group): boolean => {
  if (!before.corda || !after.corda || before.corda.version === after.corda.version) return false;
  const line = lineOf(before.corda.version);
  return line === undefined || line !== lineOf(after.corda.version);
};

/** Whether a JAR goes that flows may be in: another version is other bytes until both were looked into. */
const replacesJar = ({ change }: World, { before, after }: Group): boolean => {
  const former = before.cordapps.find(({ artifact }) => artifact === change.artifact);
  if (!former) return false;
  const [old, young] = [jarsOf(before, change.artifact), jarsOf(after, change.artifact)];
  const isKnown = old.length > 0 && young.length > 0;
  return !isKnown || old.some(({ sha256 }) => !young.some((one) => one.sha256 === sha256));
};

/** Nodes outside devMode, in which alone checkpoints are verified at start. */
const verifying = ({ groups, policy }: World): readonly Group[] => {
  const isDevelopment = compileGlobs(policy.development);
  return groups.filter(({ moves, ring }) => moves && (ring === undefined || !isDevelopment(ring)));
};

export const DRAINED: Rule = {
  id: 'R23',
  title: 'No flow is left in a node whose platform version or CorDapp changes',
  severity: 'block',
  applies: movesNodeOrCordapp,
  check: (world) => {
    const isCorda = world.change.kind === 'corda';
    const judged = verifying(world).filter((group) => (isCorda ? changesMinor(group) : replacesJar(world, group)));
    const what = isCorda ? 'its platform version changes' : 'a byte of its JAR changes';
    return blockWhere(
      withoutEvidence(world, judged, 'drain'),
      () =>
        `nothing in the manifests drains these nodes: a node with a flow in flight, hospitalized or paused does not start once ${what}`,
      giveEvidence('drain', 'drain by a hook with cordage.io/hook: drain'),
    );
  },
  remedy: 'drain each node until InFlight is 0 and nothing is hospitalized, before it is replaced',
  source: VERIFIER,
  certainty: 'stated',
  evidence:
    'A hook with `cordage.io/hook: drain` in the rendering of each node, or `rules.evidence` with `what: drain`. Whether flows really ended is for the hook to prove; without either it blocks.',
};

export const DRAIN_BY_FLAG: Rule = {
  id: 'R24',
  title: 'Nodes are drained by the flag, not by gracefulShutdown',
  severity: 'warn',
  applies: movesNodeOrCordapp,
  check: (world) => [
    ...warnWhere(movingOf(world), ({ workloads }) =>
      workloads.some(({ does }) => does.includes('graceful-shutdown'))
        ? 'gracefulShutdown takes the drain off before it exits: the kubelet starts the container again, with the former image and not drained (inferred)'
        : undefined,
    ),
    ...lackWhere(
      movingOf(world),
      ({ workloads }) => (workloads.length === 0 ? ['what the pods of the nodes look like'] : []),
      'let the node be deployed by manifests that Cordage can read: a StatefulSet or Deployment by Kustomize',
    ),
  ],
  remedy:
    'set setFlowsDrainingModeEnabled, wait for InFlight 0, let the pod be replaced, and take the flag off in a PostSync hook',
  source: sourceOf('corda/corda release/os/4.12', 'CordaRPCOpsImpl.kt, terminate'),
  certainty: 'inferred',
};

export const PEERS_DRAIN_APART: Rule = {
  id: 'R36',
  title: 'Nodes that trade with each other do not all drain at once',
  severity: 'warn',
  applies: movesNodeOrCordapp,
  check: (world) => {
    const running = world.groups.filter(({ before }) => before.corda !== undefined || before.cordapps.length > 0);
    const nodes = running.reduce((sum, group) => sum + group.nodes.length, 0);
    return nodes > 1 && running.every(({ moves }) => moves)
      ? warnWhere(
          running,
          () =>
            'every node of the network moves at once: a flow that waits for a counterparty that drains does not end (inferred)',
        )
      : [];
  },
  remedy: 'let the ring move in batches, or put counterparties in different rings',
  source: sourceOf('4.14/enterprise/node/operating/diagnosing-stuck-flows.md', 'Flow draining'),
  certainty: 'inferred',
};

/** Whether flows of the artifact may write what contracts of it have new: both come in one release. */
const bringsFieldsAndFlows = (world: World, group: Group): boolean =>
  replacedIn(world, group).some(
    ({ before, after }) => (after.facts.contract?.version ?? 0) > (before.facts.contract?.version ?? 0),
  ) && jarsOf(group.after, world.change.artifact).some(holdsFlows);

const holdsFlows = ({ facts: { workflow, code } }: InspectedJar): boolean =>
  workflow !== undefined || (code?.flows.length ?? 0) > 0;

/** CorDapps of which nodes of the network have several versions. */
const findMixed = ({ groups }: World): ReadonlySet<string> => {
  const versions = new Map<string, string>();
  const mixed = new Set<string>();
  for (const { artifact, version } of groups.flatMap(({ after }) => after.cordapps)) {
    if ((versions.get(artifact) ?? version) !== version) mixed.add(artifact);
    versions.set(artifact, version);
  }
  return mixed;
};

export const CONTRACTS_FIRST: Rule = {
  id: 'R30',
  title: 'Contracts reach all nodes before flows write new fields',
  severity: 'warn',
  applies: ({ change }) => change.kind === 'cordapp',
  check: (world) => {
    const { artifact } = world.change;
    const moving = movingOf(world);
    const mixed = findMixed(world);
    const isFlowsAlone = ({ after }: Group): boolean => {
      const jars = jarsOf(after, artifact);
      return jars.some(holdsFlows) && !jars.some(({ facts }) => holdsContracts(facts));
    };
    return [
      ...warnWhere(moving, (group) =>
        artifact !== undefined && mixed.has(artifact) && bringsFieldsAndFlows(world, group)
          ? 'the release has a new contract version and flows in one: nodes that stay on another version cannot take states with fields that they do not know'
          : undefined,
      ),
      ...warnWhere(
        moving.filter(isFlowsAlone),
        ({ after }) => {
          const behind = after.cordapps.find(
            (one) =>
              one.artifact !== artifact &&
              mixed.has(one.artifact) &&
              one.jars?.some(({ facts }) => holdsContracts(facts)),
          );
          return (
            behind &&
            `flows change while ${behind.artifact}, which has contracts, is not on one version everywhere: fields that are new in its states wait for the last node`
          );
        },
        'let the contracts pass all rings first',
      ),
      ...lackJars(moving, ({ after }) => after, artifact),
      ...lackJars(
        moving.filter(({ after }) => {
          const jars = jarsOf(after, artifact);
          return jars.some(({ facts }) => facts.contract) && jars.some(holdsFlows);
        }),
        ({ before }) => before,
        artifact,
      ),
    ];
  },
  remedy: 'let flows write new fields only when the contracts have passed all rings, by a flag or by a later release',
  source: sourceOf('4.14/enterprise/cordapps/upgrading-cordapps.md', 'Performing contract and state upgrades'),
  certainty: 'stated',
};
