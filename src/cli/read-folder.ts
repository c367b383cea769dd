import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { CONFIG_FILE, type Config } from '../core/config/config.ts';
import { parseConfig } from '../core/config/parse.ts';
import type { Manifest } from '../core/manifests/manifest.ts';
import { readManifest } from '../core/manifests/read.ts';
import { refuseEntry } from '../core/manifests/refuse-entry.ts';
import { buildNetwork, wantedFiles } from '../core/network/build.ts';
import type { Network } from '../core/network/network.ts';
import type { Problem } from '../core/problem.ts';
import { readingFiles, understanding } from '../core/text/cli-answers.ts';
import * as say from '../core/text/cli-problems.ts';
import { faultOf } from './fault.ts';
import { listEntries } from './list-entries.ts';
import type { Progress } from './progress.ts';
import { readOrdinaryFile } from './read-file.ts';

/** Bytes above which a file is not read at all, as in the app; the network tells it where a node needs it. */
const FILE_LIMIT = 16 * 1024 * 1024;

export type Reading =
  /** The command line names a folder or a file that cannot be meant. */
  | { readonly kind: 'wrong-use'; readonly problems: readonly Problem[] }
  /** There is no right `cordage.yaml`. */
  | { readonly kind: 'no-config'; readonly problems: readonly Problem[] }
  /** `problems` are all that `cordage lint` tells. */
  | { readonly kind: 'read'; readonly network: Network; readonly problems: readonly Problem[] };

/**
 * A local checkout, read as the app reads a commit.
 * @param configFile path of another `cordage.yaml`, from the working directory
 */
export const readFolder = (root: string, configFile: string | undefined, progress: Progress): Reading => {
  const refused = checkFolder(root);
  if (refused) return { kind: 'wrong-use', problems: [refused] };
  const found = configFile === undefined ? readOwnConfig(root) : readOtherConfig(configFile);
  if ('kind' in found) return found;
  const { config, problems } = parseConfig(configFile ?? CONFIG_FILE, found.bytes);
  if (!config) return { kind: 'no-config', problems };
  const { network, problems: inFiles } = readNetwork(root, config, configFile ?? CONFIG_FILE, progress);
  return { kind: 'read', network, problems: [...problems, ...inFiles, ...network.problems] };
};

const checkFolder = (root: string): Problem | undefined => {
  try {
    return statSync(root).isDirectory() ? undefined : say.notAFolder(root);
  } catch (error) {
    return say.unusablePath(root, faultOf(error), 'correct the path, or leave it out for the current folder');
  }
};

type Found = { readonly bytes: Uint8Array } | Exclude<Reading, { kind: 'read' }>;

const readOwnConfig = (root: string): Found => {
  const path = join(root, CONFIG_FILE);
  try {
    const file = readOrdinaryFile(path);
    if (file) return { bytes: file.bytes };
  } catch (error) {
    const fault = faultOf(error);
    const refused = fault === 'ELOOP' ? refuseEntry({ path: CONFIG_FILE, kind: 'symlink' }) : undefined;
    if (refused) return { kind: 'no-config', problems: [refused] };
    if (fault !== 'ENOENT') return { kind: 'no-config', problems: [say.fileUnreadable(CONFIG_FILE, fault)] };
  }
  return { kind: 'no-config', problems: [say.configNotHere(CONFIG_FILE, root, findAbove(root))] };
};

/** A file that was named may be a link: whoever named it meant what it leads to. */
const readOtherConfig = (path: string): Found => {
  const remedy = `name a ${CONFIG_FILE}; the path is taken from the current folder`;
  try {
    if (!statSync(path).isFile()) return { kind: 'wrong-use', problems: [say.notAFile(path, remedy)] };
    return { bytes: readFileSync(path) };
  } catch (error) {
    return { kind: 'wrong-use', problems: [say.unusablePath(path, faultOf(error), remedy)] };
  }
};

/** The nearest folder further up with a `cordage.yaml`, as seen from the working directory. */
const findAbove = (root: string): string | undefined => {
  let folder = resolve(root);
  while (folder !== dirname(folder)) {
    folder = dirname(folder);
    if (existsSync(join(folder, CONFIG_FILE))) return relative('', folder) || '.';
  }
  return undefined;
};

const readNetwork = (root: string, config: Config, configFile: string, progress: Progress) => {
  const listed = listEntries(root);
  const wanted = wantedFiles(listed.entries);
  const manifests = new Map<string, Manifest>();
  const problems = [...listed.problems];
  for (const [index, { path }] of wanted.entries()) {
    progress.tell(() => readingFiles(index, wanted.length));
    try {
      const file = readOrdinaryFile(join(root, path), FILE_LIMIT);
      if (file) manifests.set(path, readManifest(path, file.bytes));
    } catch (error) {
      problems.push(say.fileUnreadable(path, faultOf(error)));
      manifests.set(path, readManifest(path, new Uint8Array()));
    }
  }
  progress.tell(() => understanding(wanted.length));
  return { network: buildNetwork({ config, configFile, entries: listed.entries, manifests }), problems };
};
