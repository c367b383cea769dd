import { parse } from 'yaml';

import type { Source } from './source.ts';
import type { Leaf, Path, Tree } from './tree.ts';
import { childrenOf } from './tree.ts';

/** More comparisons than this only aliases can ask for. */
const MOST_STEPS = 5_000_000;
const LONGEST_PATH = 500;

/** A path at which two texts say different things. Without leaves: their shape differs there. */
export type Difference = { readonly path: string; readonly old?: Leaf; readonly now?: Leaf };

export const nameOf = (path: Path): string => JSON.stringify(path);

/**
 * Where two files differ in what they say, through aliases and merge keys, and inside the inline YAML at the paths given.
 * Undefined where there is too much to compare.
 */
export const findDifferences = (
  before: Source,
  after: Source,
  inline: ReadonlySet<string>,
): readonly Difference[] | undefined => {
  const search: Search = { before, after, inline, found: [], equal: new Map(), steps: 0 };
  const [old, now] = [before.forest.roots, after.forest.roots];
  if (old.length !== now.length) return [{ path: '[]' }];
  for (const [index, root] of old.entries()) compare(search, root, now[index], [index]);
  return search.steps > MOST_STEPS ? undefined : search.found;
};

type Search = {
  readonly before: Source;
  readonly after: Source;
  readonly inline: ReadonlySet<string>;
  readonly found: Difference[];
  /** Branches that were found equal: what is shared by aliases is compared once, unless it differs. */
  readonly equal: Map<Tree, Tree>;
  steps: number;
};

const compare = (search: Search, old: Tree, now: Tree | undefined, path: (string | number)[]): void => {
  search.steps = path.length > LONGEST_PATH ? Infinity : search.steps + 1;
  if (search.steps > MOST_STEPS || search.equal.get(old) === now) return;
  const known = search.found.length;
  if (old.kind === 'leaf' && now?.kind === 'leaf') compareLeaves(search, old, now, path);
  else if (old.kind === 'leaf' || now === undefined || now.kind === 'leaf' || old.kind !== now.kind) {
    search.found.push({ path: nameOf(path) });
  } else {
    const [mine, theirs] = [[...childrenOf(old)], [...childrenOf(now)]];
    const sameShape = mine.length === theirs.length && mine.every(([step], index) => theirs[index]?.[0] === step);
    if (!sameShape) search.found.push({ path: nameOf(path) });
    for (const [index, [step, child]] of sameShape ? mine.entries() : []) {
      path.push(step);
      compare(search, child, theirs[index]?.[1], path);
      path.pop();
    }
    if (search.found.length === known && now) search.equal.set(old, now);
  }
};

const compareLeaves = (search: Search, old: Leaf, now: Leaf, path: (string | number)[]): void => {
  if (old.value === now.value && old.type === now.type) return;
  const name = nameOf(path);
  if (search.inline.has(name)) {
    const [inner, outer] = [search.before.openLeaf(old), search.after.openLeaf(now)];
    if (inner && outer) return compare(search, inner, outer, path);
  }
  search.found.push({ path: name, old, now });
};

/** Whether what is written in a scalar's style is this very text to readers of YAML 1.1 and of 1.2. Block scalars always are. */
export const readsAsText = ({ style }: Leaf, written: string, value: string): boolean =>
  style === 'literal' ||
  style === 'folded' ||
  (['1.1', '1.2'] as const).every((version) => parse(written, { version, logLevel: 'silent' }) === value);
