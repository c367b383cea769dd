import { plural } from '../text/count.ts';
import { judgeRecovery } from './collaborative-recovery.ts';
import { COUPLINGS, type Beside, type Coupling, type Misfit } from './couplings.ts';
import { nameOf } from './jars-of.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, World } from './world.ts';

/** Pieces of a group that the change is about: itself, or where Corda moves all of them. */
const judgedIn = ({ change }: World, { after }: Group, { findIn }: Coupling): readonly Beside[] =>
  findIn(after).filter(({ artifact }) => change.kind === 'corda' || artifact === change.artifact);

const whyOf = (misfits: readonly (Misfit | undefined)[]): string | undefined =>
  misfits.flatMap((one) => (one && 'why' in one ? [one.why] : []))[0];

const lacksOf = (misfits: readonly (Misfit | undefined)[]): readonly string[] =>
  misfits.flatMap((one) => (one && 'lacks' in one ? [one.lacks] : []));

const HOW_KNOWN = 'read the release notes of the Archive Service';

/** Pieces that are pinned with their node. */
const judgeTogether = (world: World): readonly Objection[] => {
  const moving = movingOf(world);
  const misfitsOf = (group: Group, coupling: Coupling) => {
    const { corda } = group.after;
    return corda ? judgedIn(world, group, coupling).map((piece) => coupling.judge(piece, corda.version)) : [];
  };
  return COUPLINGS.flatMap((coupling) => [
    ...(coupling.severity === 'block' ? blockWhere : warnWhere)(
      moving,
      (group) => whyOf(misfitsOf(group, coupling)),
      coupling.remedy,
    ),
    ...lackWhere(moving, (group) => lacksOf(misfitsOf(group, coupling)), HOW_KNOWN),
  ]);
};

/** The Cordas that a piece with no node beside it must go with: those that nodes come to, or where the piece moves, all. */
const versionsBeside = (world: World): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { after, nodes } of world.change.kind === 'corda' ? movingOf(world) : world.groups) {
    if (after.corda) counts.set(after.corda.version, (counts.get(after.corda.version) ?? 0) + nodes.length);
  }
  return counts;
};

const HOW_TO_PIN = 'move it with the nodes that it belongs to, or pin it in their folder';

/** Pieces that are pinned in a folder of their own: whose they are cannot be told, so what does not fit only warns. */
const judgeApart = (world: World): readonly Objection[] => {
  const apart = world.groups.filter(({ moves, after }) => !after.corda && (moves || world.change.kind === 'corda'));
  const versions = versionsBeside(world);
  const misfitsOf = (group: Group, coupling: Coupling) =>
    judgedIn(world, group, coupling).flatMap((piece) =>
      [...versions].map(([version, count]): Misfit | undefined => {
        const misfit = coupling.judge(piece, version);
        return misfit && 'why' in misfit
          ? {
              why: `${misfit.why}; it is pinned apart from the ${plural(count, 'node')} with that Corda, so whose it is cannot be told`,
            }
          : misfit;
      }),
    );
  return COUPLINGS.flatMap((coupling) => [
    ...warnWhere(apart, (group) => whyOf(misfitsOf(group, coupling)), HOW_TO_PIN),
    ...lackWhere(apart, (group) => lacksOf(misfitsOf(group, coupling)), HOW_KNOWN),
    ...lackWhere(
      versions.size === 0 ? apart : [],
      (group) => judgedIn(world, group, coupling).map((piece) => `which Corda ${nameOf(piece)} goes with`),
      'pin the node image by an artifact of kind corda',
    ),
  ]);
};

export const COUPLED: Rule = {
  id: 'R38',
  title: 'Pieces whose version follows the node go with it',
  severity: 'block',
  applies: ({ change }) => change.kind !== 'parameters' && change.kind !== 'cenm',
  check: (world) => [...judgeTogether(world), ...judgeRecovery(world, movingOf(world)), ...judgeApart(world)],
  remedy: 'move both in one pull request',
  source: sourceOf('content/en/tools/archiving-service/archiving-release-notes.md', 'compatibility table'),
  certainty: 'stated',
};
