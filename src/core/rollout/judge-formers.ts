import { judgeBudget } from '../gates/budget.ts';
import type { GateVerdict } from '../gates/gate.ts';
import { applyOverrides } from '../gates/judge.ts';
import { judgeStillLive } from '../gates/live.ts';
import type { Network } from '../network/network.ts';
import type { Course } from './course.ts';
import { listAway, shareOf } from './progress.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Whether those that moved before are well: the rings before this one within their budgets, also when they passed long
 * ago (D6), and the earlier batches of this one live, though they need not have soaked.
 */
export const judgeFormers = (
  { verdicts, now }: Snapshot,
  { policy }: Network,
  { id, rings, record }: Course,
  name: string,
): readonly GateVerdict[] => {
  const at = rings.findIndex(({ ring }) => ring.name === name);
  const formers = rings.slice(0, at).flatMap(({ ring, state, moved, progress }) => {
    if (progress === undefined) return [];
    const { liveWithin, maxUnhealthy, members } = ring;
    const nodes = members.length;
    const times = { mergedAt: now, liveWithin, now };
    const former = [
      // What is late is counted below, where nodes that are on their way again are not.
      judgeBudget({ ring: ring.name, nodes, maxUnhealthy, progress: { ...progress, late: 0 } }),
      ...(state === 'passed'
        ? [
            judgeStillLive({
              ring: ring.name,
              nodes: moved.length,
              budget: shareOf(maxUnhealthy, nodes),
              away: listAway(verdicts.get(id) ?? new Map(), moved, times),
              now,
              patience: policy.patience,
            }),
          ]
        : []),
    ];
    // What was overridden there lets the rollout out of that ring, so it does not stop it before the next.
    return applyOverrides(former, record?.overrides.filter((override) => override.ring === ring.name) ?? []);
  });
  return [...formers, ...(rings[at]?.live ?? [])];
};
