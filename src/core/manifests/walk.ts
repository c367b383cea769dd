import type { Place, Problem } from '../problem.ts';
import * as say from '../text/manifest-problems.ts';
import { findCandidates } from './formats/table.ts';
import { parseInline } from './inline.ts';
import type { Candidate } from './manifest.ts';
import { parseForest } from './parse.ts';
import type { Ground, Spot } from './spot.ts';
import type { Branch, Leaf, Path, Tree } from './tree.ts';
import { childrenOf } from './tree.ts';

/** How much of a file is followed. Only aliases can make a file of the allowed size reach these. */
const MOST_STEPS = 5_000_000;
const MOST_CANDIDATES = 100_000;
const LONGEST_PATH = 500;

export type Walk = {
  readonly text: string;
  readonly placeOf: (offset: number) => Place;
  readonly candidates: Candidate[];
  readonly problems: Problem[];
  steps: number;
};

/** Visits every map and list of a document, through aliases too, and collects what the formats find. */
export const walkTree = (walk: Walk, tree: Tree, ground: Ground, path: (string | number)[]): void => {
  if (tree.kind === 'leaf' || isExhausted(walk, tree, path)) return;
  walk.candidates.push(...findCandidates(spotAt(walk, tree, ground, path)));
  for (const [step, child] of childrenOf(tree)) {
    walk.steps += 1;
    const inner = groundOf(ground, path, step);
    path.push(step);
    if (child.kind !== 'leaf') walkTree(walk, child, inner, path);
    else if (isInline(ground, path)) walkInline(walk, child, inner, path);
    path.pop();
  }
};

const isExhausted = (walk: Walk, tree: Branch, { length }: Path): boolean => {
  const isFine = walk.steps <= MOST_STEPS && walk.candidates.length <= MOST_CANDIDATES && length <= LONGEST_PATH;
  if (isFine) return false;
  if (walk.steps !== Infinity) walk.problems.push(say.tooManyAliases(walk.placeOf(tree.start)));
  walk.steps = Infinity;
  return true;
};

const spotAt = (walk: Walk, node: Branch, ground: Ground, path: Path): Spot => ({
  node,
  ground,
  path,
  text: walk.text,
  scalar: ({ start, end, value, style }, ...steps) => {
    const { line, column } = walk.placeOf(start);
    return { start, end, value, style, path: [...path, ...steps], line, column };
  },
});

/** Helm values inside an Application or a Kustomization, and patches inside a Kustomization, are grounds of their own. */
const groundOf = (ground: Ground, path: Path, step: string | number): Ground => {
  if (ground === 'application' && path.at(-1) === 'helm' && (step === 'valuesObject' || step === 'values')) {
    return 'argo-values';
  }
  if (ground !== 'kustomization') return ground;
  if (step === 'valuesInline') return 'values';
  return step === 'patch' && path.at(-2) === 'patches' ? 'object' : ground;
};

const isInline = (ground: Ground, path: Path): boolean =>
  ground === 'application'
    ? path.at(-1) === 'values' && path.at(-2) === 'helm'
    : ground === 'kustomization' && path.at(-1) === 'patch' && path.at(-3) === 'patches';

/** YAML inside a scalar. Templates in it are not ours to judge; other text that is no YAML is told. */
const walkInline = (walk: Walk, leaf: Leaf, ground: Ground, path: (string | number)[]): void => {
  if (leaf.type !== 'string') return;
  const at = walk.placeOf(leaf.start);
  const literal = parseInline(leaf, walk.text, walk.placeOf);
  const forest = literal ?? parseForest(leaf.value, { offsetOf: () => leaf.start, placeOf: () => at });
  const [root, second] = forest.ok ? forest.value.roots : [];
  if (!forest.ok || second) {
    const detail = forest.ok ? 'it has more than one document' : (forest.problems[0]?.message ?? '');
    if (!leaf.value.includes('{{')) walk.problems.push(say.inlineYaml(at, detail));
  } else if (root && literal) {
    walkTree(walk, root, ground, path);
  } else if (root) {
    const trial: Walk = { ...walk, candidates: [], problems: [] };
    walkTree(trial, root, ground, path);
    if (trial.candidates.length > 0) walk.problems.push(say.inlineNotLiteral(at));
  }
};
