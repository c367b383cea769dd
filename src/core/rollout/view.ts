import type { LeftOut } from '../network/moves.ts';
import type { Network } from '../network/network.ts';
import { fromVersions, versionsByNode } from '../network/summary.ts';
import type { PullSubject } from '../text/pull-title.ts';
import type { PullView, RingRow, RingState } from '../text/pull-view.ts';
import { isBehind, shareLive, type Course, type RingCourse } from './course.ts';
import type { Front } from './draft.ts';
import { allTo, judgeMoves } from './judge-change.ts';
import { grantsFor } from './judge-front.ts';
import type { EditedNodes } from './edit-nodes.ts';
import type { Prospect, Snapshot } from './snapshot.ts';

/** All that the body says of a front. `fingerprint` names a text, so that a body is rewritten only when it would change. */
export const viewOf = (
  snapshot: Snapshot,
  network: Network,
  course: Course,
  front: Front,
  prospect: Prospect,
  edit: EditedNodes,
  fingerprint: (text: string) => string,
): PullView => {
  const { draft, assets, tagCommit } = prospect;
  const { artifact, version, line, release, record } = draft.rollout;
  const { ring, batch } = front;
  const nodes = front.nodes.filter((node) => !edit.held.has(node));
  const held = [...edit.held].map(([node, file]): LeftOut => ({ node, reason: { kind: 'refused', file } }));
  const runs = versionsByNode(network, artifact.name);
  const start = record?.start;
  const view = {
    artifact: artifact.name,
    version,
    ring: ring.ring.name,
    batch,
    line,
    release,
    asked: start && {
      by: start.by,
      on: 'issue' in start.origin ? start.origin.issue : start.origin.pull,
      adopted: 'pull' in start.origin,
      goal: start.goal,
    },
    goOn: {
      approvals: ring.ring.approvals,
      merges: ring.ring.merges,
      granted: grantsFor(snapshot, network, record, ring.ring.name).length > 0,
    },
    // The table is of the rollout as it begins; the comment has it as it is now.
    rings: ringRows(snapshot, network, course, ring.ring.name).map(withoutProgress),
    moves: nodes.map((node) => ({ node, from: runs.get(node)?.[0] ?? '' })),
    leftOut: [...draft.rings.flatMap(({ left }) => left), ...held],
    pins: edit.moved.length,
    files: edit.files.length,
    jars: assets,
    problems: [...front.problems, ...edit.problems, ...prospect.assetProblems],
    rules: judgeMoves(snapshot, network, artifact, allTo(nodes, version), {
      overrides: record?.overrides.filter((one) => one.ring === ring.ring.name) ?? [],
    }),
  };
  const listed = assets.map(({ name, id, size, updatedAt, sha256 }) => ({ name, id, size, updatedAt, sha256 }));
  return {
    ...view,
    marker: {
      artifact: artifact.name,
      version,
      ring: view.ring,
      ...(batch && { batch: batch.number, batches: batch.of }),
      nodes: nodes.length,
      plan: fingerprint(JSON.stringify(view) + (network.policy.disclosure === 'counts' ? ' counts' : '')),
      ...(release && {
        release: { id: release.id, tag: release.tag, ...(tagCommit === undefined ? {} : { commit: tagCommit }) },
      }),
      assets: listed,
    },
  };
};

const withoutProgress = (row: RingRow): RingRow =>
  row.state.kind === 'elsewhere' ? { ...row, state: { ...row.state, progress: undefined } } : row;

/** The table of rings, as a pull request of one of them shows it. */
export const ringRows = (
  { ownPulls }: Snapshot,
  network: Network,
  course: Course,
  here: string | undefined,
): readonly RingRow[] => {
  const { artifact, version } = course.draft.rollout;
  const turn = course.rings.findIndex((ring) => !isBehind(ring));
  return course.rings.map((ring, index): RingRow => {
    const members = [...ring.nodes, ...ring.moved];
    const batches =
      ring.batches.length > 1 ? { count: ring.batches.length, size: ring.batches[0]?.length ?? 0 } : undefined;
    const open = ownPulls.findLast(
      (own) => own.artifact === artifact.name && own.version === version && own.ring === ring.ring.name,
    )?.pull;
    return {
      name: ring.ring.name,
      nodes: members.length,
      from: fromVersions(network, artifact.name, ring.nodes),
      batches,
      state: stateOf(
        course,
        ring,
        index === turn,
        here,
        open && { number: open.number, merged: open.state === 'merged' },
      ),
    };
  });
};

const stateOf = (
  { rings, record }: Course,
  ring: RingCourse,
  isTurn: boolean,
  here: string | undefined,
  pull: { readonly number: number; readonly merged: boolean } | undefined,
): RingState => {
  const name = ring.ring.name;
  const passed = record?.passed.find((one) => one.ring === name);
  if (passed) return { kind: 'passed', at: passed.at, laggards: passed.laggards.length, overridden: passed.overridden };
  if (ring.state === 'idle') return { kind: 'nothing-to-do' };
  if (name === here) return { kind: 'here' };
  if (isTurn || pull)
    return { kind: 'elsewhere', pull: pull?.number, merged: pull?.merged ?? false, progress: shareLive(ring) };
  const former = rings[rings.indexOf(ring) - 1];
  return {
    kind: 'later',
    after: former?.ring.name,
    soak: former?.ring.soak ?? 0,
    byHand: ring.ring.opens === 'manual',
  };
};

/** What the title names. */
export const subjectOf = ({ artifact, version, ring, batch, moves }: PullView): PullSubject => ({
  artifact,
  version,
  ring,
  batch,
  nodes: moves.length,
});
