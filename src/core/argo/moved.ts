import type { Artifact } from '../config/config.ts';
import type { Decisions, MergedPart } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import { versionsByNode } from '../network/summary.ts';
import { begunAt, type Draft } from '../rollout/draft.ts';
import { rollbackKey } from '../rollout/rollout.ts';
import type { OwnPull } from '../rollout/pull.ts';

/** Nodes that one commit moved to one version: what the clusters are asked about. */
export type MovedNodes = {
  /** The rollout or the rollback that wants to know. */
  readonly key: string;
  readonly artifact: Artifact;
  readonly version: string;
  readonly nodes: readonly string[];
  /** The commit that moved them; undefined where somebody did it by hand, and git must be asked. */
  readonly commit: string | undefined;
  /** Milliseconds; when the rollout began, where somebody did it by hand. */
  readonly movedAt: number;
  /** Who waits for them: a ring for all of its nodes, a rollback for each. Those of a ring that has passed are looked at, and no more. */
  readonly awaited: 'ring' | 'node' | 'nobody';
};

/** Every node that a rollout has moved, and those that were taken back, by the commit that did it. */
export const listMoved = (
  network: Network,
  drafts: readonly Draft[],
  ownPulls: readonly OwnPull[],
  decisions: Decisions,
): readonly MovedNodes[] => [...drafts.flatMap(movedBy), ...takenBack(network, ownPulls, decisions)];

const movedBy = (draft: Draft): readonly MovedNodes[] => {
  const { rollout, rings } = draft;
  return rings.flatMap(({ ring, moved, state }) => {
    const parts = rollout.record?.merged.filter((part) => part.ring === ring.name) ?? [];
    const partOf = new Map(parts.flatMap((part) => part.nodes.map((node): [string, MergedPart] => [node, part])));
    return [...Map.groupBy(moved, (node) => partOf.get(node))].map(([part, nodes]) => ({
      key: rollout.id,
      artifact: rollout.artifact,
      version: rollout.version,
      nodes,
      commit: part?.commit,
      movedAt: part?.at ?? begunAt(draft),
      awaited: state === 'passed' ? 'nobody' : 'ring',
    }));
  });
};

const takenBack = (network: Network, ownPulls: readonly OwnPull[], decisions: Decisions): readonly MovedNodes[] =>
  decisions.rollbacks.flatMap((record): readonly MovedNodes[] => {
    const pull = ownPulls.find(({ request, pull }) => request === record.seq && pull.state === 'merged')?.pull;
    const artifact = network.artifacts.find(({ name }) => name === record.artifact);
    if (!pull || !artifact) return [];
    const runs = versionsByNode(network, record.artifact);
    // A node that runs what it was taken back from has been moved again since.
    return [...Map.groupBy(record.nodes, (node) => runs.get(node)?.[0])].flatMap(([version, nodes]) =>
      version === undefined || version === record.version
        ? []
        : {
            key: rollbackKey(record.seq),
            artifact,
            version,
            nodes,
            commit: pull.mergeCommit,
            movedAt: pull.closedAt ?? 0,
            awaited: 'node',
          },
    );
  });
