import type { NewEntry } from './action.ts';
import type { Course } from './course.ts';
import { rolloutId } from './rollout.ts';
import type { OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/**
 * What was merged is written down once, whoever merged it: how long its nodes have taken is counted from there. Until then
 * they would be taken for nodes that somebody moved by hand long ago, and for late.
 */
export const planNoting = (snapshot: Snapshot, courses: readonly Course[]): Step => ({
  ...NOTHING,
  decisions: snapshot.ownPulls.flatMap((own) => noteMerge(snapshot, own, courses)),
});

const noteMerge = ({ decisions, self }: Snapshot, own: OwnPull, courses: readonly Course[]): readonly NewEntry[] => {
  const { pull, ring, batch, request } = own;
  if (pull.state !== 'merged' || pull.mergeCommit === undefined || request !== undefined) return [];
  const id = rolloutId(own);
  const known = decisions.rollouts[id]?.merged.some((part) => part.pull === pull.number);
  const stand = courses.find((course) => course.id === id)?.rings.find((one) => one.ring.name === ring);
  if (known || !stand) return [];
  const members = batch === undefined ? stand.moved : (stand.batches[batch - 1] ?? []);
  const nodes = stand.moved.filter((node) => members.includes(node));
  // GitHub tells of a merge before git was asked: the next pass sees what it moved.
  if (nodes.length === 0) return [];
  const decision = {
    kind: 'merged',
    rollout: id,
    ring,
    ...(batch === undefined ? {} : { batch }),
    pull: pull.number,
    commit: pull.mergeCommit,
    nodes,
    mergedAt: pull.closedAt ?? 0,
  } as const;
  return [{ by: self, decision }];
};
