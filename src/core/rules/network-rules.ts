import { compileGlobs } from '../config/glob.ts';
import { formatTime, plural } from '../text/count.ts';
import { blockWhere, lackWhere, movingOf, ofNetwork, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, World } from './world.ts';

const movesVersions = ({ change }: World): boolean => change.kind !== 'parameters';
const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

type Count = { readonly notaries: readonly string[]; readonly others: number; readonly groups: readonly Group[] };

const countNotaries = (groups: readonly Group[], isNotary: (node: string) => boolean): Count => {
  const nodes = groups.flatMap((group) => group.nodes);
  const notaries = nodes.filter(isNotary);
  return {
    notaries,
    others: nodes.length - notaries.length,
    groups: groups.filter((group) => group.nodes.some(isNotary)),
  };
};

export const NOTARIES_APART: Rule = {
  id: 'R33',
  title: 'Notaries move one at a time, and not with other nodes',
  severity: 'block',
  applies: movesNodeOrCordapp,
  check: (world) => {
    const { notaries: globs } = world.policy;
    const isDeclared = globs.length > 0;
    const isNotary = isDeclared ? compileGlobs(globs) : (name: string) => /notary/i.test(name);
    const { notaries, others, groups } = countNotaries(movingOf(world), isNotary);
    const [first] = notaries;
    const guess = isDeclared ? '' : ' (by its name; rules: {notaries: [GLOB]} in cordage.yaml says which they are)';
    const object = isDeclared ? blockWhere : warnWhere;
    if (first === undefined) {
      return isDeclared
        ? []
        : lackWhere(
            world.groups.some((group) => group.nodes.some(isNotary)) ? [] : movingOf(world),
            () => ['which nodes are notaries'],
            'name them in cordage.yaml: rules: {notaries: ["notary-*"]}',
          );
    }
    const why =
      notaries.length > 1
        ? `${plural(notaries.length, 'notary', 'notaries')} would move at once${guess}: workers go one after the other, each running and no longer draining before the next`
        : others > 0
          ? `the notary ${first} would move in one part with ${plural(others, 'other node')}${guess}: while it is away none of them can finish a transaction`
          : undefined;
    return why === undefined ? [] : object(groups, () => why);
  },
  remedy: 'give notaries a ring of their own with batch: 1',
  source: sourceOf('4.14/enterprise/notary/upgrading-the-ha-notary-service.md', 'Upgrading the workers'),
  certainty: 'stated',
};

export const NO_FLAG_DAY: Rule = {
  id: 'R34',
  title: 'Nothing moves while an update of the network parameters is open',
  severity: 'block',
  applies: movesVersions,
  check: (world): readonly Objection[] => {
    const { update, minimumPlatformVersion } = world.parameters;
    if (!update) {
      return minimumPlatformVersion === undefined
        ? [
            {
              kind: 'lacks',
              fact: 'whether an update of the network parameters is open',
              groups: [],
              remedy: 'declare networkParameters in cordage.yaml, and an update while it is advertised',
            },
          ]
        : [];
    }
    const end = update.deadline + world.policy.quiet;
    if (world.now > end) {
      return [
        ofNetwork(
          'warn',
          `networkParameters.update in cordage.yaml speaks of ${formatTime(update.deadline)}, which is past`,
          'take it out once the flag day is over',
        ),
      ];
    }
    return [
      ofNetwork(
        'block',
        `an update of the network parameters is open, with its deadline at ${formatTime(update.deadline)}: on the flag day every node shuts down, and what fails then cannot be told from what this change breaks`,
      ),
    ];
  },
  remedy: 'wait until the flag day is over, then take networkParameters.update out of cordage.yaml',
  source: sourceOf('1.7/cenm/updating-network-parameters.md', 'Flag day'),
  certainty: 'stated',
};

const DAY = 86_400_000;

export const EVENT_HORIZON: Rule = {
  id: 'R35',
  title: 'No node is away for longer than the event horizon',
  severity: 'warn',
  applies: movesVersions,
  check: (world) => {
    const { eventHorizon } = world.parameters;
    const stopped = world.groups.filter(({ workloads }) => workloads.some(({ replicas }) => replicas === 0));
    return eventHorizon === undefined
      ? lackWhere(
          stopped,
          () => ['the eventHorizon of the network'],
          'declare networkParameters.eventHorizon in cordage.yaml',
        )
      : warnWhere(
          stopped,
          () =>
            `they are stopped (replicas: 0), and after ${Math.floor(eventHorizon / DAY)} days away a node is dropped from the network map; since when, the manifests do not say`,
        );
  },
  remedy: 'start them before that, or take them out of the network for good',
  source: sourceOf('1.7/cenm/config-network-parameters.md', 'eventHorizonDays'),
  certainty: 'stated',
};

const KEPT = [/\/certificates\/?$/, /\/artemis\/?$/];
/** A claim of the base directory has all its folders in it. */
const BASE = /\/(?:corda|workspace|base|node)\/?$/;

const findWeakness = ({ workloads }: Group): string | undefined => {
  for (const { kind, strategy, replicas, mounts, readiness } of workloads) {
    if (kind === 'Deployment' && strategy !== 'Recreate')
      return 'a Deployment without strategy Recreate starts the new pod beside the old one, and two nodes never share a base directory';
    if ((replicas ?? 1) > 1) return `${replicas} replicas of one node would share its base directory and its identity`;
    const claims = mounts.filter(({ keeps }) => keeps === 'claim').map(({ path }) => path);
    const isKept = (folder: RegExp): boolean =>
      claims.some((path) => folder.test(path) || BASE.test(path)) ||
      (folder === KEPT[0] && mounts.some(({ path, keeps }) => folder.test(path) && keeps === 'config'));
    if (mounts.length > 0 && !isKept(/\/artemis\/?$/))
      return 'artemis is on no claim: messages that peers think delivered are lost with the pod';
    if (mounts.length > 0 && !KEPT.slice(0, 1).every(isKept))
      return 'certificates are on no claim and in no Secret: the node loses its identity with the pod';
    if (!readiness) return 'there is no readiness probe: Argo CD says Healthy while Corda is down';
  }
  return undefined;
};

export const WORKLOAD: Rule = {
  id: 'R37',
  title: 'A node is one pod that keeps its files and says when it is ready',
  severity: 'warn',
  applies: movesNodeOrCordapp,
  check: (world) => [
    ...warnWhere(movingOf(world), findWeakness),
    ...lackWhere(
      movingOf(world),
      ({ workloads }) => (workloads.length === 0 ? ['what the pods of the nodes look like'] : []),
      'let the node be deployed by manifests that Cordage can read: a StatefulSet or Deployment by Kustomize',
    ),
  ],
  remedy: 'a StatefulSet with one replica, claims for the base directory, and a readiness probe on the P2P port',
  source: sourceOf('4.14/enterprise/node/deploy/docker-image.md', 'volumes'),
  certainty: 'inferred',
};
