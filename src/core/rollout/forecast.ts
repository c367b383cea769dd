import type { Network } from '../network/network.ts';
import { batchesOf, fromVersions } from '../network/summary.ts';
import type { PlannedRollout } from '../text/plan-table.ts';
import { planRings } from './draft.ts';

/** What moving an artifact to a version would mean for the whole network, whatever has been released. */
export const forecast = (network: Network, artifact: string, version: string): PlannedRollout => {
  const plans = planRings(network, artifact, version);
  return {
    artifact,
    version,
    network: network.name,
    rings: plans.map(({ ring, nodes }) => {
      const batches = batchesOf(ring, nodes);
      return {
        ring: ring.name,
        nodes: nodes.length,
        from: fromVersions(network, artifact, nodes),
        pullRequests: nodes.length === 0 ? 0 : batches.length,
        batch: batches.length > 1 ? batches[0]?.length : undefined,
        soak: ring.soak,
      };
    }),
    leftOut: plans.flatMap(({ left }) => left),
    problems: plans.flatMap(({ problems }) => problems),
  };
};
