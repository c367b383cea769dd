import type { GateVerdict } from '../gates/gate.ts';
import { judgeRulesGate } from '../gates/rules.ts';
import type { Network } from '../network/network.ts';
import { isError } from '../problem.ts';
import { editRestore } from '../rollback/edit-restore.ts';
import { renderRollbackMessage } from '../text/commit-message-rollback.ts';
import { parseMarker } from '../text/marker.ts';
import type { PullState, PullStatus } from '../text/pull-status.ts';
import type { RollbackView } from '../text/pull-view.ts';
import { branchTaken } from '../text/release-problems.ts';
import { hideAround, hideNames } from '../text/disclosure.ts';
import { renderRollbackBody, renderRollbackTitle, renderScope } from '../text/rollback-body.ts';
import { rollbackScope } from '../rules/overrides.ts';
import { judgeMoves } from './judge-change.ts';
import { judgePull } from './judge-front.ts';
import { planMerge } from './plan-merge.ts';
import { pushUnlessThere } from './plan-push.ts';
import { planComment, planRolloutCheck, planRulesCheck, toldOf } from './plan-told.ts';
import type { OwnPull } from './pull.ts';
import type { Restore, Snapshot } from './snapshot.ts';
import { nextChange, NOTHING, soonest, type BlobId, type Step } from './step.ts';

type Facts = {
  readonly view: RollbackView;
  readonly message: string;
  readonly files: Parameters<typeof pushUnlessThere>[0]['files'];
};

/** GitHub's list and git agree within seconds. */
const LAG_LOOK_MS = 3000;

/** The pull request that takes nodes back: its branch, its text, and its merge behind the gates that still make sense. */
export const planRollback = (snapshot: Snapshot, network: Network, restore: Restore, blobId: BlobId): Step => {
  const open = restore.pulls.find(({ state }) => state === 'open');
  if (!open && restore.pulls.length > 0) return NOTHING;
  const facts = study(snapshot, network, restore, blobId);
  const own = snapshot.ownPulls.find(({ pull }) => pull.number === open?.number);
  return open && own
    ? planOpen(snapshot, network, restore, facts, own)
    : planOpening(snapshot, network, restore, facts);
};

const study = (snapshot: Snapshot, network: Network, { record, plan, files }: Restore, blobId: BlobId): Facts => {
  const edit = editRestore(plan.moves, (path) => files.get(path)?.bytes);
  const nodes = plan.nodes.filter(({ node }) => !edit.held.has(node));
  const fingerprint = (text: string): string => blobId(new TextEncoder().encode(text)).slice(0, 12);
  const edited = edit.files.map(({ path, bytes }) => ({
    path,
    bytes,
    from: files.get(path)?.blob,
    to: blobId(bytes),
  }));
  const { artifact, version, seq: request, by, url, reason, rings } = record;
  const view = {
    artifact,
    version,
    request,
    scope: renderScope(rings.length > 0 ? rings : record.nodes),
    by,
    url,
    reason,
    moves: nodes,
    left: plan.left,
    pins: edit.moved.length,
    files: edit.files.length,
    problems: [...plan.problems, ...edit.problems],
    rules: judgeRestore(snapshot, network, record, plan),
  };
  const marker = { artifact, version, request, nodes: nodes.length, plan: fingerprint(JSON.stringify(view)) };
  const changes = edited.map(({ path, to }) => `${path} ${to}`).join('\n');
  const amount = { nodes: nodes.length, pins: view.pins, files: view.files };
  const message = renderRollbackMessage({ artifact, version, request, plan: fingerprint(changes) }, amount);
  return { view: { ...view, marker }, message, files: edited };
};

