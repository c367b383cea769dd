import type { Artifact } from '../config/config.ts';
import type { Decisions, RolloutRecord } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import type { Release } from '../release/release.ts';
import type { ArtifactReleases, Offer } from '../release/select.ts';
import { matchTemplate } from '../release/template.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import { parseRolloutId, rolloutId } from './rollout.ts';

/** One artifact going to one version, because of a release or of a person's word. */
export type Rollout = {
  /** `trade@1.4.0` */
  readonly id: string;
  readonly artifact: Artifact;
  readonly version: string;
  /** `1.3` for a backport: only nodes on that line move. */
  readonly line: string | undefined;
  readonly release: Release | undefined;
  readonly record: RolloutRecord | undefined;
};

/** Whether anybody's word or a merge stands behind it: a newer release may then not just take its place. */
export const isUnderWay = ({ ended, start, grants, merged }: RolloutRecord): boolean =>
  ended === undefined && (start !== undefined || grants.length > 0 || merged.length > 0);

/**
 * The rollouts of a network, in the order of its artifacts: what releases offer and what people asked for. One that has
 * ended is none any more. `releases.during` decides between one that is under way and a newer release.
 */
export const listRollouts = (
  network: Network,
  releases: readonly ArtifactReleases[],
  decisions: Decisions,
): readonly Rollout[] =>
  network.artifacts.flatMap((artifact) => {
    const known = releases.find((candidate) => candidate.artifact.name === artifact.name);
    const records = Object.values(decisions.rollouts).filter(({ id }) => parseRolloutId(id).artifact === artifact.name);
    return listOfArtifact(artifact, known, records);
  });

const listOfArtifact = (
  artifact: Artifact,
  known: ArtifactReleases | undefined,
  records: readonly RolloutRecord[],
): readonly Rollout[] => {
  const during = artifact.releases?.during ?? 'supersede';
  const offers = during === 'queue' ? queueOf(artifact, known) : (known?.offered ?? []);
  const recordOf = (version: string): RolloutRecord | undefined =>
    records.find((record) => versionOf(record) === version);
  const stays = (record: RolloutRecord): boolean =>
    during !== 'supersede' ||
    (record.start !== undefined &&
      !offers.some((offer) => outdoes(offer, record)) &&
      !records.some((other) => isOutdone(record, other)));
  const kept = records.filter((record) => isUnderWay(record) && stays(record));
  const waits = (offer: Offer): boolean =>
    during === 'finish' && kept.some((record) => replaces(offer, versionOf(record)));
  const isOverruled = (offer: Offer): boolean =>
    during === 'supersede' &&
    records.some(
      (other) => other.start && !other.ended && replaces({ ...offer, version: versionOf(other) }, offer.version),
    );
  const open = offers.filter(
    (offer) => recordOf(offer.version)?.ended === undefined && !waits(offer) && !isOverruled(offer),
  );
  const offered = new Set(open.map(({ version }) => version));
  const others = kept.filter((record) => !offered.has(versionOf(record)));
  return [
    ...others.flatMap((record) => {
      const version = versionOf(record);
      const line = offers.find((offer) => replaces(offer, version))?.line;
      const release = releaseOf(artifact, known, version);
      // What a release began ends with it; what a person asked for needs none.
      return release || record.start ? [make(artifact, version, line, release, record)] : [];
    }),
    ...open.map(({ release, version, line }) => make(artifact, version, line, release, recordOf(version))),
  ];
};

const make = (
  artifact: Artifact,
  version: string,
  line: string | undefined,
  release: Release | undefined,
  record: RolloutRecord | undefined,
): Rollout => ({ id: rolloutId({ artifact: artifact.name, version }), artifact, version, line, release, record });

const versionOf = ({ id }: RolloutRecord): string => parseRolloutId(id).version;

/** Whether the nodes that a version is for are among those that an offer is for, and the offer is the newer one. */
const replaces = ({ version, line }: Pick<Offer, 'version' | 'line'>, older: string): boolean =>
  version !== older && (compareVersions(version, older) ?? 1) > 0 && (line === undefined || lineOf(older) === line);

/**
 * A release takes the place of what a person asked for only when that person could not know of it. A step to a goal
 * stays: what is newer may not be reached without it.
 */
const outdoes = (offer: Offer, { id, start }: RolloutRecord): boolean =>
  start?.goal === undefined &&
  replaces(offer, parseRolloutId(id).version) &&
  offer.release.publishedAt > (start?.at ?? 0);

/** A person who asks for a newer version later means that one. */
export const isOutdone = (record: RolloutRecord, other: RolloutRecord): boolean =>
  other.start !== undefined &&
  other.ended === undefined &&
  other.start.at >= (record.start?.at ?? 0) &&
  parseRolloutId(other.id).artifact === parseRolloutId(record.id).artifact &&
  replaces({ version: versionOf(other), line: undefined }, versionOf(record));

/** Every release in its order, oldest first; those that nodes have passed by have nothing to move. */
const queueOf = (artifact: Artifact, known: ArtifactReleases | undefined): readonly Offer[] => {
  const template = artifact.releases?.tag ?? '{version}';
  const superseded = (known?.passed ?? []).flatMap(({ release, reason }): readonly Offer[] => {
    const version = matchTemplate(template, release.tag);
    return reason.kind === 'superseded' && version !== undefined ? [{ release, version, line: undefined }] : [];
  });
  return [...superseded, ...(known?.offered ?? [])].toSorted((a, b) => compareVersions(a.version, b.version) ?? 0);
};

const releaseOf = (artifact: Artifact, known: ArtifactReleases | undefined, version: string): Release | undefined => {
  const template = artifact.releases?.tag;
  const all = [...(known?.offered ?? []), ...(known?.passed ?? [])];
  return template === undefined
    ? undefined
    : all.find(({ release }) => matchTemplate(template, release.tag) === version)?.release;
};
