import type { Network } from '../network/network.ts';
import { isError, type Problem } from '../problem.ts';
import { renderCommitMessage } from '../text/commit-message.ts';
import type { PullView } from '../text/pull-view.ts';
import type { Course } from './course.ts';
import type { Front } from './draft.ts';
import { editNodes, type EditedNodes } from './edit-nodes.ts';
import type { EditedFile } from './edit-pins.ts';
import type { Pull } from './pull.ts';
import type { BranchFacts, Prospect, Recorded, Snapshot } from './snapshot.ts';
import type { BlobId } from './step.ts';
import { viewOf } from './view.ts';

/** Everything one prospect's step is decided from. */
export type Case = {
  readonly snapshot: Snapshot;
  readonly network: Network;
  readonly course: Course;
  readonly front: Front;
  readonly prospect: Prospect;
  readonly files: readonly EditedFile[];
  readonly view: PullView;
  /** What stands in the way of the pull request being made or merged. */
  readonly errors: readonly Problem[];
  readonly branch: BranchFacts | undefined;
  readonly message: string;
  readonly blobId: BlobId;
};

/** Works out what a prospect would change and say, before it is decided what of it is done. */
export const studyProspect = (
  snapshot: Snapshot,
  network: Network,
  course: Course,
  front: Front,
  prospect: Prospect,
  open: Pull | undefined,
  blobId: BlobId,
): Case => {
  const { draft, assets } = prospect;
  const { release } = draft.rollout;
  const edit = editOnce(network, front, prospect);
  const fingerprint = (text: string): string => blobId(new TextEncoder().encode(text)).slice(0, 12);
  const view = viewOf(snapshot, network, course, front, prospect, edit, fingerprint);
  const branch = snapshot.branches.get(open?.branch ?? front.branch);
  const changes = edit.files.map(({ path, bytes }) => `${path} ${blobId(bytes)}`).join('\n');
  const recorded: Recorded = branch?.recorded ?? { tagCommit: prospect.tagCommit, assets };
  const message = renderCommitMessage(
    {
      artifact: view.artifact,
      version: view.version,
      ring: view.ring,
      batch: front.batch?.number,
      plan: fingerprint(changes),
      tagCommit: recorded.tagCommit,
      assets: recorded.assets.map(({ name, sha256 }) => ({ name, sha256 })),
    },
    {
      nodes: view.moves.length,
      pins: view.pins,
      files: edit.files.length,
      release: release && { repository: release.repository, tag: release.tag },
    },
  );
  // What is wrong with a JAR is for rules to say (R17, R20), and for people to override by their number.
  const errors = view.problems.filter(isError);
  return { snapshot, network, course, front, prospect, files: edit.files, view, errors, branch, message, blobId };
};

type Edited = { readonly key: string; readonly edit: EditedNodes };

/**
 * By network and branch. Most passes find the default branch where it was, and a ring is thousands of files, each of which
 * is parsed twice to prove its edit. A network is one commit's: what is kept for it goes with it.
 */
const edited = new WeakMap<Network, Map<string, Edited>>();

const editOnce = (
  network: Network,
  { branch, moves, nodes }: Front,
  { draft, assets, files }: Prospect,
): EditedNodes => {
  const { artifact, version } = draft.rollout;
  const sha256ByJar = new Map(assets.map(({ name, sha256 }) => [name, sha256]));
  const blobs = [...files].map(([path, { blob }]) => [path, blob]);
  const key = JSON.stringify([artifact.name, version, [...sha256ByJar], nodes, moves.length, blobs]);
  const known = edited.get(network) ?? new Map<string, Edited>();
  edited.set(network, known);
  const last = known.get(branch);
  if (last?.key === key) return last.edit;
  const edit = editNodes(moves, artifact, { version, sha256ByJar }, (path) => files.get(path)?.bytes);
  known.set(branch, { key, edit });
  return edit;
};
