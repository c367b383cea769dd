import { compareVersions, lineOf } from '../release/version.ts';
import { inShort, nameOf } from './jars-of.ts';
import { isFromLine } from './lines.ts';
import type { InstalledCordapp, Piece, Stand } from './world.ts';

/** Something that nodes have beside Corda. */
export type Beside = Piece | InstalledCordapp;

/** Why a piece does not go with a Corda, or which fact is missing to tell. Undefined: it fits. */
export type Misfit = { readonly why: string } | { readonly lacks: string };

/** A piece whose version follows the node's. */
export type Coupling = {
  readonly severity: 'block' | 'warn';
  readonly findIn: (stand: Stand) => readonly Beside[];
  readonly judge: (piece: Beside, corda: string) => Misfit | undefined;
  readonly remedy: string;
};

/** What an artifact or its image is called. */
const ARCHIVE = /^(?:corda-)?archiv(?:e|ing)(?:-?service)?$/i;
const RPC_CLIENT = /multi-?rpc|rpc-?client/i;
const VALIDATOR = /\b(?:tvu|transaction-validator)/i;
const DATABASE_MANAGER = /\bdatabase-manager/i;
const FIREWALL = /\b(?:firewall|bridge|float)\b/i;

const lastPart = (image: string): string => image.slice(image.lastIndexOf('/') + 1);

const piecesOf = ({ pieces }: Stand, word: RegExp): readonly Piece[] =>
  pieces.filter(
    ({ artifact, kind, images }) =>
      kind === 'image' && [artifact, ...images.map(lastPart)].some((name) => word.test(name)),
  );

const besides =
  (word: RegExp) =>
  (stand: Stand): readonly Beside[] => [
    ...piecesOf(stand, word),
    ...stand.cordapps.filter(({ artifact }) => word.test(artifact)),
  ];

/** The line of the Archive Service that a Corda release works with (archiving-release-notes.md, the table). Undefined: none is documented. */
const archiveFor = (corda: string): string | undefined => {
  const isFrom411 = isFromLine(corda, '4.11');
  if (isFrom411 === false) return '1.0';
  return { '4.11': '1.1', '4.12': '1.2' }[lineOf(corda) ?? ''];
};

const judgeArchive: Coupling['judge'] = (piece, corda) => {
  const line = lineOf(piece.version);
  const wanted = archiveFor(corda);
  if (line === undefined) return { lacks: `which release of the Archive Service ${nameOf(piece)} is` };
  if (wanted === undefined)
    return { lacks: `which Archive Service goes with Corda ${lineOf(corda) ?? inShort(corda)}` };
  return line === wanted
    ? undefined
    : { why: `${nameOf(piece)} does not work with Corda ${inShort(corda)}, which takes Archive Service ${wanted}` };
};

const isSame = (version: string, corda: string): boolean => version === corda || compareVersions(version, corda) === 0;
const isSameLine = (version: string, corda: string): boolean =>
  lineOf(version) !== undefined && lineOf(version) === lineOf(corda);

const judgeCompanion =
  (fits: (version: string, corda: string) => boolean, told: string): Coupling['judge'] =>
  (piece, corda) =>
    fits(piece.version, corda)
      ? undefined
      : { why: `${nameOf(piece)} would be beside Corda ${inShort(corda)}: ${told}` };

const WITH_IT = { severity: 'warn', remedy: 'move it in the same change, or ask R3' } as const;

/** Pieces whose version follows the node's, and what is known of each (corda.md 1.4). */
export const COUPLINGS: readonly Coupling[] = [
  {
    severity: 'block',
    findIn: besides(ARCHIVE),
    judge: judgeArchive,
    remedy:
      'move both in one pull request of your own, or one right after the other, the first with /override R38 "reason"',
  },
  {
    ...WITH_IT,
    findIn: besides(RPC_CLIENT),
    judge: judgeCompanion(isSame, 'a multi-RPC client must have the version of its node'),
  },
  {
    ...WITH_IT,
    findIn: besides(VALIDATOR),
    judge: judgeCompanion(isSameLine, 'the Transaction Validator Utility works with the schema of its own release'),
  },
  {
    ...WITH_IT,
    findIn: besides(DATABASE_MANAGER),
    judge: judgeCompanion(isSameLine, 'the database manager has the change sets of its own release (inferred)'),
  },
  {
    ...WITH_IT,
    // A process of its own: a CorDapp may be called bridge for reasons of its own.
    findIn: (stand) => piecesOf(stand, FIREWALL),
    judge: judgeCompanion(
      isSame,
      'no document says which versions of the Corda Firewall fit, so they had better move together (inferred)',
    ),
  },
];
