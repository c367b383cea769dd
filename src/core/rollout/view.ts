import type { Network } from '../network/network.ts';
import { findCordaWays } from '../corda/check-moves.ts';
import { batchesOf, fromVersions, versionsByNode } from '../network/summary.ts';
import type { LeftOut } from '../network/moves.ts';
import type { PullView, RingRow } from '../text/pull-view.ts';
import type { EditedNodes } from './edit-nodes.ts';
import type { Draft, RingPlan } from './draft.ts';
import type { Prospect } from './snapshot.ts';

/** All that the body says of a prospect. `fingerprint` names a text, so that a body is rewritten only when it would change. */
export const viewOf = (
  network: Network,
  prospect: Prospect,
  edit: EditedNodes,
  fingerprint: (text: string) => string,
): PullView => {
  const { draft, assets, tagCommit } = prospect;
  const { artifact, offer, ring, batch } = draft;
  const nodes = draft.nodes.filter((node) => !edit.held.has(node));
  const held = [...edit.held].map(([node, file]): LeftOut => ({ node, reason: { kind: 'refused', file } }));
  const { release, version, line } = offer;
  const runs = versionsByNode(network, artifact.name);
  const view = {
    artifact: artifact.name,
    version,
    ring: ring.name,
    batch,
    line,
    release,
    rings: draft.rings.map((plan) => rowOf(network, draft, plan)),
    moves: nodes.map((node) => ({ node, from: runs.get(node)?.[0] ?? '' })),
    leftOut: [...draft.rings.flatMap(({ left }) => left), ...held],
    pins: edit.moved.length,
    files: edit.files.length,
    jars: assets,
    problems: [
      ...draft.problems,
      ...edit.problems,
      ...prospect.assetProblems,
      ...findCordaWays(network, artifact, version, nodes).problems,
    ],
  };
  const listed = assets.map(({ name, id, size, updatedAt, sha256 }) => ({ name, id, size, updatedAt, sha256 }));
  return {
    ...view,
    marker: {
      artifact: artifact.name,
      version,
      ring: ring.name,
      ...(batch && { batch: batch.number, batches: batch.of }),
      nodes: nodes.length,
      plan: fingerprint(JSON.stringify(view)),
      release: { id: release.id, tag: release.tag, ...(tagCommit === undefined ? {} : { commit: tagCommit }) },
      assets: listed,
    },
  };
};

const rowOf = (network: Network, draft: Draft, { ring, nodes }: RingPlan): RingRow => {
  const batches = batchesOf(ring, nodes);
  return {
    name: ring.name,
    nodes: nodes.length,
    from: fromVersions(network, draft.artifact.name, nodes),
    batches: batches.length > 1 ? { count: batches.length, size: batches[0]?.length ?? 0 } : undefined,
    state: { kind: ring.name === draft.ring.name ? 'here' : nodes.length > 0 ? 'not-opened' : 'nothing-to-do' },
  };
};
