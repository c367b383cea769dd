import type { Scalar } from './manifest.ts';

/**
 * A YAML document, reduced to what finding, editing and proving need. Aliases and merge keys are resolved: every user of an
 * anchor holds the same object, so a small file cannot unfold into a large tree.
 */
export type Tree = Leaf | Branch;
export type Branch = MapTree | ListTree;

export type Leaf = {
  readonly kind: 'leaf';
  readonly start: number;
  readonly end: number;
  readonly style: Scalar['style'];
  /** `tagged`: under an explicit tag other than `!!str`; what it means is not ours to say. */
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'tagged';
  readonly value: string;
};

export type MapTree = {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  readonly entries: ReadonlyMap<string, Tree>;
};

type ListTree = {
  readonly kind: 'list';
  readonly start: number;
  readonly end: number;
  readonly items: readonly Tree[];
};

/** A use of an anchor: where the alias stands, and what it repeats. */
export type Use = { readonly start: number; readonly target: Tree };

/** The documents of one YAML text. */
export type Forest = { readonly roots: readonly Tree[]; readonly uses: readonly Use[] };

export type Path = readonly (string | number)[];

export const childrenOf = (branch: Branch): Iterable<readonly [string | number, Tree]> =>
  branch.kind === 'map' ? branch.entries : branch.items.entries();

export const childAt = (tree: Tree | undefined, step: string | number): Tree | undefined => {
  if (tree?.kind === 'map') return typeof step === 'string' ? tree.entries.get(step) : undefined;
  return tree?.kind === 'list' && typeof step === 'number' ? tree.items[step] : undefined;
};

/** The map under a key, or nothing. */
export const mapAt = (tree: Tree | undefined, ...steps: Path): MapTree | undefined => {
  const found = steps.reduce<Tree | undefined>(childAt, tree);
  return found?.kind === 'map' ? found : undefined;
};

/** The items of the list under a key; none where there is no list. */
export const itemsAt = (tree: Tree | undefined, ...steps: Path): readonly Tree[] => {
  const found = steps.reduce<Tree | undefined>(childAt, tree);
  return found?.kind === 'list' ? found.items : [];
};

/** The scalar under a key if it says something: null, the empty text and unknown tags count as absent. */
export const leafAt = (tree: Tree | undefined, ...steps: Path): Leaf | undefined => {
  const found = steps.reduce<Tree | undefined>(childAt, tree);
  return found?.kind === 'leaf' && found.value !== '' && found.type !== 'tagged' ? found : undefined;
};

export const textAt = (tree: Tree | undefined, ...steps: Path): string | undefined => leafAt(tree, ...steps)?.value;

/** The scalars of a map as texts; what is not a scalar is left out. */
export const textsOf = (map: MapTree | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...(map?.entries ?? [])].flatMap(([key, child]) => (child.kind === 'leaf' ? [[key, child.value] as const] : [])),
  );
