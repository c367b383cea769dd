import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../core/manifests/manifest.ts';
import type { Problem } from '../core/problem.ts';
import { fileUnreadable } from '../core/text/cli-problems.ts';
import { faultOf } from './fault.ts';

/** Folders that are never part of a manifests repository. */
const SKIPPED = new Set(['.git', 'node_modules']);

/**
 * The folder's files as `git ls-tree` would tell them, in the order of paths, but for sizes and object ids. Links are told,
 * never followed: they may lead anywhere. A folder that cannot be opened is a problem.
 */
export const listEntries = (
  root: string,
): { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] } => {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  const add = (path: string, kind: Entry['kind']): unknown => entries.push({ path, kind, blob: path, size: 0 });
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      const items = readdirSync(join(root, folder), { withFileTypes: true });
      // A folder with a .git of its own is another repository, whether as a submodule or by a clone inside of this one.
      if (folder !== '' && items.some(({ name }) => name === '.git')) {
        add(folder, 'submodule');
        continue;
      }
      for (const item of items) {
        const path = folder === '' ? item.name : `${folder}/${item.name}`;
        if (item.isSymbolicLink()) add(path, 'symlink');
        else if (item.isFile()) add(path, 'file');
        else if (item.isDirectory() && !SKIPPED.has(item.name)) waiting.push(path);
      }
    } catch (error) {
      problems.push(fileUnreadable(folder, faultOf(error)));
    }
  }
  return { entries: entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)), problems };
};
