import { CONFIG_FILE, type Config } from '../core/config/config.ts';
import { parseConfig } from '../core/config/parse.ts';
import type { Entry, Manifest } from '../core/manifests/manifest.ts';
import { readManifest } from '../core/manifests/read.ts';
import { buildNetwork, wantedFiles } from '../core/network/build.ts';
import type { Network } from '../core/network/network.ts';
import type { Problem } from '../core/problem.ts';
import { configMissing } from '../core/text/config-problems.ts';
import { fileTooLarge } from '../core/text/manifest-problems.ts';
import type { Mirror } from '../git/mirror.ts';
import { listTree, readBlobs } from '../git/read.ts';
import type { Memory } from './memory.ts';

/** Bytes above which a file is not read at all; it is told as a problem. */
const FILE_LIMIT = 16 * 1024 * 1024;

/** How many files may be remembered for each that the commit holds; pull requests that change many are read as well. */
const FORGET_ABOVE = 3;

export type NetworkReading = {
  readonly config: Config | undefined;
  readonly configProblems: readonly Problem[];
  readonly network: Network | undefined;
  readonly entries: ReadonlyMap<string, Entry>;
};

/** The network at a commit. Two git processes whatever its size; only blobs never seen before are read and parsed. */
export const readNetwork = async (mirror: Mirror, commit: string, memory: Memory): Promise<NetworkReading> =>
  readTree(mirror, await listTree(mirror, commit), memory);

/**
 * The network as it would be with some files of another commit in place of its own. A file that both have changed is taken
 * as that commit has it: git would ask a person. A `cordage.yaml` that cannot be understood stays as it was.
 * @param paths those to take over; one that the other commit does not have goes
 */
export const readMerged = async (
  mirror: Mirror,
  commits: { readonly base: string; readonly head: string },
  paths: readonly string[],
  memory: Memory,
): Promise<Network | undefined> => {
  const before = await listTree(mirror, commits.base);
  const after = new Map((await listTree(mirror, commits.head)).map((entry) => [entry.path, entry]));
  const overlay = (taken: ReadonlySet<string>): readonly Entry[] => [
    ...before.filter(({ path }) => !taken.has(path)),
    ...[...taken].flatMap((path) => after.get(path) ?? []),
  ];
  const all = new Set(paths);
  const { network } = await readTree(mirror, overlay(all), memory);
  if (network || !all.delete(CONFIG_FILE)) return network;
  return (await readTree(mirror, overlay(all), memory)).network;
};

const readTree = async (mirror: Mirror, list: readonly Entry[], memory: Memory): Promise<NetworkReading> => {
  const entries = new Map(list.map((entry) => [entry.path, entry]));
  const file = entries.get(CONFIG_FILE);
  if (file?.kind !== 'file') {
    return { config: undefined, configProblems: [configMissing(CONFIG_FILE)], network: undefined, entries };
  }
  const bytes = (await readBlobs(mirror, [file.blob], FILE_LIMIT)).get(file.blob) ?? new Uint8Array();
  const { config, problems } = parseConfig(CONFIG_FILE, bytes);
  if (!config) return { config, configProblems: problems, network: undefined, entries };
  const manifests = await readManifests(mirror, list, memory);
  const network = buildNetwork({ config, configFile: CONFIG_FILE, entries: list, manifests });
  return { config, configProblems: problems, network, entries };
};

/** Parsed files by path. Now and then what this commit does not hold is forgotten: memory follows the repository's size. */
const readManifests = async (
  mirror: Mirror,
  entries: readonly Entry[],
  memory: Memory,
): Promise<ReadonlyMap<string, Manifest>> => {
  const wanted = wantedFiles(entries);
  const unseen = wanted.filter((entry) => !memory.manifests.has(keyOf(entry)));
  const bytes = await readBlobs(mirror, [...new Set(unseen.map((entry) => entry.blob))], FILE_LIMIT);
  for (const entry of unseen) {
    const found = bytes.get(entry.blob);
    memory.manifests.set(keyOf(entry), found ? readManifest(entry.path, found) : unread(entry));
  }
  const read = wanted.flatMap((entry) => {
    const manifest = memory.manifests.get(keyOf(entry));
    return manifest ? [{ entry, manifest }] : [];
  });
  if (memory.manifests.size > FORGET_ABOVE * wanted.length) {
    memory.manifests.clear();
    for (const { entry, manifest } of read) memory.manifests.set(keyOf(entry), manifest);
  }
  return new Map(read.map(({ entry, manifest }) => [entry.path, manifest]));
};

/** A file too large to be read: nothing in it is known, and that is told. */
const unread = ({ path, size }: Entry): Manifest => ({
  candidates: [],
  references: [],
  labels: {},
  applications: [],
  hooks: [],
  workloads: [],
  problems: [fileTooLarge(path, size, FILE_LIMIT)],
});

/** A file's meaning depends on its place, too: `templates/` of a chart is not read as manifests. */
const keyOf = (entry: Entry): string => `${entry.blob} ${entry.path}`;
