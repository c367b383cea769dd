import type { Outcome, Place } from '../problem.ts';
import { succeed } from '../problem.ts';
import { parseInline } from './inline.ts';
import { parseForest } from './parse.ts';
import { locateIn } from './place.ts';
import type { Branch, Forest, Leaf, Path, Tree } from './tree.ts';
import { childAt } from './tree.ts';

/** A parsed file with its text, and the inline YAML in it as far as it was opened. */
export type Source = {
  readonly text: string;
  readonly forest: Forest;
  readonly placeOf: (offset: number) => Place;
  readonly openLeaf: (leaf: Leaf) => Tree | undefined;
};

export const openSource = (path: string, text: string): Outcome<Source> => {
  const locate = locateIn(text);
  const placeOf = (offset: number): Place => ({ file: path, ...locate(offset) });
  const forest = parseForest(text, { offsetOf: (offset) => offset, placeOf });
  if (!forest.ok) return forest;
  const opened = new Map<Leaf, Tree | undefined>();
  const openLeaf = (leaf: Leaf): Tree | undefined => {
    if (!opened.has(leaf)) {
      const inline = parseInline(leaf, text, placeOf);
      opened.set(leaf, inline?.ok ? inline.value.roots[0] : undefined);
    }
    return opened.get(leaf);
  };
  return succeed({ text, forest: forest.value, placeOf, openLeaf });
};

/** The scalar at a path and the map or list around it; the path may lead into inline YAML. */
export const findLeaf = (
  { forest, openLeaf }: Source,
  [index, ...steps]: Path,
): { readonly leaf: Leaf; readonly parent: Branch | undefined } | undefined => {
  let parent: Branch | undefined;
  let tree = typeof index === 'number' ? forest.roots[index] : undefined;
  for (const step of steps) {
    if (tree?.kind === 'leaf') tree = openLeaf(tree);
    if (tree === undefined || tree.kind === 'leaf') return undefined;
    parent = tree;
    tree = childAt(tree, step);
  }
  return tree?.kind === 'leaf' ? { leaf: tree, parent } : undefined;
};
