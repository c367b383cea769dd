import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CONFIG_FILE, type Config } from '../core/config/config.ts';
import { parseConfig } from '../core/config/parse.ts';
import type { Entry, Manifest } from '../core/manifests/manifest.ts';
import { readManifest } from '../core/manifests/read.ts';
import { buildNetwork, wantedFiles } from '../core/network/build.ts';
import type { Network } from '../core/network/network.ts';
import type { Problem } from '../core/problem.ts';
import { configMissing } from '../core/text/config-problems.ts';

/** Folders that are never part of a manifests repository. */
const SKIPPED = new Set(['.git', 'node_modules']);

export type Folder = {
  readonly root: string;
  readonly config: Config | undefined;
  readonly network: Network | undefined;
  /** Of `cordage.yaml` and of the network. */
  readonly problems: readonly Problem[];
};

/**
 * A local checkout, read as the app reads a commit.
 * @param configFile path of another `cordage.yaml`, where the folder has none
 */
export const readFolder = async (root: string, configFile: string | undefined): Promise<Folder> => {
  const path = configFile ?? join(root, CONFIG_FILE);
  const name = configFile ?? CONFIG_FILE;
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return { root, config: undefined, network: undefined, problems: [configMissing(name)] };
  const { config, problems } = parseConfig(name, bytes);
  if (!config) return { root, config, network: undefined, problems };
  const entries = await listEntries(root);
  const manifests = new Map<string, Manifest>();
  for (const entry of wantedFiles(entries)) {
    manifests.set(entry.path, readManifest(entry.path, await readFile(join(root, entry.path))));
  }
  const network = buildNetwork({ config, configFile: name, entries, manifests });
  return { root, config, network, problems: [...problems, ...network.problems] };
};

/** The folder's files as `git ls-tree` would tell them. Links are told, never followed: they may lead anywhere. */
const listEntries = async (root: string): Promise<readonly Entry[]> => {
  const found: Entry[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const item of await readdir(folder, { withFileTypes: true })) {
      if (SKIPPED.has(item.name)) continue;
      const full = join(folder, item.name);
      const path = relative(root, full).split(sep).join('/');
      if (item.isSymbolicLink()) found.push({ path, kind: 'symlink', blob: path, size: 0 });
      else if (item.isFile()) found.push({ path, kind: 'file', blob: path, size: (await lstat(full)).size });
      else if (item.isDirectory() && (await isSubmodule(full)))
        found.push({ path, kind: 'submodule', blob: path, size: 0 });
      else if (item.isDirectory()) await walk(full);
    }
  };
  await walk(root);
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
};

const isSubmodule = async (folder: string): Promise<boolean> =>
  (await lstat(join(folder, '.git')).catch(() => undefined))?.isFile() ?? false;
