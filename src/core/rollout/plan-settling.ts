import { laggardsOf } from '../gates/live.ts';
import type { Network } from '../network/network.ts';
import type { NewEntry } from './action.ts';
import { hasSettled, isBehind, type Course, type RingCourse } from './course.ts';
import { followGoal } from './follow-goal.ts';
import type { Snapshot } from './snapshot.ts';
import { nextChange, NOTHING, soonest, type Step } from './step.ts';

/** Changes are told by Argo CD; this finds what ends by time alone: the patience with a node that is unwell, a hook's time. */
export const LIVE_LOOK_MS = 30_000;

/**
 * Writes down that a ring has passed: the first that had not, when its nodes are live and have soaked. Only what the
 * journal says opens the next ring, so a ring never passes by looking well for a moment.
 */
export const planSettling = (snapshot: Snapshot, network: Network, course: Course): Step => {
  const { id, record, rings } = course;
  const at = rings.findIndex((ring) => !isBehind(ring));
  const ring = rings[at];
  if (!ring) return planDone(snapshot, network, course);
  const lookAgainMs = soonest([nextChange(ring.soaked, snapshot.now), nextVerdict(snapshot, network, course, ring)]);
  if (!hasSettled(ring)) return { ...NOTHING, lookAgainMs };
  const overridden = record?.overrides.findLast(
    (one) => one.ring === ring.ring.name && /^(?:live|soak|budget)$/.test(one.subject),
  );
  const entry: NewEntry = {
    by: snapshot.self,
    decision: {
      kind: 'passed',
      rollout: id,
      ring: ring.ring.name,
      nodes: ring.moved.length,
      laggards: laggardsOf({
        verdicts: snapshot.verdicts.get(id) ?? new Map(),
        nodes: ring.moved,
        network,
        now: snapshot.now,
        quarantine: network.policy.quarantine,
      }),
      ...(overridden && { overridden: overridden.subject }),
    },
  };
  return { ...NOTHING, decisions: [entry] };
};

/** When a node may be told to be otherwise without Argo CD saying anything. Milliseconds from now. */
const nextVerdict = (
  { verdicts, now }: Snapshot,
  { policy }: Network,
  { id }: Course,
  { progress, moved }: RingCourse,
): number | undefined => {
  if (progress === undefined || progress.live === progress.nodes) return undefined;
  const settling = moved.flatMap((node) => {
    const verdict = verdicts.get(id)?.get(node);
    if (verdict?.kind !== 'soaking') return [];
    const left = verdict.since + policy.argocd.settle - now;
    // Its time is over and it is not live: Argo CD has to look again first, which it tells itself.
    return left > 0 ? Math.max(1000, left) : [];
  });
  return Math.min(LIVE_LOOK_MS, ...settling);
};

/** Every ring has passed, or the rollout is for none of its nodes. What it was a step to goes on. */
const planDone = (snapshot: Snapshot, network: Network, course: Course): Step => {
  const { id, record, rings } = course;
  if (!record || record.ended || !rings.some(({ state }) => state === 'passed')) return NOTHING;
  const ended: NewEntry = { by: snapshot.self, decision: { kind: 'ended', rollout: id, how: 'done' } };
  return { ...NOTHING, decisions: [ended, ...followGoal(snapshot, network, course)] };
};
