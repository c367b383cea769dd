import { jarsIn, lackJars, nameOf, type Installed } from './jars-of.ts';
import { isFromLine } from './lines.ts';
import { blockWhere, lackWhere, warnWhere } from './objection.ts';
import type { Objection } from './rule.ts';
import type { Group, InstalledCordapp, World } from './world.ts';

/**
 * Collaborative Recovery is the CorDapps LedgerSync and LedgerRecover (corda.md 1.4). Ledger Recovery, a part of the node
 * from 4.11 on, is what took its place, and anything may be called after it.
 */
const RECOVERY = /ledger[-_ ]?sync(?!hron|er)|collaborative[-_ ]?recovery|ledger[-_ ]?recover(?![a-z])/i;

const isCalledSo = (name: string | undefined): boolean => name !== undefined && RECOVERY.test(name);

/** Whether the JAR gives itself such a name. */
const saysSo = ({ jar: { facts } }: Installed): boolean =>
  [facts.contract?.name, facts.workflow?.name, facts.legacy?.name].some(isCalledSo);

/** The CorDapps of a group that the change is about: where Corda moves, all of them. */
const judgedIn = ({ change }: World, { after }: Group): readonly InstalledCordapp[] =>
  after.cordapps.filter(({ artifact }) => change.kind === 'corda' || artifact === change.artifact);

const findByJar = (world: World, group: Group): InstalledCordapp | undefined => {
  const cordapps = judgedIn(world, group);
  return jarsIn({ ...group.after, cordapps }).find(saysSo)?.cordapp;
};

const findByName = (world: World, group: Group): InstalledCordapp | undefined =>
  judgedIn(world, group).find(
    ({ artifact, jars = [] }) => isCalledSo(artifact) || jars.some(({ name }) => isCalledSo(name)),
  );

const HOW_TO_END = 'take it out; Ledger Recovery took its place in 4.11';

/** Collaborative Recovery on 4.12 and later, which do not have it: as its JARs say, and as it is called. */
export const judgeRecovery = (world: World, moving: readonly Group[]): readonly Objection[] => {
  const modern = moving.filter(({ after }) => isFromLine(after.corda?.version, '4.12') === true);
  const unplaced = moving.filter(({ after }) => isFromLine(after.corda?.version, '4.12') === undefined);
  return [
    ...blockWhere(
      modern,
      (group) => {
        const found = findByJar(world, group);
        return found && `${nameOf(found)} is Collaborative Recovery, which Corda 4.12 does not have any more`;
      },
      HOW_TO_END,
    ),
    ...warnWhere(
      modern,
      (group) => {
        const found = findByJar(world, group) ? undefined : findByName(world, group);
        return (
          found &&
          `${nameOf(found)} seems to be Collaborative Recovery, by its name (inferred): Corda 4.12 does not have it any more`
        );
      },
      `see what it is; if it is that, ${HOW_TO_END}`,
    ),
    ...lackWhere(
      unplaced,
      (group) => ((findByJar(world, group) ?? findByName(world, group)) ? ['the platform version of the node'] : []),
      'pin the node image by an artifact of kind corda, and declare releases that are not known in platformVersions',
    ),
    ...lackJars(
      modern,
      ({ after }) => after,
      world.change.kind === 'corda' ? undefined : (world.change.artifact ?? ''),
    ),
  ];
};
