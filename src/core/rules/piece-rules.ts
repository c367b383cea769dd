import { compareVersions, lineOf } from '../release/version.ts';
import { inShort, jarsIn, nameOf } from './jars-of.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Rule } from './rule.ts';
import type { Group, InstalledCordapp, Piece, World } from './world.ts';

const isFrom = (version: string | undefined, line: string): boolean =>
  version !== undefined && (compareVersions(version, line) ?? -1) >= 0;

/** What an artifact or its image is called. */
const ARCHIVE = /^(?:corda-)?archiv(?:e|ing)(?:-?service)?$/i;
const RPC_CLIENT = /multi-?rpc|rpc-?client/i;
const VALIDATOR = /\b(?:tvu|transaction-validator)/i;
const DATABASE_MANAGER = /\bdatabase-manager/i;
const FIREWALL = /\b(?:firewall|bridge|float)\b/i;
const RECOVERY = /ledger-?(?:sync|recover)/i;

const lastPart = (image: string): string => image.slice(image.lastIndexOf('/') + 1);

/** What nodes run after the change that goes by such a name, where the change moves it or the node itself. */
const findCoupled = ({ change }: World, { after }: Group, word: RegExp): Piece | InstalledCordapp | undefined => {
  const piece =
    after.pieces.find(({ artifact, images }) => [artifact, ...images.map(lastPart)].some((name) => word.test(name))) ??
    after.cordapps.find(({ artifact }) => word.test(artifact));
  return change.kind === 'corda' || change.artifact === piece?.artifact ? piece : undefined;
};

/** The line of the Archive Service that a Corda release works with (archiving-release-notes.md, the table). Undefined: none is documented. */
const archiveFor = (version: string): string | undefined => {
  const line = lineOf(version);
  if (line === undefined) return undefined;
  if (!isFrom(line, '4.11')) return '1.0';
  return { '4.11': '1.1', '4.12': '1.2' }[line];
};

const tellArchive = (world: World, group: Group): string | undefined => {
  const { corda } = group.after;
  const archive = findCoupled(world, group, ARCHIVE);
  const wanted = corda && archiveFor(corda.version);
  const line = archive && lineOf(archive.version);
  return archive && corda && line !== undefined && wanted !== undefined && line !== wanted
    ? `${nameOf(archive)} does not work with Corda ${inShort(corda.version)}, which takes Archive Service ${wanted}`
    : undefined;
};

const lackArchive = (world: World, group: Group): readonly string[] => {
  const { corda } = group.after;
  const archive = findCoupled(world, group, ARCHIVE);
  if (!archive || !corda) return [];
  if (lineOf(archive.version) === undefined) return [`which release of the Archive Service ${nameOf(archive)} is`];
  return archiveFor(corda.version) === undefined
    ? [`which Archive Service goes with Corda ${lineOf(corda.version) ?? inShort(corda.version)}`]
    : [];
};

const tellRecovery = ({ change }: World, { after }: Group): string | undefined => {
  if (!isFrom(after.corda?.version, '4.12')) return undefined;
  const found =
    after.cordapps.find(({ artifact }) => RECOVERY.test(artifact)) ??
    jarsIn(after).find(({ jar: { facts } }) =>
      [facts.contract?.name, facts.workflow?.name, facts.legacy?.name].some(
        (name) => name !== undefined && RECOVERY.test(name.replaceAll(' ', '')),
      ),
    )?.cordapp;
  return found && (change.kind === 'corda' || change.artifact === found.artifact)
    ? `${nameOf(found)} is Collaborative Recovery, which Corda 4.12 does not have any more`
    : undefined;
};

const isSame = (version: string, corda: string): boolean => version === corda || compareVersions(version, corda) === 0;
const isSameLine = (version: string, corda: string): boolean =>
  lineOf(version) !== undefined && lineOf(version) === lineOf(corda);

/** Pieces whose version is the node's, and what is known of it where it is not. */
const COMPANIONS: readonly {
  readonly word: RegExp;
  readonly fits: (version: string, corda: string) => boolean;
  readonly told: string;
}[] = [
  { word: RPC_CLIENT, fits: isSame, told: 'a multi-RPC client must have the version of its node' },
  {
    word: VALIDATOR,
    fits: isSameLine,
    told: 'the Transaction Validator Utility works with the schema of its own release',
  },
  {
    word: DATABASE_MANAGER,
    fits: isSameLine,
    told: 'the database manager has the change sets of its own release (inferred)',
  },
  {
    word: FIREWALL,
    fits: isSame,
    told: 'no document says which versions of the Corda Firewall fit, so they had better move together (inferred)',
  },
];

export const COUPLED: Rule = {
  id: 'R38',
  title: 'Pieces whose version follows the node go with it',
  severity: 'block',
  applies: ({ change }) => change.kind !== 'parameters' && change.kind !== 'cenm',
  check: (world) => {
    const moving = movingOf(world);
    return [
      ...blockWhere(
        moving,
        (group) => tellArchive(world, group),
        'move both in one pull request of your own, or one right after the other, the first with /override R38 "reason"',
      ),
      ...blockWhere(
        moving,
        (group) => tellRecovery(world, group),
        'take it out; Ledger Recovery took its place in 4.11',
      ),
      ...COMPANIONS.flatMap(({ word, fits, told }) =>
        warnWhere(
          moving,
          (group) => {
            const { corda } = group.after;
            const piece = findCoupled(world, group, word);
            return piece && corda && !fits(piece.version, corda.version)
              ? `${nameOf(piece)} would be beside Corda ${inShort(corda.version)}: ${told}`
              : undefined;
          },
          'move it in the same change, or ask R3',
        ),
      ),
      ...lackWhere(moving, (group) => lackArchive(world, group), 'read the release notes of the Archive Service'),
    ];
  },
  remedy: 'move both in one pull request',
  source: sourceOf('content/en/tools/archiving-service/archiving-release-notes.md', 'compatibility table'),
  certainty: 'stated',
};
