import type { Decisions } from '../core/journal/decisions.ts';
import type { Network } from '../core/network/network.ts';
import { versionsByNode } from '../core/network/summary.ts';
import type { Draft } from '../core/rollout/draft.ts';
import { rollbackKey } from '../core/rollout/rollout.ts';
import type { NodeVerdict, OwnPull, Snapshot } from '../core/rollout/snapshot.ts';
import type { Eyes } from './eyes.ts';

/** What the clusters say of every node that a rollout has moved, and of those that were taken back. */
export const observeVerdicts = async (
  eyes: Eyes,
  network: Network,
  drafts: readonly Draft[],
  ownPulls: readonly OwnPull[],
  decisions: Decisions,
): Promise<Snapshot['verdicts']> => {
  const found = new Map<string, ReadonlyMap<string, NodeVerdict>>();
  const ask = eyes.clusters.open(eyes.repository);
  for (const { rollout, rings } of drafts) {
    const nodes = rings.flatMap(({ moved }) => moved);
    const since = rollout.record?.merged.at(-1)?.at;
    if (nodes.length > 0)
      found.set(rollout.id, await ask({ artifact: rollout.artifact, version: rollout.version, nodes, since }));
  }
  for (const record of decisions.rollbacks) {
    const merged = ownPulls.find(({ request, pull }) => request === record.seq && pull.state === 'merged');
    const artifact = network.artifacts.find(({ name }) => name === record.artifact);
    if (!merged || !artifact) continue;
    const runs = versionsByNode(network, record.artifact);
    const verdicts = new Map<string, NodeVerdict>();
    for (const [version, nodes] of Map.groupBy(record.nodes, (node) => runs.get(node)?.[0] ?? '')) {
      if (version === '' || version === record.version) continue;
      const since = merged.pull.closedAt;
      for (const [node, verdict] of await ask({ artifact, version, nodes, since })) verdicts.set(node, verdict);
    }
    found.set(rollbackKey(record.seq), verdicts);
  }
  return found;
};
