import { parseMarker } from '../text/marker.ts';
import type { PullState, PullStatus } from '../text/pull-status.ts';
import { renderScope } from '../text/rollback-body.ts';
import { soonest } from './step.ts';
import { LIVE_LOOK_MS } from './plan-settling.ts';
import { planComment, statusComments, toldOf } from './plan-told.ts';
import { progressOf } from './progress.ts';
import { rollbackKey } from './rollout.ts';
import type { OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/** How long nodes may take to be live again, in milliseconds; what is late is told, and nothing waits for it. */
const LIVE_WITHIN_MS = 3_600_000;

/** Says how it goes on after nodes were taken back, and clears the branch away. */
export const planTakenBack = (snapshot: Snapshot, own: OwnPull): Step => {
  const { decisions, branches } = snapshot;
  const { pull, request, artifact, version } = own;
  const record = decisions.rollbacks.find(({ seq }) => seq === request);
  const branch = branches.get(pull.branch);
  const tidy =
    pull.state === 'merged' && branch?.head === pull.head
      ? [{ kind: 'delete-branch', branch: pull.branch, from: branch.head } as const]
      : [];
  if (!record || request === undefined || statusComments(own).length === 0) return { ...NOTHING, actions: tidy };
  const marker = parseMarker('rollback', pull.body);
  const state = stateOf(snapshot, own, request);
  const isYoung = snapshot.now - (pull.closedAt ?? 0) < LIVE_WITHIN_MS;
  const status: PullStatus = {
    artifact,
    version,
    ring: '',
    batch: undefined,
    nodes: marker.ok ? marker.value.nodes : record.nodes.length,
    rollback: { request, scope: renderScope(record.rings.length > 0 ? record.rings : record.nodes) },
    state,
    rings: [],
    ...toldOf(snapshot, own),
  };
  const { actions, lookAgainMs } = planComment(snapshot, own, status);
  const live = state.kind === 'settling' && isYoung ? LIVE_LOOK_MS : undefined;
  return { ...NOTHING, actions: [...tidy, ...actions], lookAgainMs: soonest([lookAgainMs, live]) };
};

const stateOf = ({ verdicts, now }: Snapshot, { pull }: OwnPull, request: number): PullState => {
  if (pull.state === 'closed') return { kind: 'closed' };
  const back = verdicts.get(rollbackKey(request));
  const commit = pull.mergeCommit;
  if (!back || back.size === 0) return { kind: 'merged', commit };
  const mergedAt = pull.closedAt ?? now;
  const progress = progressOf(back, [...back.keys()], { mergedAt, liveWithin: LIVE_WITHIN_MS, now });
  const at = Math.max(...[...back.values()].map(({ since }) => since));
  return progress.live === progress.nodes
    ? { kind: 'passed', commit, at, nodes: progress.nodes, laggards: [], overridden: undefined, next: undefined }
    : { kind: 'settling', commit, mergedAt, progress, verdicts: [] };
};
