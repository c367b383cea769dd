import { jarsIn, lackJars, nameOf } from './jars-of.ts';
import { isFromLine } from './lines.ts';
import { blockWhere, lackWhere, movingOf, ofNetwork, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, World } from './world.ts';

const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

/** `4.11 (platform version 13)`. */
const tellNode = ({ after: { corda } }: Group): string =>
  `${corda?.version} (platform version ${corda?.platformVersion?.value})`;

/** Where Corda moves, all CorDapps of the node count; where one CorDapp moves, that one alone. */
const judgedJars = ({ change }: World, { after }: Group) =>
  jarsIn(after).filter(({ cordapp }) => change.kind === 'corda' || cordapp.artifact === change.artifact);

const NO_PLATFORM = 'the platform version of the node';
const HOW_KNOWN =
  'pin the node image by an artifact of kind corda, and declare releases that are not known in platformVersions';

const lackNodes = (world: World) =>
  lackWhere(movingOf(world), ({ after: { corda } }) => (corda?.platformVersion ? [] : [NO_PLATFORM]), HOW_KNOWN);

export const MINIMUM_PLATFORM: Rule = {
  id: 'R10',
  title: 'No CorDapp needs a newer platform than its node has',
  severity: 'block',
  applies: movesNodeOrCordapp,
  check: (world) => [
    ...blockWhere(movingOf(world), (group) => {
      const has = group.after.corda?.platformVersion?.value;
      const [worst] = judgedJars(world, group)
        .filter(({ jar }) => has !== undefined && jar.facts.minimumPlatformVersion > has)
        .toSorted((a, b) => b.jar.facts.minimumPlatformVersion - a.jar.facts.minimumPlatformVersion);
      return (
        worst &&
        `${nameOf(worst.cordapp)} needs platform version ${worst.jar.facts.minimumPlatformVersion}, and they run Corda ${tellNode(group)}: such a node refuses to start`
      );
    }),
    ...lackNodes(world),
    ...lackJars(
      movingOf(world),
      ({ after }) => after,
      world.change.kind === 'cordapp' ? world.change.artifact : undefined,
    ),
  ],
  remedy: 'upgrade Corda on these nodes first, or hold them back: /hold NODES "reason"',
  source: sourceOf('corda/corda release/os/4.12', 'JarScanningCordappLoader.kt'),
  certainty: 'stated',
};

export const TARGET_PLATFORM: Rule = {
  id: 'R11',
  title: 'CorDapps were tested on the platform that they run on',
  severity: 'warn',
  applies: movesNodeOrCordapp,
  check: (world) =>
    warnWhere(movingOf(world), (group) => {
      const has = group.after.corda?.platformVersion?.value;
      const old = judgedJars(world, group).filter(
        ({ jar }) => has !== undefined && jar.facts.targetPlatformVersion < has,
      );
      const [first] = old;
      return (
        first &&
        `${nameOf(first.cordapp)} was made for platform version ${first.jar.facts.targetPlatformVersion} and runs on ${has}${old.length > 1 ? `, and ${old.length - 1} more with it` : ''}`
      );
    }),
  remedy: 'test it there, and raise its Target-Platform-Version',
  source: sourceOf('4.14/enterprise/cordapps/versioning.md', 'Target platform version'),
  certainty: 'stated',
};

export const NETWORK_MINIMUM: Rule = {
  id: 'R12',
  title: 'Nodes have the platform version that the network asks for',
  severity: 'block',
  applies: ({ change }) => change.kind === 'corda',
  check: (world) => {
    const { minimumPlatformVersion: least, update } = world.parameters;
    if (least === undefined) {
      return lackWhere(
        movingOf(world),
        () => ['the minimumPlatformVersion of the network'],
        'declare networkParameters.minimumPlatformVersion in cordage.yaml, or the address of the Network Map',
      );
    }
    const below =
      (bound: number, words: string) =>
      (group: Group): string | undefined =>
        (group.after.corda?.platformVersion?.value ?? Infinity) < bound
          ? `Corda ${tellNode(group)} is below ${words} ${bound}: such a node does not start`
          : undefined;
    const next = update?.minimumPlatformVersion;
    return [
      ...blockWhere(movingOf(world), below(least, "the network's minimumPlatformVersion")),
      ...(next !== undefined && next > least
        ? warnWhere(movingOf(world), (group) =>
            below(least, '')(group) ? undefined : below(next, 'the minimumPlatformVersion that is advertised,')(group),
          )
        : []),
      ...lackNodes(world),
    ];
  },
  remedy: 'choose a release whose platform version is not below it',
  source: sourceOf('1.7/cenm/config-network-parameters.md', 'minimumPlatformVersion'),
  certainty: 'stated',
};

/** What 4.12 and later have: raising the minimum to it ends 4.11 for good. */
const LEGACY_ATTACHMENTS = 140;

/** Nodes without a pin of Corda: where CorDapps are there is a node, and a network without any node was not seen. */
const lackPins = ({ groups }: World): readonly Objection[] => {
  const unpinned = groups.filter(({ after }) => !after.corda && after.cordapps.length > 0);
  return unpinned.length === 0 && groups.every(({ after }) => !after.corda)
    ? [{ kind: 'lacks', fact: 'which releases of Corda the nodes of the network run', groups: [], remedy: HOW_KNOWN }]
    : lackWhere(unpinned, () => [NO_PLATFORM], HOW_KNOWN);
};

export const RAISING_MINIMUM: Rule = {
  id: 'R13',
  title: 'minimumPlatformVersion is raised only past what every node has',
  severity: 'block',
  applies: ({ change }) => change.kind === 'parameters',
  check: (world) => {
    const bound = Math.max(
      world.parameters.minimumPlatformVersion ?? 0,
      world.parameters.update?.minimumPlatformVersion ?? 0,
    );
    if (bound === 0) return [];
    return [
      ...blockWhere(world.groups, (group) =>
        (group.after.corda?.platformVersion?.value ?? Infinity) < bound
          ? `they run Corda ${tellNode(group)} and could not restart with minimumPlatformVersion ${bound}`
          : undefined,
      ),
      ...lackWhere(
        world.groups,
        ({ after: { corda } }) =>
          corda && !corda.platformVersion ? [`the platform version of Corda ${corda.version}`] : [],
        'declare it in cordage.yaml: platformVersions',
      ),
      ...lackPins(world),
      ...(bound >= LEGACY_ATTACHMENTS &&
      world.groups.some(({ after }) => isFromLine(after.corda?.version, '4.12') === false)
        ? [
            ofNetwork(
              'block',
              `with ${bound} nodes of 4.12 stop sending the contracts that 4.11 can verify, and nodes of 4.11 are left`,
            ),
          ]
        : []),
    ];
  },
  remedy: 'upgrade these nodes first; an update that is advertised can be cancelled until it is executed',
  source: sourceOf('1.7/cenm/updating-network-parameters.md', 'minimumPlatformVersion'),
  certainty: 'stated',
};
