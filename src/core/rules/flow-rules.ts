import { lineOf } from '../release/version.ts';
import { evidenceFor, giveEvidence } from './evidence.ts';
import { jarsOf, lackJars, replacedIn } from './jars-of.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Rule } from './rule.ts';
import type { Group, World } from './world.ts';

const VERIFIER = sourceOf('corda/corda release/os/4.12', 'CheckpointVerifier.kt');

const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

/** Whether Corda goes to another minor release. */
export const changesMinor = ({ before, after }: Group): boolean =>
  before.corda !== undefined &&
  after.corda !== undefined &&
  before.corda.version !== after.corda.version &&
  lineOf(before.corda.version) !== lineOf(after.corda.version);

/** Whether a byte of a JAR changes, as far as is known: another version is other bytes until both were looked into. */
const changesJar = (world: World, group: Group): boolean => {
  const { artifact } = world.change;
  const [before, after] = [jarsOf(group.before, artifact), jarsOf(group.after, artifact)];
  const isKnown = before.length > 0 && after.length > 0;
  return !isKnown || after.some(({ sha256 }) => !before.some((one) => one.sha256 === sha256));
};

export const DRAINED: Rule = {
  id: 'R23',
  title: 'No flow is left in a node whose platform version or CorDapp changes',
  severity: 'block',
  applies: movesNodeOrCordapp,
  check: (world) =>
    blockWhere(
      movingOf(world),
      (group) => {
        const isCorda = world.change.kind === 'corda';
        if (isCorda ? !changesMinor(group) : !changesJar(world, group)) return undefined;
        if (evidenceFor(world, group, 'drain') !== undefined) return undefined;
        const what = isCorda ? 'its platform version changes' : 'a byte of its JAR changes';
        return `nothing in the manifests drains these nodes: a node with a flow in flight, hospitalized or paused does not start once ${what}`;
      },
      giveEvidence('drain', 'drain by a hook with cordage.io/hook: drain'),
    ),
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
    const running = world.groups.filter(({ before }) => before.corda ?? before.cordapps.length > 0);
    const moving = running.filter(({ moves }) => moves);
    const count = moving.reduce((sum, { nodes }) => sum + nodes.length, 0);
    return count > 1 && moving.length === running.length
      ? warnWhere(
          moving,
          () =>
            'every node of the network moves at once: a flow that waits for a counterparty that drains does not end (inferred)',
        )
      : [];
  },
  remedy: 'let the ring move in batches, or put counterparties in different rings',
  source: sourceOf('4.14/enterprise/node/operating/diagnosing-stuck-flows.md', 'Flow draining'),
  certainty: 'inferred',
};

export const CONTRACTS_FIRST: Rule = {
  id: 'R30',
  title: 'Contracts reach all nodes before flows write new fields',
  severity: 'warn',
  applies: ({ change }) => change.kind === 'cordapp',
  check: (world) => [
    ...warnWhere(movingOf(world), (group) => {
      const isNew = replacedIn(world, group).some(
        ({ before, after }) =>
          (after.facts.contract?.version ?? 0) > (before.facts.contract?.version ?? 0) &&
          after.facts.workflow !== undefined,
      );
      const isLeft = world.groups.some(
        (other) =>
          !other.moves &&
          other.after.cordapps.some(
            (one) => one.artifact === world.change.artifact && one.version !== world.change.version,
          ),
      );
      return isNew && isLeft
        ? 'the JAR has a new contract version and flows in one: nodes of later rings cannot take states with fields that they do not know'
        : undefined;
    }),
    ...warnWhere(
      movingOf(world),
      (group) => {
        const isFlows = jarsOf(group.after, world.change.artifact).some(
          ({ facts }) => facts.workflow && !facts.contract,
        );
        const mixed = group.after.cordapps.find(
          ({ artifact, jars }) =>
            artifact !== world.change.artifact &&
            (jars ?? []).some(({ facts }) => facts.contract !== undefined) &&
            new Set(
              world.groups.flatMap(({ after }) =>
                after.cordapps.filter((one) => one.artifact === artifact).map(({ version }) => version),
              ),
            ).size > 1,
        );
        return isFlows && mixed
          ? `flows change while ${mixed.artifact}, with the contracts, is not on one version everywhere`
          : undefined;
      },
      'let the contracts pass all rings first',
    ),
    ...lackJars(movingOf(world), ({ after }) => after, world.change.artifact),
  ],
  remedy: 'let flows write new fields only when the contracts have passed all rings, by a flag or by a later release',
  source: sourceOf('4.14/enterprise/cordapps/upgrading-cordapps.md', 'Performing contract and state upgrades'),
  certainty: 'stated',
};
