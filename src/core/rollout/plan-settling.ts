import { laggardsOf } from '../gates/live.ts';
import type { Network } from '../network/network.ts';
import type { NewEntry } from './action.ts';
import { hasSettled, isBehind, type Course } from './course.ts';
import type { Snapshot } from './snapshot.ts';
import { nextChange, NOTHING, soonest, type Step } from './step.ts';

/** Nothing tells us yet when a node has become live; a soak or a batch waits for it. */
export const LIVE_LOOK_MS = 30_000;

/**
 * Writes down that a ring has passed: the first that had not, when its nodes are live and have soaked. Only what the
 * journal says opens the next ring, so a ring never passes by looking well for a moment.
 */
export const planSettling = (snapshot: Snapshot, network: Network, course: Course): Step => {
  const { id, record, rings } = course;
  const at = rings.findIndex((ring) => !isBehind(ring));
  const ring = rings[at];
  if (!ring) return planDone(snapshot, course);
  const isOnItsWay = ring.progress !== undefined && ring.progress.live < ring.progress.nodes;
  const lookAgainMs = soonest([nextChange(ring.soaked, snapshot.now), isOnItsWay ? LIVE_LOOK_MS : undefined]);
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

/** Every ring has passed, or the rollout is for none of its nodes. */
const planDone = ({ self }: Snapshot, { id, record, rings }: Course): Step =>
  record && !record.ended && rings.some(({ state }) => state === 'passed')
    ? { ...NOTHING, decisions: [{ by: self, decision: { kind: 'ended', rollout: id, how: 'done' } }] }
    : NOTHING;
