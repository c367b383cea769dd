import { allPass } from '../gates/judge.ts';
import { isError } from '../problem.ts';
import { parseStatus } from '../text/status-comment.ts';
import { hideAround, hideNames } from '../text/disclosure.ts';
import { renderPullBody } from '../text/pull-body.ts';
import { renderPullTitle } from '../text/pull-title.ts';
import { assetMissing, branchHasPull, branchTaken, ringHeld } from '../text/release-problems.ts';
import type { Network } from '../network/network.ts';
import type { Action } from './action.ts';
import { isBehind, type Course } from './course.ts';
import type { Front } from './draft.ts';
import { grantsFor, judgeOpening } from './judge-front.ts';
import { planOpen } from './plan-open.ts';
import { planPush } from './plan-push.ts';
import { statusComments } from './plan-told.ts';
import type { Pull } from './pull.ts';
import type { Prospect, Snapshot } from './snapshot.ts';
import { NOTHING, type BlobId, type Step } from './step.ts';
import { studyProspect, type Case } from './study-prospect.ts';
import { subjectOf } from './view.ts';

/** How long after a publication its assets may still be on their way up; GitHub sends no event for the last of them. */
const UPLOAD_MS = 10 * 60_000;
const UPLOAD_LOOK_MS = 20_000;

/** The next step for what is next to move in one rollout: its branch, its pull request, and what is told there. */
export const planFront = (
  snapshot: Snapshot,
  network: Network,
  prospect: Prospect,
  courses: readonly Course[],
  blobId: BlobId,
): Step => {
  const { draft } = prospect;
  const course = courses.find(({ id }) => id === draft.rollout.id);
  const front = draft.front;
  if (!course || !front) return NOTHING;
  const open = prospect.pulls.find(({ state }) => state === 'open');
  if (!open && !mayOpen(snapshot, network, course, front, prospect.pulls))
    return told(snapshot, network, course, front);
  const facts = studyProspect(snapshot, network, course, front, prospect, open, blobId);
  if (!open) return planOpening(facts);
  const own = snapshot.ownPulls.find(({ pull }) => pull.number === open.number);
  return own ? planOpen(facts, own, courses) : NOTHING;
};

/** Problems of a ring whose turn has come are told, whether or not a pull request can be made; and what nobody would see. */
const told = (snapshot: Snapshot, network: Network, course: Course, front: Front): Step => {
  const formers = course.rings.slice(
    0,
    network.rings.findIndex(({ name }) => name === front.ring.ring.name),
  );
  const held = formers.find(({ state }) => state === 'held');
  // What stops a ring on its way is said by its own pull request; a ring that was moved by hand has none.
  const turn = formers.find((former) => !isBehind(former));
  const isTold = course.record?.merged.some(({ ring }) => ring === turn?.ring.name) ?? false;
  const verdicts = turn ? turn.soaked : judgeOpening(snapshot, network, course);
  const stops = isTold ? [] : verdicts.flatMap((one) => (one.kind === 'block' ? one.problem : []));
  return {
    actions: [],
    problems: [
      ...front.problems,
      ...(held ? [ringHeld(course.id, held.ring.name)] : []),
      ...stops.slice(0, turn ? 1 : undefined),
    ],
  };
};

/**
 * A part opens once. What a person closed, and nodes that are left or came back after a merge, are taken up again on a
 * person's word only: whoever undid a merge by hand must not find it redone.
 */
const mayOpen = (
  snapshot: Snapshot,
  network: Network,
  course: Course,
  front: Front,
  pulls: readonly Pull[],
): boolean => {
  const { record } = course;
  const { ring } = front.ring;
  const final = pulls.filter(({ number }) => !hadNothingLeft(snapshot, number));
  const ended = Math.max(0, ...final.map(({ closedAt }) => closedAt ?? 0));
  const again = final.length === 0 || (record?.retry?.at ?? 0) > ended;
  const asked = ring.opens === 'automatic' || grantsFor(snapshot, network, record, ring.name).length > 0;
  return again && asked && allPass(judgeOpening(snapshot, network, course));
};

/** Cordage closed it because its nodes were held, say; when they are not any more, it was no person's word. */
const hadNothingLeft = ({ ownPulls }: Snapshot, number: number): boolean => {
  const own = ownPulls.find(({ pull }) => pull.number === number && pull.state === 'closed');
  const [comment] = own ? statusComments(own) : [];
  const told = comment && parseStatus(comment.body);
  return told?.ok === true && told.value.state === 'nothing-left';
};

/** There is no pull request yet. */
const planOpening = (facts: Case): Step => {
  const { snapshot, prospect, files, view, branch, front } = facts;
  const { draft, assets, assetProblems } = prospect;
  const { artifact, release } = draft.rollout;
  const problems = view.problems;
  const wanted = release ? (artifact.releases?.assets.length ?? 0) : 0;
  if (files.length === 0 || front.problems.some(isError)) return { actions: [], problems };
  if (release && artifact.kind === 'cordapp' && wanted > 0 && assets.length === 0 && assetProblems.length === 0) {
    const young = snapshot.now - release.publishedAt < UPLOAD_MS;
    const missing = assetMissing(artifact.name, release.tag, artifact.releases?.assets ?? []);
    return young
      ? { actions: [], problems, quiet: [missing], lookAgainMs: UPLOAD_LOOK_MS }
      : { actions: [], problems: [...problems, missing] };
  }
  if (branch?.person) return { actions: [], problems: [...problems, branchTaken(front.branch, branch.person.commit)] };
  if (prospect.foreign !== undefined) {
    return { actions: [], problems: [...problems, branchHasPull(front.branch, prospect.foreign)] };
  }
  const open: Action = {
    kind: 'open-pull',
    branch: front.branch,
    base: snapshot.base.branch,
    title: renderPullTitle(subjectOf(view)),
    body: hideAround(hideNames(facts.network), renderPullBody(view)),
  };
  return { actions: [...planPush(facts), open], problems: [], quiet: problems };
};
