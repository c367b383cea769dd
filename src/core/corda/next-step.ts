import type { Network } from '../network/network.ts';
import { fromVersions } from '../network/summary.ts';
import { fail, succeed, type Outcome } from '../problem.ts';
import { compareVersions } from '../release/version.ts';
import { cordaPatchUnknown } from '../text/corda-problems.ts';
import { planPath, type PathStep } from './path.ts';

/** What a network does next on its way to a version of Corda. */
export type NextStep = {
  /** Where the slowest nodes go; the goal itself where one step is all, or none. */
  readonly version: string;
  /** The whole way of the slowest nodes; empty when they are there. */
  readonly steps: readonly PathStep[];
  /** How many nodes are behind that version, and move with it. */
  readonly nodes: number;
};

/**
 * The next version on the way of a network to a goal: the first step of the nodes that run the oldest version. Those
 * that are as far or further wait for them. Nodes whose version cannot be ordered do not count as long as any other
 * can. Fails as `planPath` does, and where a version in between has no patch that is known to be there.
 * @param nodes those that count; all of the network unless given
 */
export const nextStep = (
  network: Network,
  artifact: string,
  goal: string,
  nodes: Iterable<string> = network.nodes.map(({ name }) => name),
): Outcome<NextStep> => {
  const running = fromVersions(network, artifact, nodes);
  const ordered = running.filter(({ version }) => compareVersions(version, goal) !== undefined);
  const [oldest] = (ordered.length > 0 ? ordered : running).toSorted(byVersion);
  if (!oldest) return succeed({ version: goal, steps: [], nodes: 0 });
  const path = planPath(oldest.version, goal, network.platformVersions);
  if (!path.ok) return path;
  const version = path.value[0]?.to ?? goal;
  // Of some minor releases the table has no patch; no image is called by the minor release alone.
  if (path.value.length > 1 && /^\d+\.\d+$/.test(version)) return fail(cordaPatchUnknown(artifact, version, goal));
  const behind = ordered.filter((one) => (compareVersions(one.version, version) ?? 0) < 0);
  return succeed({ version, steps: path.value, nodes: behind.reduce((sum, one) => sum + one.nodes, 0) });
};

type Versioned = { readonly version: string };

const byVersion = (a: Versioned, b: Versioned): number => compareVersions(a.version, b.version) ?? 0;
