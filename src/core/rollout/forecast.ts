import type { Artifact } from '../config/config.ts';
import { findCordaWays } from '../corda/check-moves.ts';
import type { Network } from '../network/network.ts';
import { batchesOf, fromVersions } from '../network/summary.ts';
import { isPrerelease } from '../release/version.ts';
import type { PlannedRollout } from '../text/plan-table.ts';
import { planRings, takesPart } from './draft.ts';

/** What moving an artifact to a version would mean for the whole network, whatever has been released. */
export const forecast = (network: Network, artifact: Artifact, version: string): PlannedRollout => {
  const plans = planRings(network, artifact.name, version);
  const entry = isProposed(artifact, version) ? plans.find(takesPart)?.ring : undefined;
  const ways = findCordaWays(
    network,
    artifact,
    version,
    plans.flatMap(({ nodes }) => nodes),
  );
  return {
    artifact: artifact.name,
    version,
    network: network.name,
    rings: plans.map(({ ring, nodes }) => {
      const batches = batchesOf(ring, nodes);
      const opens = ring === entry && ring.opens !== 'manual' ? 'with-release' : 'by-hand';
      return {
        ring: ring.name,
        nodes,
        from: fromVersions(network, artifact.name, nodes),
        batches: { count: batches.length, size: batches[0]?.length ?? 0 },
        soak: ring.soak,
        opens: nodes.length === 0 ? undefined : opens,
      };
    }),
    leftOut: plans.flatMap(({ left }) => left),
    ...(artifact.kind === 'corda' && { paths: ways.paths }),
    problems: [...plans.flatMap(({ problems }) => problems), ...ways.problems],
  };
};

/** Whether a release of this version would be proposed at all; the whole policy needs the releases: docs/releases.md. */
const isProposed = ({ releases }: Artifact, version: string): boolean =>
  releases !== undefined &&
  !(releases.prereleases === 'ignore' && releases.order === 'semver' && isPrerelease(version));
