import { fillTemplate } from '../release/template.ts';
import type { Outdated, PullState, PullStatus } from '../text/pull-status.ts';
import { parseStatus } from '../text/status-comment.ts';
import type { Network } from '../network/network.ts';
import type { Action } from './action.ts';
import type { Course } from './course.ts';
import { whyEnded } from './plan-outdated.ts';
import { planComment, statusComments, subjectOfPull, toldOf } from './plan-told.ts';
import { progressOf } from './progress.ts';
import { rolloutId } from './rollout.ts';
import type { OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';
import { ringRows } from './view.ts';

/** States that Cordage itself ended a pull request with; they stay as they are told. */
const CLOSED_BY_US: ReadonlySet<string> = new Set<Outdated['kind']>([
  'superseded',
  'withdrawn',
  'not-proposed',
  'nothing-left',
  'aborted',
  'rolled-back',
]);

/** Says how it goes on with a pull request that was merged or closed, in the comment that is there already. */
export const planEnded = (snapshot: Snapshot, network: Network, own: OwnPull, courses: readonly Course[]): Step => {
  const course = courses.find(({ id }) => id === rolloutId(own));
  const branch = snapshot.branches.get(own.pull.branch);
  // A merged branch is done; left where it is, every pass would look at it again.
  const tidy: readonly Action[] =
    own.pull.state === 'merged' && branch?.head === own.pull.head && !isOpenAgain(snapshot, own)
      ? [{ kind: 'delete-branch', branch: own.pull.branch, from: branch.head }]
      : [];
  const [there] = statusComments(own);
  const told = there && parseStatus(there.body);
  const step: Step = { ...NOTHING, actions: tidy };
  // A comment that a person took away or broke is written again as long as there is something to wait for.
  if (!told?.ok && !(own.pull.state === 'merged' && course)) return step;
  if (own.pull.state === 'closed' && told?.ok && CLOSED_BY_US.has(told.value.state)) return step;
  const state = own.pull.state === 'merged' ? mergedState(snapshot, own, course) : { kind: 'closed' as const };
  // The table is for those who wait, and they do so at the newest part: on the others it would be edited for nobody, with
  // each batch that follows.
  const waits = course && state.kind === 'settling' && isNewest(course, own);
  const rings = waits ? ringRows(snapshot, network, course, own.ring) : [];
  const status: PullStatus = { ...subjectOfPull(own), state, rings, ...toldOf(snapshot, own) };
  const comment = planComment(snapshot, own, status);
  return {
    ...step,
    actions: [...tidy, ...comment.actions],
    lookAgainMs: comment.lookAgainMs,
    decisions: comment.decisions ?? [],
  };
};

const isOpenAgain = ({ ownPulls }: Snapshot, own: OwnPull): boolean =>
  ownPulls.some(({ pull }) => pull.branch === own.pull.branch && pull.state === 'open');

const mergedState = (snapshot: Snapshot, own: OwnPull, course: Course | undefined): PullState => {
  const { withdrawn, releases, decisions, now } = snapshot;
  const id = rolloutId(own);
  const ended = whyEnded(snapshot, own);
  if (ended) return ended;
  if (withdrawn.has(id)) {
    const source = releases.find((known) => known.artifact.name === own.artifact)?.artifact.releases;
    return { kind: 'withdrawn', tag: fillTemplate(source?.tag ?? '{version}', own.version), merged: true };
  }
  const record = decisions.rollouts[id];
  const commit = own.pull.mergeCommit;
  const passed = record?.passed.find(({ ring }) => ring === own.ring);
  if (passed) {
    const { at, overridden } = passed;
    const here = record?.merged.find(({ pull }) => pull === own.pull.number)?.nodes;
    const laggards = passed.laggards.filter(({ node }) => here?.includes(node) ?? true);
    const nodes = here?.length ?? passed.nodes;
    return { kind: 'passed', commit, at, nodes, laggards, overridden, next: nextOf(snapshot, own) };
  }
  const part = record?.merged.find(({ pull }) => pull === own.pull.number);
  const ring = course?.rings.find((one) => one.ring.name === own.ring);
  if (!course || !ring || !part) return { kind: 'merged', commit };
  const times = { mergedAt: Math.max(part.at, record?.retry?.at ?? 0), liveWithin: ring.ring.liveWithin, now };
  const progress = progressOf(snapshot.verdicts.get(id) ?? new Map(), part.nodes, times);
  // What the whole ring waits for stands on its newest part alone.
  if (!isNewest(course, own)) return { kind: 'settling', commit, mergedAt: part.at, progress, verdicts: [] };
  const verdicts = ring.state === 'moving' ? ring.live : ring.soaked;
  const whole = ring.progress && ring.progress.nodes > progress.nodes ? ring.progress : undefined;
  return { kind: 'settling', commit, mergedAt: part.at, progress, whole, verdicts };
};

const isNewest = ({ record }: Course, { ring, pull }: OwnPull): boolean =>
  record?.merged.findLast((part) => part.ring === ring)?.pull === pull.number;

/** The pull request that goes on where this one ended. */
const nextOf = ({ ownPulls }: Snapshot, own: OwnPull): { readonly ring: string; readonly pull: number } | undefined => {
  const next = ownPulls
    .filter((one) => rolloutId(one) === rolloutId(own) && one.ring !== '' && one.pull.number > own.pull.number)
    .toSorted((a, b) => a.pull.number - b.pull.number)[0];
  return next && { ring: next.ring, pull: next.pull.number };
};
