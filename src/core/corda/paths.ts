import type { Artifact } from '../config/config.ts';
import type { Network } from '../network/network.ts';
import { fromVersions, versionsByNode } from '../network/summary.ts';
import type { Problem } from '../problem.ts';
import * as say from '../text/corda-problems.ts';
import { planPath, type PathStep } from './path.ts';
import { betterThan, findPatch } from './releases.ts';

/** How nodes get from one version to another, and how many they are. */
export type CordaPath = { readonly from: string; readonly nodes: number; readonly steps: readonly PathStep[] };

/** The way of these nodes to a version of Corda, by the version they run, and what speaks against going at once. */
export type CordaWays = { readonly paths: readonly CordaPath[]; readonly problems: readonly Problem[] };

const NOTHING: CordaWays = { paths: [], problems: [] };

/**
 * Judges a move of nodes to a version by R3's upgrade rules. Nothing for artifacts that are not Corda nodes. What rests
 * on an inference is a warning, what R3 states an error; a patch with a known flaw is always a warning.
 * @param nodes names of those that move
 */
export const findCordaWays = (
  network: Network,
  { name: artifact, kind }: Artifact,
  version: string,
  nodes: readonly string[],
): CordaWays => {
  if (kind !== 'corda' || nodes.length === 0) return NOTHING;
  const placeOf = findPlaces(network, artifact, nodes);
  const paths: CordaPath[] = [];
  const problems: Problem[] = [];
  for (const { version: from, nodes: count } of fromVersions(network, artifact, nodes)) {
    const path = planPath(from, version, network.platformVersions);
    if (!path.ok) {
      problems.push(...path.problems);
      continue;
    }
    paths.push({ from, nodes: count, steps: path.value });
    problems.push(...judge({ artifact, from, to: version, nodes: count, at: placeOf(from) }, path.value));
  }
  return { paths, problems: [...withoutDoubles(problems), ...judgeTarget(artifact, version)] };
};

/** The first pin of these nodes with a version, which is what the pull request changes. */
const findPlaces = (network: Network, artifact: string, nodes: readonly string[]) => {
  const moving = new Set(nodes);
  const versions = versionsByNode(network, artifact);
  return (from: string) => {
    const pin = network.pins.find(
      (candidate) =>
        candidate.artifact === artifact &&
        candidate.version === from &&
        candidate.nodes.some((node) => moving.has(node) && versions.get(node)?.[0] === from),
    );
    return pin && { file: pin.file, line: pin.line, column: pin.column };
  };
};

const judge = (move: say.CordaMove, steps: readonly PathStep[]): readonly Problem[] => {
  const [first] = steps;
  if (!first) return [];
  if (steps.length > 1) {
    // A release newer than every document may follow other rules; that the described ones may not be left out is certain.
    const described = steps.filter(({ certainty }) => certainty === 'stated').length;
    return [say.cordaJump(move, steps, described > 1 ? 'error' : 'warning')];
  }
  return [
    ...(first.minors.length > 1 ? [say.cordaDatabaseSteps(move, first.minors)] : []),
    ...(first.certainty === 'inferred' ? [say.cordaStepInferred(move, first.source)] : []),
  ];
};

const judgeTarget = (artifact: string, to: string): readonly Problem[] => {
  const flaw = findPatch(to)?.flaw;
  return flaw ? [say.cordaFlawed(artifact, to, flaw, betterThan(to, flaw))] : [];
};

/** An unknown target is the same problem from wherever one starts. */
const withoutDoubles = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.code} ${problem.message}`, problem])).values(),
];