/** By node what it goes back to: of several versions the oldest. Overrides on this pull request name no ring. */
const judgeRestore = (snapshot: Snapshot, network: Network, record: Restore['record'], plan: Restore['plan']) => {
  const artifact = network.artifacts.find(({ name }) => name === record.artifact);
  const to = new Map(
    plan.moves.flatMap(({ pin, to: { version } }) => pin.nodes.map((node) => [node, version] as const)),
  );
  const overrides =
    snapshot.decisions.rollouts[record.rollout]?.overrides.filter(({ ring }) => ring === rollbackScope(record.seq)) ??
    [];
  return artifact
    ? judgeMoves(snapshot, network, artifact, to, { back: true, overrides })
    : { findings: [], passed: 0, rollback: undefined };
};

const planOpening = (
  snapshot: Snapshot,
  network: Network,
  { branch }: Restore,
  { view, message, files }: Facts,
): Step => {
  const there = snapshot.branches.get(branch);
  if (files.length === 0) return { actions: [], problems: view.problems };
  if (there?.person) return { actions: [], problems: [...view.problems, branchTaken(branch, there.person.commit)] };
  const { commit: parent, branch: base } = snapshot.base;
  return {
    actions: [
      ...pushUnlessThere({ branch, there, parent, message, files }),
      { kind: 'open-pull', branch, base, ...textsOf(view, network) },
    ],
    problems: [],
    quiet: view.problems,
  };
};

const textsOf = (view: RollbackView, network: Network): { readonly title: string; readonly body: string } => {
  const hide = hideNames(network);
  return {
    title: hide(renderRollbackTitle({ ...view, nodes: view.moves.length })),
    body: hideAround(hide, renderRollbackBody(view)),
  };
};

const planOpen = (
  snapshot: Snapshot,
  network: Network,
  { branch, record }: Restore,
  { view, message, files }: Facts,
  own: OwnPull,
): Step => {
  const there = snapshot.branches.get(branch);
  const { pull } = own;
  if (!there || there.head !== pull.head) return { ...NOTHING, lookAgainMs: LAG_LOOK_MS };
  const rings = network.rings.filter(({ name }) => record.rings.includes(name));
  const verdicts = [judgeRulesGate(view.rules.findings), ...judgePull(snapshot, network, rings, own, [record.by])];
  const state = stateOf(view, there, verdicts);
  const status: PullStatus = { ...subjectOf(view), state, rings: [], ...toldOf(snapshot, own) };
  const push =
    state.kind === 'waiting' && files.length > 0
      ? pushUnlessThere({ branch, there, parent: snapshot.base.commit, message, files })
      : [];
  const marker = parseMarker('rollback', pull.body);
  const isSame = marker.ok && marker.value.plan === view.marker.plan;
  const comment = planComment(snapshot, own, status);
  const ready = state.kind === 'waiting' && push.length === 0 && pull.base === snapshot.base.branch;
  const merge = ready ? planMerge(snapshot, own, record.rollout, verdicts) : { actions: [], decisions: [] };
  return {
    actions: [
      ...push,
      ...(isSame ? [] : [{ kind: 'update-pull', number: pull.number, ...textsOf(view, network) } as const]),
      ...comment.actions,
      ...(push.length === 0 ? [...planRolloutCheck(own, status), ...planRulesCheck(own, view.rules, network)] : []),
      ...merge.actions,
    ],
    decisions: [...(comment.decisions ?? []), ...merge.decisions],
    problems: [],
    quiet: view.problems,
    lookAgainMs: soonest([comment.lookAgainMs, nextChange(verdicts, snapshot.now)]),
  };
};

const stateOf = (
  { problems, moves }: RollbackView,
  there: NonNullable<ReturnType<Snapshot['branches']['get']>>,
  verdicts: readonly GateVerdict[],
): PullState => {
  if (there.person) return { kind: 'taken-over', commit: there.person.commit, author: there.person.name };
  // What stays behind is told; it does not keep the others from going back.
  const errors = problems.filter(isError);
  return moves.length === 0 && errors.length > 0
    ? { kind: 'blocked', problems: errors }
    : { kind: 'waiting', verdicts };
};

const subjectOf = ({ artifact, version, request, scope, moves }: RollbackView) => ({
  artifact,
  version,
  ring: '',
  batch: undefined,
  nodes: moves.length,
  rollback: { request, scope },
});
