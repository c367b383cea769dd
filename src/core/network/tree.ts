import type { Entry, Reference } from '../manifests/manifest.ts';
import { refuseEntry, resolvePath } from '../manifests/refuse-entry.ts';
import type { Place, Problem } from '../problem.ts';
import { outsideRoot } from '../text/manifest-problems.ts';
import { folderWithoutKustomization, referenceMissing } from '../text/network-problems.ts';

/** The paths of a commit, indexed. */
export type Tree = {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Names of the files directly in each folder; every folder has an entry, the root is the empty text. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
};

/** The file that a path leads to, or why it leads to none. */
export type Target = { readonly file: string } | { readonly problem: Problem };

export const indexTree = (entries: readonly Entry[]): Tree => {
  const folders = new Map<string, string[]>([['', []]]);
  const open = (folder: string): string[] => {
    const found = folders.get(folder);
    if (found) return found;
    const names: string[] = [];
    folders.set(folder, names);
    open(folderOf(folder));
    return names;
  };
  for (const { path } of entries) open(folderOf(path)).push(baseOf(path));
  return { entries: new Map(entries.map((entry) => [entry.path, entry])), folders };
};

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The names that Kustomize looks for, in its order. */
const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export const isKustomization = (path: string): boolean => KUSTOMIZATIONS.includes(baseOf(path));

export const kustomizationIn = (tree: Tree, folder: string): string | undefined => {
  const name = KUSTOMIZATIONS.find((candidate) => tree.entries.has(join(folder, candidate)));
  return name && join(folder, name);
};

/** The file that a Kustomization's reference means: itself, or the Kustomization of the folder it names. */
export const findTarget = (tree: Tree, from: string, { path, reads, line, column }: Reference): Target => {
  const at: Place = { file: from, line, column };
  const resolved = resolvePath(folderOf(from), path);
  if (resolved === undefined) return { problem: outsideRoot(at, path) };
  const isFolder = reads !== 'file' && tree.folders.has(resolved);
  const file = isFolder ? kustomizationIn(tree, resolved) : resolved;
  return file === undefined ? { problem: folderWithoutKustomization(at, path) } : openFile(tree, file, at, path);
};

/** The ordinary file at a path from the root; links and submodules on the way are refused. */
export const openFile = (tree: Tree, file: string, at: Place, written: string): Target => {
  for (let path = file; path !== ''; path = folderOf(path)) {
    const entry = tree.entries.get(path);
    const refused = entry && refuseEntry(entry, at);
    if (refused) return { problem: refused };
    if (entry && path === file) return { file };
  }
  return { problem: referenceMissing(at, written) };
};
