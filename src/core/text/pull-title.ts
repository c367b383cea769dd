import { plural } from './count.ts';
import { cutText, LIMITS } from './fit.ts';

/** A part of a ring that moves together; both numbers from 1. */
export type Batch = { readonly number: number; readonly of: number };

export type PullSubject = {
  readonly artifact: string;
  readonly version: string;
  readonly ring: string;
  readonly batch: Batch | undefined;
  /** How many move by this pull request. */
  readonly nodes: number;
};

/** `Upgrade trade to 1.4.0 on canary (12 nodes)`. */
export const renderPullTitle = ({ artifact, version, ring, batch, nodes }: PullSubject): string =>
  cutText(
    `Upgrade ${artifact} to ${version} on ${renderRing(ring, batch)} (${plural(nodes, 'node')})`,
    LIMITS.pullTitle,
  );

/** `canary`, or `all, batch 3 of 15`. */
export const renderRing = (ring: string, batch: Batch | undefined): string =>
  batch === undefined ? ring : `${ring}, batch ${batch.number} of ${batch.of}`;
