import type { Reference } from './manifest.ts';
import type { Position } from './place.ts';
import type { Leaf, Path, Tree } from './tree.ts';
import { itemsAt, leafAt } from './tree.ts';

type Locate = (offset: number) => Position;

const FOLDERS_OR_FILES: readonly Path[] = [['resources'], ['bases'], ['generators'], ['transformers'], ['validators']];
const FILES: readonly Path[] = [['patchesStrategicMerge'], ['crds'], ['configurations']];
const FILES_UNDER: readonly (readonly [list: string, ...key: string[]])[] = [
  ['patches', 'path'],
  ['patchesJson6902', 'path'],
  ['replacements', 'path'],
  ['configMapGenerator', 'env'],
  ['secretGenerator', 'env'],
  ['helmCharts', 'valuesFile'],
  ['helmChartInflationGenerator', 'values'],
];
const FILE_LISTS_UNDER: readonly (readonly [list: string, key: string])[] = [
  ['configMapGenerator', 'files'],
  ['configMapGenerator', 'envs'],
  ['secretGenerator', 'files'],
  ['secretGenerator', 'envs'],
  ['helmCharts', 'additionalValuesFiles'],
];

/** The local files and folders that a Kustomization reads. Remote bases and inline patches are left out. */
export const listReferences = (root: Tree, locate: Locate): readonly Reference[] => {
  const read = (reads: Reference['reads']) => (leaf: Tree | undefined) => readReference(leaf, reads, locate);
  return [
    ...FOLDERS_OR_FILES.flatMap((path) => itemsAt(root, ...path).flatMap(read('folder-or-file'))),
    ...itemsAt(root, 'components').flatMap(read('component')),
    ...FILES.flatMap((path) => itemsAt(root, ...path).flatMap(read('file'))),
    ...FILES_UNDER.flatMap(([list, ...key]) =>
      itemsAt(root, list).flatMap((item) => read('file')(leafAt(item, ...key))),
    ),
    ...FILE_LISTS_UNDER.flatMap(([list, key]) =>
      itemsAt(root, list).flatMap((item) => itemsAt(item, key).flatMap(read('file'))),
    ),
    ...read('file')(leafAt(root, 'openapi', 'path')),
  ];
};

const readReference = (leaf: Tree | undefined, reads: Reference['reads'], locate: Locate): readonly Reference[] => {
  if (leaf?.kind !== 'leaf' || leaf.type !== 'string') return [];
  const path = withoutKey(leaf);
  return path === '' || path.includes('\n') || isRemote(path) ? [] : [{ path, reads, ...locate(leaf.start) }];
};

/** Generators may name the key before the file: `node.conf=config/canary.conf`. */
const withoutKey = ({ value }: Leaf): string => /^[\w.-]+=(.+)$/.exec(value)?.[1] ?? value;

/** What Kustomize fetches: URLs, scp-like and `host/owner/repo` git addresses, anything with a `?ref=` or a `//` in it. */
const isRemote = (path: string): boolean =>
  /:\/\/|^[\w.-]+@[\w.-]+:|^git::|\?|[^/]\/\/|^(?:[\w-]+\.)?(?:github|gitlab|bitbucket)\.(?:com|org)[/:]/i.test(path);
