import { isError } from '../problem.ts';
import { parseMarker } from '../text/marker.ts';
import { renderPullBody } from '../text/pull-body.ts';
import { renderPullTitle, type PullSubject } from '../text/pull-title.ts';
import type { PullView } from '../text/pull-view.ts';
import { assetMissing, branchHasPull, branchTaken } from '../text/release-problems.ts';
import type { Action } from './action.ts';
import { planClosing } from './plan-closing.ts';
import { planComment, planLabels, planRolloutCheck } from './plan-told.ts';
import { stateOf } from './pull-state.ts';
import type { OwnPull, Prospect, Pull, Snapshot } from './snapshot.ts';
import { NOTHING, type BlobId, type Step } from './step.ts';
import { studyProspect, type Case } from './study-prospect.ts';

/** How long after a publication its assets may still be on their way up; GitHub sends no event for the last of them. */
const UPLOAD_MS = 10 * 60_000;
const UPLOAD_LOOK_MS = 20_000;
/** When GitHub's list shows another head than git does, they agree within seconds. */
const LAG_LOOK_MS = 3000;

/** The next step for one release: its branch, its pull request, and what is told there. */
export const planProspect = (snapshot: Snapshot, prospect: Prospect, blobId: BlobId): Step => {
  const { network, ownPulls } = snapshot;
  const open = prospect.pulls.find(({ state }) => state === 'open');
  // What a person closed or merged is final; a release gets one pull request.
  if (!network || (!open && prospect.pulls.length > 0)) return NOTHING;
  const facts = studyProspect(snapshot, network, prospect, open, blobId);
  if (!open) return planOpening(facts);
  const own = ownPulls.find(({ pull }) => pull.number === open.number);
  return own && open.branch === prospect.draft.branch ? planOpen(facts, own) : NOTHING;
};

/** There is no pull request yet. */
const planOpening = (facts: Case): Step => {
  const { snapshot, prospect, files, view, branch } = facts;
  const { draft, assets, assetProblems } = prospect;
  const { artifact, offer } = draft;
  const problems = view.problems;
  const wanted = artifact.releases?.assets.length ?? 0;
  if (files.length === 0 || draft.problems.some(isError)) return { actions: [], problems };
  if (artifact.kind === 'cordapp' && wanted > 0 && assets.length === 0 && assetProblems.length === 0) {
    const young = snapshot.now - offer.release.publishedAt < UPLOAD_MS;
    const missing = assetMissing(artifact.name, offer.release.tag, artifact.releases?.assets ?? []);
    return young
      ? { actions: [], problems, quiet: [missing], lookAgainMs: UPLOAD_LOOK_MS }
      : { actions: [], problems: [...problems, missing] };
  }
  if (branch?.person) return { actions: [], problems: [...problems, branchTaken(draft.branch, branch.person.commit)] };
  if (prospect.foreign !== undefined) {
    return { actions: [], problems: [...problems, branchHasPull(draft.branch, prospect.foreign)] };
  }
  const open: Action = {
    kind: 'open-pull',
    branch: draft.branch,
    base: snapshot.base.branch,
    title: renderPullTitle(subjectOf(view)),
    body: renderPullBody(view),
  };
  return { actions: [...planPush(facts), open], problems: [], quiet: problems };
};

/** A pull request is open: keep branch, text and status right, unless something says hands off. */
const planOpen = (facts: Case, own: OwnPull): Step => {
  const { view, branch, snapshot } = facts;
  const { pull } = own;
  const settled = facts.prospect.draft.moves.length === 0 && facts.prospect.draft.problems.length === 0;
  if (settled) return planClosing(snapshot, own, { kind: 'nothing-left' });
  if (!branch || branch.head !== pull.head) return { actions: [], problems: [], lookAgainMs: LAG_LOOK_MS };
  const state = stateOf(facts, branch, own.pull);
  const status = { ...subjectOf(view), state };
  const steady = state.kind === 'waiting' || state.kind === 'blocked';
  const push = steady && facts.files.length > 0 && pull.base === snapshot.base.branch ? planPush(facts) : [];
  return {
    actions: [
      ...push,
      ...(steady ? planText(pull, view) : []),
      ...planLabels(own),
      ...planComment(own, status),
      // After a push the head is another; its check is put by the next pass.
      ...(push.length === 0 ? planRolloutCheck(own, status) : []),
    ],
    problems: [],
    quiet: view.problems,
  };
};

/** Pushes the commit unless the branch already holds exactly this change of files that are still as they were. */
const planPush = ({ prospect, files, branch, message, snapshot, blobId }: Case): readonly Action[] => {
  const wanted = files.map(({ path, bytes }) => `${path} ${prospect.files.get(path)?.blob ?? ''} ${blobId(bytes)}`);
  const there = branch?.changes.map(({ path, from, to }) => `${path} ${from ?? ''} ${to ?? ''}`) ?? [];
  if (branch && wanted.toSorted().join('\n') === there.toSorted().join('\n')) return [];
  const { commit: parent } = snapshot.base;
  const { draft } = prospect;
  return [{ kind: 'push-branch', branch: draft.branch, from: branch?.head, parent, files, message }];
};

/** Rewrites title and body when the plan in them is another; what a person wrote around the same plan stays. */
const planText = (pull: Pull, view: PullView): readonly Action[] => {
  const told = parseMarker('pull', pull.body);
  if (told.ok && told.value.plan === view.marker.plan) return [];
  return [
    { kind: 'update-pull', number: pull.number, title: renderPullTitle(subjectOf(view)), body: renderPullBody(view) },
  ];
};

const subjectOf = ({ artifact, version, ring, batch, moves }: PullView): PullSubject => ({
  artifact,
  version,
  ring,
  batch,
  nodes: moves.length,
});
