import {
  holdsContracts,
  inShort,
  lackJars,
  lackSigners,
  nameOf,
  pairJars,
  tellsSigners,
  type Replaced,
} from './jars-of.ts';
import { blockWhere, warnWhere } from './objection.ts';
import type { Objection } from './rule.ts';
import type { Group, InstalledCordapp, World } from './world.ts';

/** A JAR that older nodes run, and the build of the same CorDapp for 4.12. */
type Twin = Replaced & { readonly older: InstalledCordapp; readonly newer: InstalledCordapp };

/** What groups run, each version of a CorDapp once. */
const installedOn = (groups: readonly Group[]): readonly InstalledCordapp[] => [
  ...new Map(
    groups.flatMap(({ after }) => after.cordapps).map((one) => [`${one.artifact}@${one.version}`, one]),
  ).values(),
];

/** The same bytes on both sides need no twin. */
const twinsOf = (
  { change }: World,
  { after: { cordapps } }: Group,
  olders: readonly InstalledCordapp[],
): readonly Twin[] =>
  cordapps
    .filter(({ artifact }) => change.kind === 'corda' || artifact === change.artifact)
    .flatMap((newer) =>
      olders
        .filter(({ artifact }) => artifact === newer.artifact)
        .flatMap((older) =>
          pairJars(older.jars ?? [], newer.jars ?? [])
            .filter(({ before, after }) => before.sha256 !== after.sha256)
            .map((pair) => ({ ...pair, older, newer })),
        ),
    );

const contractVersionOf = ({ facts }: Replaced['after']): number => facts.contract?.version ?? 1;

const signersOf = ({ facts }: Replaced['after']): string =>
  facts.signers
    .map(({ fingerprint }) => fingerprint)
    .toSorted()
    .join(' ');

/** A flow that both have and that announces another version in each. */
const findFlow = ({ before, after }: Twin): string | undefined => {
  const versions = new Map(before.facts.code?.flows.map(({ name, initiating }) => [name, initiating]));
  return after.facts.code?.flows.find(({ name, initiating }) => {
    const other = versions.get(name);
    return other !== undefined && initiating !== undefined && other !== initiating;
  })?.name;
};

/** What nodes of 4.12 have against the contracts of older ones beside their own (corda.md 2.3). */
export const judgeTwins = (
  world: World,
  olderGroups: readonly Group[],
  groups: readonly Group[],
): readonly Objection[] => {
  const all = installedOn(olderGroups);
  const moved = installedOn(olderGroups.filter(({ moves }) => moves));
  // A pair of which neither side moves was there before this change.
  const twins = new Map(groups.map((group) => [group, twinsOf(world, group, group.moves ? all : moved)]));
  const contractsOf = (group: Group): readonly Twin[] =>
    (twins.get(group) ?? []).filter(({ before }) => holdsContracts(before.facts));
  const compared = olderGroups.filter(({ moves }) => moves || groups.some((group) => group.moves));
  const installed = new Set(groups.flatMap(({ after }) => after.cordapps.map(({ artifact }) => artifact)));
  return [
    ...blockWhere(
      groups,
      (group) => {
        const low = contractsOf(group).find(
          ({ before, after }) => contractVersionOf(after) <= contractVersionOf(before),
        );
        return (
          low &&
          `contract version ${contractVersionOf(low.after)} of ${nameOf(low.newer)} is not higher than ${contractVersionOf(low.before)} of ${nameOf(low.older)}, which older nodes run: a node with both refuses to start`
        );
      },
      'raise Cordapp-Contract-Version of the build for 4.12',
    ),
    ...blockWhere(
      groups,
      (group) => {
        const other = contractsOf(group).find(
          ({ before, after }) => tellsSigners(before) && tellsSigners(after) && signersOf(before) !== signersOf(after),
        );
        return (
          other &&
          `${nameOf(other.newer)} is not signed by the same keys as ${nameOf(other.older)}, which older nodes run: a node with both refuses to start`
        );
      },
      'sign both builds with the same keys, neither more nor fewer',
    ),
    ...warnWhere(
      groups,
      (group) => {
        for (const twin of twins.get(group) ?? []) {
          const flow = findFlow(twin);
          if (flow !== undefined)
            return `flow ${inShort(flow)} has another version in ${nameOf(twin.newer)} than in ${nameOf(twin.older)}, which older nodes run`;
        }
        return undefined;
      },
      'leave @InitiatingFlow versions as they are until no node older than 4.12 is left',
    ),
    ...lackSigners(groups, (group) => contractsOf(group).flatMap(({ before, after }) => [before, after])),
    ...lackJars(
      compared,
      ({ after }) => ({ ...after, cordapps: after.cordapps.filter(({ artifact }) => installed.has(artifact)) }),
      world.change.kind === 'cordapp' ? world.change.artifact : undefined,
    ),
  ];
};
