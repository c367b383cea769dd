import type * as z from 'zod';
import type { Artifact, ReleaseSource, RingConfig, Selector, Share } from './config.ts';
import type { ArtifactShape, RingShape } from './schema.ts';

type ArtifactInput = z.output<typeof ArtifactShape>;
type RingInput = z.output<typeof RingShape>;

/** An artifact in full: shorthands unfolded, every default in place. */
export const normalizeArtifact = (name: string, { kind, image, tag, jar, releases }: ArtifactInput): Artifact => ({
  name,
  kind,
  images: listOf(image),
  tag,
  jars: listOf(jar),
  releases: releases === undefined ? undefined : normalizeReleases(releases),
});

/** A ring in full, but for `opens`: what that is without a word depends on the release. */
export const normalizeRing = (ring: RingInput): RingConfig => ({
  name: ring.name,
  nodes: ring.nodes && normalizeSelector(ring.nodes),
  soak: readDuration(ring.soak),
  batch: ring.batch === undefined ? undefined : readShare(ring.batch),
  maxUnhealthy: readShare(ring.maxUnhealthy),
  opens: ring.opens,
});

export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] => [value ?? []].flat() as readonly T[];

const normalizeReleases = (releases: NonNullable<ArtifactInput['releases']>): ReleaseSource =>
  typeof releases === 'string'
    ? { repository: releases, tag: 'v{version}', assets: ['*.jar'], prereleases: 'ignore', order: 'semver' }
    : { ...releases, assets: listOf(releases.assets) };

const normalizeSelector = ({ glob, names, labels, percent }: NonNullable<RingInput['nodes']>): Selector => ({
  glob: listOf(glob),
  names: listOf(names),
  labels: labels ?? {},
  percent,
});

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `30m`. */
const readDuration = (text: string): number => Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? 0);

const readShare = (share: number | string): Share =>
  typeof share === 'number' ? { count: share } : { percent: Number(share.slice(0, -1)) };
