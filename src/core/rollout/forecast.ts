import type { Artifact } from '../config/config.ts';
import { listPaths } from '../corda/paths.ts';
import type { Network } from '../network/network.ts';
import { batchesOf, fromVersions } from '../network/summary.ts';
import { isPrerelease } from '../release/version.ts';
import type { PlannedRollout } from '../text/plan-table.ts';
import { mergeFindings } from '../rules/judge-rules.ts';
import { hardestOf } from '../rules/rollback-class.ts';
import { problemOf } from '../text/rule-findings.ts';
import { planRings, takesPart } from './draft.ts';
import { allTo, judgeMoves } from './judge-change.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What moving an artifact to a version would mean for the whole network, whatever has been released. Corda's rules judge
 * each ring as if it moved by itself, for the first ring is what comes next; what they say of several is told once.
 */
export const forecast = (
  network: Network,
  artifact: Artifact,
  version: string,
  known: Pick<Snapshot, 'now' | 'jars' | 'parameters'>,
): PlannedRollout => {
  const plans = planRings(network, artifact.name, version);
  const entry = isProposed(artifact, version) ? plans.find(takesPart)?.ring : undefined;
  const nodes = plans.flatMap((plan) => plan.nodes);
  const judged = plans
    .filter((plan) => plan.nodes.length > 0)
    .map((plan) => judgeMoves(known, network, artifact, allTo(plan.nodes, version)));
  const rollback = hardestOf(judged.flatMap((one) => one.rollback ?? []));
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
    ...(rollback && { rollback }),
    ...(artifact.kind === 'corda' && { paths: listPaths(network, artifact, version, nodes) }),
    problems: [
      ...plans.flatMap(({ problems }) => problems),
      ...mergeFindings(judged.flatMap(({ findings }) => findings)).map(problemOf),
    ],
  };
};

/** Whether a release of this version would be proposed at all; the whole policy needs the releases: docs/releases.md. */
const isProposed = ({ releases }: Artifact, version: string): boolean =>
  releases !== undefined &&
  !(releases.prereleases === 'ignore' && releases.order === 'semver' && isPrerelease(version));
