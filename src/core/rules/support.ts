import { CENM_RELEASES } from '../corda/facts/cenm-releases.ts';
import { CORDA_RELEASES } from '../corda/facts/corda-releases.ts';
import { planPath } from '../corda/path.ts';
import { findRelease, supportOf, type DeclaredVersions, type SupportState } from '../corda/releases.ts';
import { lineOf } from '../release/version.ts';
import { nameOf } from './jars-of.ts';
import { compareLine } from './lines.ts';
import { blockWhere, lackWhere, movingOf, warnWhere } from './objection.ts';
import type { Objection } from './rule.ts';
import type { CordaNode, Group, Piece, Stand, World } from './world.ts';

/** A release that R3 supports for a time, as nodes or services run it. */
type Release = {
  readonly version: string;
  /** `Corda 4.11`. */
  readonly told: string;
  readonly state: SupportState | undefined;
  /** What is missing to tell its state. */
  readonly lacks: readonly string[];
};

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

const months = (told: string): string => `the months in which R3 supports ${told}`;

const releaseOfCorda = ({ now }: World, corda: CordaNode): Release => {
  const row = findRelease(corda.version);
  const state = row && supportOf(row, dayOf(now));
  const told = `Corda ${lineOf(corda.version)}`;
  const isUnknown = corda.platformVersion !== undefined && (state?.kind ?? 'unknown') === 'unknown';
  return { version: corda.version, told, state, lacks: isUnknown ? [months(told)] : [] };
};

const releaseOfCenm = ({ now }: World, piece: Piece): Release => {
  const line = lineOf(piece.version);
  const row = CENM_RELEASES.find(({ release }) => release === line);
  const told = `CENM ${line}`;
  const missing = line === undefined ? `which release of CENM ${nameOf(piece)} is` : months(told);
  return { version: piece.version, told, state: row && supportOf(row, dayOf(now)), lacks: row ? [] : [missing] };
};

const isCenm = ({ kind }: Piece): boolean => kind === 'cenm';

/** What the change moves in a stand, and what is there of the same product and stays. */
const releasesIn = (world: World, { corda, pieces }: Stand, isMoved: boolean): readonly Release[] => {
  const { kind, artifact } = world.change;
  if (kind === 'cenm')
    return pieces
      .filter((piece) => isCenm(piece) && (piece.artifact === artifact) === isMoved)
      .map((piece) => releaseOfCenm(world, piece));
  return corda ? [releaseOfCorda(world, corda)] : [];
};

/** The newest release that was out when the table was written: where every way leads. */
const NEWEST = CORDA_RELEASES.findLast(({ released }) => released)?.release ?? '';

/** Where the first step of the way to the newest release leads at most; undefined where it is the last step too, or no way is known. */
const firstStopOfCorda = (from: string, declared: DeclaredVersions): string | undefined => {
  const path = planPath(from, NEWEST, declared);
  return path.ok && path.value.length > 1 ? lineOf(path.value[0]?.to ?? '') : undefined;
};

const firstStopOfCenm = (from: string): string | undefined => {
  const stop = CENM_RELEASES.findLast(({ upgradesFrom }) => upgradesFrom.includes(lineOf(from) ?? ''))?.release;
  return stop === CENM_RELEASES.at(-1)?.release ? undefined : stop;
};

/** Nobody can go past the releases that R3 makes steps of the way, and between them nobody must skip one. */
const isStepOfWay = (world: World, { before }: Group, { version }: Release): boolean => {
  const [former] = releasesIn(world, before, true);
  if (!former) return false;
  const stop =
    world.change.kind === 'cenm' ? firstStopOfCenm(former.version) : firstStopOfCorda(former.version, world.declared);
  const line = lineOf(former.version);
  return (
    stop !== undefined &&
    line !== undefined &&
    (compareLine(version, line) ?? 0) > 0 &&
    (compareLine(version, stop) ?? 1) <= 0
  );
};

const tellEnded = ({ told, state }: Release): string | undefined =>
  state?.kind === 'ended' ? `support of ${told} ended with ${state.since}` : undefined;

const tellWhatIsLeft = (world: World, group: Group, release: Release): string | undefined => {
  const { told, state } = release;
  if (state?.kind === 'ended' && isStepOfWay(world, group, release))
    return `${tellEnded(release)}; as a step to a newer release it is on the way`;
  if (state?.kind === 'security-only') return `${told} gets security fixes only, until ${state.until}`;
  return state?.kind === 'help-only' ? `${told} gets no more fixes` : undefined;
};

/** What is told of the first release that there is anything to tell of. */
const firstOf = (releases: readonly Release[], tell: (release: Release) => string | undefined): string | undefined =>
  releases.map(tell).find((told) => told !== undefined);

/** What R3's schedule of support has against the releases that nodes, or services of CENM, come to and stay on. */
export const judgeSupport = (world: World): readonly Objection[] => {
  const moving = movingOf(world);
  const isCorda = world.change.kind === 'corda';
  const comeTo = ({ after }: Group): readonly Release[] => releasesIn(world, after, true);
  const stayOn = ({ moves, after }: Group): readonly Release[] => [
    ...(moves ? [] : releasesIn(world, after, true)),
    ...(isCorda ? [] : releasesIn(world, after, false)),
  ];
  return [
    ...blockWhere(moving, (group) =>
      firstOf(comeTo(group), (release) => (isStepOfWay(world, group, release) ? undefined : tellEnded(release))),
    ),
    ...warnWhere(
      moving,
      (group) => firstOf(comeTo(group), (release) => tellWhatIsLeft(world, group, release)),
      isCorda
        ? 'plan the next step soon: "cordage plan" shows the way'
        : 'plan the next step soon: "cordage releases" shows what R3 supports',
    ),
    ...warnWhere(
      world.groups,
      (group) => {
        const told = firstOf(stayOn(group), tellEnded);
        return told && `${told}, and these ${isCorda ? 'nodes' : 'services'} stay on it`;
      },
      'bring them on the way as well, or release the hold that keeps them',
    ),
    ...lackWhere(
      moving,
      (group) => comeTo(group).flatMap(({ lacks }) => lacks),
      'see the end-of-life page in the documentation of R3',
    ),
  ];
};
