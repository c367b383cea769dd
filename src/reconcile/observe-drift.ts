import type { Drift } from '../core/drift/drift.ts';
import { findDrift } from '../core/drift/find.ts';
import { trackSuspects } from '../core/drift/suspects.ts';
import type { Decisions } from '../core/journal/decisions.ts';
import type { Eyes } from './eyes.ts';
import type { Fleet } from './observe-clusters.ts';

/** A sync that begins and ends between two looks is no drift; milliseconds. */
const GRACE_MS = 5 * 60_000;

/** Undefined where no cluster is watched. */
export const observeDrift = (
  { memory, now }: Pick<Eyes, 'memory' | 'now'>,
  { network, views, matched }: Fleet,
  busy: ReadonlySet<string>,
  decisions: Decisions,
): Drift | undefined => {
  if (views.length === 0) return undefined;
  const nodes = network.nodes.map(({ name }) => name);
  memory.suspects = trackSuspects(memory.suspects, { views, matched, nodes }, now);
  return findDrift({ network, views, matched, decisions, busy, suspects: memory.suspects, now, grace: GRACE_MS });
};
