import type * as z from 'zod';
import type { Artifact, ReleaseSource, RingConfig, Selector, Share } from './config.ts';
import { normalizePermissions } from './normalize-policy.ts';
import { listOf, readDuration } from './read-value.ts';
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

/** What a ring needs that does not say it itself. */
type RingDefaults = { readonly approvals: number; readonly checks: readonly string[] };

/** A ring in full. */
export const normalizeRing = (ring: RingInput, { approvals, checks }: RingDefaults): RingConfig => ({
  name: ring.name,
  nodes: ring.nodes && normalizeSelector(ring.nodes),
  soak: readDuration(ring.soak),
  batch: ring.batch === undefined ? undefined : readShare(ring.batch),
  maxUnhealthy: readShare(ring.maxUnhealthy),
  opens: ring.opens,
  merges: ring.merges,
  approvals: ring.approvals ?? approvals,
  checks: ring.checks === undefined ? checks : listOf(ring.checks),
  liveWithin: readDuration(ring.liveWithin),
  permissions: normalizePermissions(ring.permissions ?? {}),
});

const normalizeReleases = (releases: NonNullable<ArtifactInput['releases']>): ReleaseSource =>
  typeof releases === 'string'
    ? {
        repository: releases,
        tag: 'v{version}',
        assets: ['*.jar'],
        prereleases: 'ignore',
        order: 'semver',
        during: 'supersede',
      }
    : { ...releases, assets: listOf(releases.assets) };

const normalizeSelector = ({ glob, names, labels, percent }: NonNullable<RingInput['nodes']>): Selector => ({
  glob: listOf(glob),
  names: listOf(names),
  labels: labels ?? {},
  percent,
});

const readShare = (share: number | string): Share =>
  typeof share === 'number' ? { count: share } : { percent: Number(share.slice(0, -1)) };
