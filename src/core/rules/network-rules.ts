import { compileGlobs } from '../config/glob.ts';
import type { Mount, Workload } from '../manifests/workload.ts';
import { formatDuration, formatTime, plural } from '../text/count.ts';
import { blockWhere, lackWhere, movingOf, ofNetwork, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, World } from './world.ts';

const movesVersions = ({ change }: World): boolean => change.kind !== 'parameters';
const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

const countNodes = (groups: readonly Group[]): number => groups.reduce((sum, { nodes }) => sum + nodes.length, 0);

/** The notaries among the nodes of groups. */
const pickNotaries = (groups: readonly Group[], isNotary: (node: string) => boolean): readonly Group[] =>
  groups.flatMap((group) => {
    const nodes = group.nodes.filter(isNotary);
    return nodes.length > 0 ? [{ ...group, nodes }] : [];
  });

export const NOTARIES_APART: Rule = {
  id: 'R33',
  title: 'Notaries move one at a time, and not with other nodes',
  severity: 'block',
  applies: movesNodeOrCordapp,
  check: (world) => {
    const { notaries: globs } = world.policy;
    const isDeclared = globs.length > 0;
    const isNotary = isDeclared ? compileGlobs(globs) : (name: string) => /notary/i.test(name);
    const moving = movingOf(world);
    if (pickNotaries(world.groups, isNotary).length === 0)
      return lackWhere(
        moving,
        () => ['which nodes are notaries'],
        'name them in cordage.yaml: rules: {notaries: ["notary-*"]}',
      );
    const notaries = pickNotaries(moving, isNotary);
    const count = countNodes(notaries);
    const others = countNodes(moving) - count;
    const guess = isDeclared ? '' : ' (by name; rules: {notaries: [GLOB]} in cordage.yaml says which they are)';
    const object = isDeclared ? blockWhere : warnWhere;
    if (count > 1)
      return object(
        notaries,
        () =>
          `${plural(count, 'notary', 'notaries')} would move at once${guess}: workers go one after the other, each running and no longer draining before the next`,
      );
    return others > 0
      ? object(
          notaries,
          ({ nodes }) =>
            `the notary ${nodes.join()} would move together with ${plural(others, 'other node')}${guess}: while it is away none of them can finish a transaction`,
        )
      : [];
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
    const deadline = formatTime(update.deadline);
    return [
      world.now > update.deadline
        ? ofNetwork(
            'block',
            `networkParameters.update in cordage.yaml has its deadline at ${deadline}, which is past, and nobody says that it was executed or cancelled: until then the flag day is still to come`,
            'take networkParameters.update out of cordage.yaml once it was executed or cancelled',
          )
        : ofNetwork(
            'block',
            `an update of the network parameters is open, with its deadline at ${deadline}: on the flag day every node shuts down, and what fails then cannot be told from what this change breaks`,
          ),
    ];
  },
  remedy: 'wait until the flag day is over, then take networkParameters.update out of cordage.yaml',
  source: sourceOf('1.7/cenm/updating-network-parameters.md', 'Flag day'),
  certainty: 'stated',
};

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
            `they are stopped (replicas: 0), and a node that is away for longer than ${formatDuration(eventHorizon)} is dropped from the network map; since when, the manifests do not say`,
        );
  },
  remedy: 'start them before that, or take them out of the network for good',
  source: sourceOf('1.7/cenm/config-network-parameters.md', 'eventHorizonDays'),
  certainty: 'stated',
};

/** A volume of the base directory has all its folders in it. */
const BASE = /\/(?:corda|workspace|base|node)\/?$/;

type Folder = 'artemis' | 'certificates';

/** What a folder of the node is kept on: a volume of its own, or that of the base directory. */
const keeperOf = ({ mounts }: Workload, folder: Folder): Mount['keeps'] | undefined => {
  const own = mounts.find(({ path }) => path.split('/').findLast((part) => part !== '') === folder);
  return (own ?? mounts.find(({ path }) => BASE.test(path)))?.keeps;
};

/** Volumes that are not to be seen: of a patch whose base is elsewhere, or of a kind that may keep files or not. */
const hidesFiles = (workload: Workload): boolean =>
  workload.mounts.length === 0 ||
  (['artemis', 'certificates'] as const).some((folder) => keeperOf(workload, folder) === 'other');

const isLost = (workload: Workload, folder: Folder, keeping: readonly Mount['keeps'][]): boolean => {
  const keeper = keeperOf(workload, folder);
  return workload.mounts.length > 0 && keeper !== 'other' && (keeper === undefined || !keeping.includes(keeper));
};

/** What may be wrong with the pod of a node, each told for itself. */
const WEAKNESSES: readonly ((workload: Workload) => string | false)[] = [
  ({ kind, strategy }) =>
    kind === 'Deployment' &&
    strategy !== 'Recreate' &&
    'a Deployment without strategy Recreate starts the new pod beside the old one, and two nodes never share a base directory (inferred)',
  ({ replicas }) =>
    replicas !== undefined &&
    replicas > 1 &&
    `${replicas} replicas of one node would share its base directory and its identity (inferred)`,
  (workload) =>
    isLost(workload, 'artemis', ['claim']) &&
    'artemis is on no claim: messages that peers think delivered are lost with the pod (inferred)',
  (workload) =>
    isLost(workload, 'certificates', ['claim', 'config']) &&
    'certificates are on no claim and in no Secret: unless something fills them at every start, the node loses its identity with the pod (inferred)',
  ({ readiness }) => !readiness && 'there is no readiness probe: Argo CD says Healthy while Corda is down (inferred)',
];

export const WORKLOAD: Rule = {
  id: 'R37',
  title: 'A node is one pod that keeps its files and says when it is ready',
  severity: 'warn',
  applies: movesNodeOrCordapp,
  check: (world) => [
    ...WEAKNESSES.flatMap((tell) =>
      warnWhere(movingOf(world), ({ workloads }) => workloads.map(tell).find((told) => told !== false)),
    ),
    ...lackWhere(
      movingOf(world),
      ({ workloads }) => [
        ...(workloads.length === 0 ? ['what the pods of the nodes look like'] : []),
        ...(workloads.some(hidesFiles) ? ['what volumes the nodes keep their files on'] : []),
      ],
      'let the node be deployed by manifests that Cordage can read: a StatefulSet or Deployment by Kustomize',
    ),
  ],
  remedy: 'a StatefulSet with one replica, claims for the base directory, and a readiness probe on the P2P port',
  source: sourceOf('4.14/enterprise/node/deploy/docker-image.md', 'volumes'),
  certainty: 'inferred',
};
