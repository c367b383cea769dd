import { compileGlob } from '../config/glob.ts';
import { isManifestPath, type Manifest } from '../manifests/manifest.ts';
import { refuseEntry } from '../manifests/refuse-entry.ts';
import type { Place, Problem } from '../problem.ts';
import { globWithoutNode, nodeName, nodeTwice } from '../text/network-problems.ts';
import type { Placed } from './reach.ts';
import { baseOf, folderOf, isKustomization, type Tree } from './tree.ts';

/** A node as its file declares it. */
export type Declared = {
  readonly name: string;
  readonly file: string;
  /** `folder`: a Kustomization or values file that stands for its folder. */
  readonly kind: 'folder' | 'file' | 'application';
  /** Set for an Application only. */
  readonly placed: Placed | undefined;
};

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/;

/**
 * The nodes that the globs of `cordage.yaml` give, by name. A Kustomization or a `values.yaml` is named by its folder,
 * another values file by itself, an Application by its own name. Two nodes of one name are a problem; the first stays.
 * @param globsAt where the globs stand
 */
export const findNodes = (
  tree: Tree,
  manifests: ReadonlyMap<string, Manifest>,
  globs: readonly string[],
  globsAt: Place,
): { readonly nodes: readonly Declared[]; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const files = new Set<string>();
  for (const glob of globs) {
    const before = problems.length;
    const matches = compileGlob(glob);
    const found = [...tree.entries.values()].filter(
      ({ path, kind }) => kind === 'file' && isManifestPath(path) && matches(path),
    );
    problems.push(...refuseMatches(tree, glob));
    if (found.length === 0 && problems.length === before) problems.push(globWithoutNode(globsAt, glob));
    for (const { path } of found) files.add(path);
  }
  const nodes = new Map<string, Declared>();
  for (const node of [...files].toSorted().flatMap((file) => declare(file, manifests.get(file)))) {
    const other = nodes.get(node.name);
    const at: Place = { file: node.file, line: 1, column: 1 };
    if (!NAME.test(node.name)) problems.push(nodeName(at, node.name));
    else if (other) problems.push(nodeTwice(at, node.name, other.file));
    else nodes.set(node.name, node);
  }
  return { nodes: [...nodes.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), problems };
};

const declare = (file: string, manifest: Manifest | undefined): readonly Declared[] => {
  const isFolder = isKustomization(file) || /^values\.ya?ml$/.test(baseOf(file));
  if (isFolder) return [{ name: baseOf(folderOf(file)), file, kind: 'folder', placed: undefined }];
  const applications = manifest?.applications ?? [];
  return applications.length > 0
    ? applications.map((application) => ({
        name: application.name,
        file,
        kind: 'application',
        placed: { file, application },
      }))
    : [{ name: baseOf(file).replace(/\.ya?ml$/, ''), file, kind: 'file', placed: undefined }];
};

/**
 * Links and submodules where a node, or a folder on the way to nodes, is looked for: nobody can say what is behind them.
 * A link that ends like a file (`README.md`) is taken for one.
 */
const refuseMatches = (tree: Tree, glob: string): readonly Problem[] => {
  const steps = glob.split('/');
  const prefixes = steps.map((_, index) => compileGlob(steps.slice(0, index + 1).join('/')));
  const isOnTheWay = (path: string): boolean => {
    const depth = path.split('/').length;
    return prefixes.some((matches, index) => {
      const goesOn = steps[index] === '**' || (index + 1 === depth && depth < steps.length);
      return goesOn && matches(path) && !/\.[A-Za-z]\w{0,4}$/.test(path);
    });
  };
  const isNode = (path: string): boolean => isManifestPath(path) && prefixes.at(-1)?.(path) === true;
  return [...tree.entries.values()].flatMap((entry) => {
    if (entry.kind === 'file' || !(isNode(entry.path) || isOnTheWay(entry.path))) return [];
    const refused = refuseEntry(entry);
    return refused ? [refused] : [];
  });
};
