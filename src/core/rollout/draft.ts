import type { Artifact } from '../config/config.ts';
import type { Network, Pin, Ring } from '../network/network.ts';
import { planMoves, type LeftOut } from '../network/moves.ts';
import { batchesOf, versionsByNode } from '../network/summary.ts';
import type { Problem } from '../problem.ts';
import type { ArtifactReleases, Offer } from '../release/select.ts';
import { lineOf } from '../release/version.ts';
import { renderBranch } from '../text/branch.ts';
import type { Batch } from '../text/pull-title.ts';

/** What a version means for one ring. */
export type RingPlan = {
  readonly ring: Ring;
  readonly moves: readonly Pin[];
  /** Nodes that these moves change, sorted. */
  readonly nodes: readonly string[];
  readonly left: readonly LeftOut[];
  readonly problems: readonly Problem[];
};

/** A rollout's first pull request, as the network and the releases alone would have it. */
export type Draft = {
  readonly artifact: Artifact;
  readonly offer: Offer;
  readonly branch: string;
  readonly ring: Ring;
  readonly batch: Batch | undefined;
  readonly moves: readonly Pin[];
  readonly nodes: readonly string[];
  readonly problems: readonly Problem[];
  /** The plan for the whole network. */
  readonly rings: readonly RingPlan[];
};

/** Drafts of all offers that some ring takes part in, in the order of artifacts and offers. */
export const draftRollouts = (network: Network, releases: readonly ArtifactReleases[]): readonly Draft[] =>
  releases.flatMap(({ artifact, offered }) => offered.flatMap((offer) => draftRollout(network, artifact, offer) ?? []));

/** What moving to a version means ring by ring. With a `line` (`1.3`) only nodes that run it are moved. */
export const planRings = (network: Network, artifact: string, version: string, line?: string): readonly RingPlan[] =>
  network.rings.map((ring) => planRing(network, artifact, version, line, ring, ring.members));

const planRing = (
  network: Network,
  artifact: string,
  version: string,
  line: string | undefined,
  ring: Ring,
  members: readonly string[],
): RingPlan => {
  const versions = line === undefined ? undefined : versionsByNode(network, artifact);
  const elsewhere = (node: string): boolean =>
    (versions?.get(node) ?? []).some((runs) => runs !== version && lineOf(runs) !== line);
  const others = members.filter(elsewhere);
  const nodes = new Set(members).difference(new Set(others));
  const { moves, left, problems } = planMoves(network, { artifact, version, nodes });
  const leftOut = others.map((node): LeftOut => ({ node, reason: { kind: 'other-line', line: line ?? '' } }));
  return { ring, moves, nodes: nodesOf(moves, nodes), left: [...left, ...leftOut], problems };
};

const nodesOf = (moves: readonly Pin[], among: ReadonlySet<string>): readonly string[] =>
  [...new Set(moves.flatMap((pin) => pin.nodes))].filter((node) => among.has(node)).toSorted();

/** A ring takes part when it has something to move, has moved, or would move if a problem were solved. */
export const takesPart = ({ moves, left, problems }: RingPlan): boolean =>
  moves.length > 0 || problems.length > 0 || left.some(({ reason }) => reason.kind === 'already');

/**
 * The first ring that takes part opens; one that runs newer versions throughout is passed by, saying so in the table.
 * A ring that is done ends it: what comes after is behind gates.
 */
const draftRollout = (network: Network, artifact: Artifact, offer: Offer): Draft | undefined => {
  const { version, line } = offer;
  const rings = planRings(network, artifact.name, version, line);
  const entry = rings.find(takesPart);
  if (!entry || entry.ring.opens === 'manual') return undefined;
  const done = entry.left.flatMap(({ node, reason }) => (reason.kind === 'already' ? [node] : []));
  const batches = batchesOf(entry.ring, [...entry.nodes, ...done].toSorted());
  const first = batches.length > 1 ? batches[0] : undefined;
  const own = first ? planRing(network, artifact.name, version, line, entry.ring, first) : entry;
  const batch = first && { number: 1, of: batches.length };
  return {
    artifact,
    offer,
    ring: entry.ring,
    batch,
    branch: renderBranch({ artifact: artifact.name, version, ring: entry.ring.name, batch: batch?.number }),
    moves: own.moves,
    nodes: own.nodes,
    problems: own.problems,
    rings,
  };
};
