import { CONFIG_FILE } from '../../core/config/config.ts';
import { parseConfig } from '../../core/config/parse.ts';
import type { Manifest } from '../../core/manifests/manifest.ts';
import { readManifest } from '../../core/manifests/read.ts';
import { buildNetwork, wantedFiles } from '../../core/network/build.ts';
import { versionsByNode } from '../../core/network/summary.ts';
import { git } from '../github/git.ts';
import { readTree } from '../github/git-objects.ts';

/** Versions by artifact, of every node that a commit describes: what Argo CD would make the clusters run. */
export type NodeVersions = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Undefined when the commit has no `cordage.yaml` that can be understood: the clusters then run on as they are. */
export type ReadNodes = (dir: string, commit: string) => Promise<NodeVersions | undefined>;

/** A reader that remembers files by blob: a commit changes few of them. */
export const createReader = (): ReadNodes => {
  const known = new Map<string, Manifest>();
  return async (dir, commit) => {
    const entries = (await readTree(dir, commit, true))
      .filter(({ type, mode }) => type === 'blob' && mode !== '120000')
      .map(({ path, sha, size }) => ({ path, blob: sha, size: size ?? 0, kind: 'file' as const }));
    const wanted = wantedFiles(entries).map(({ path, blob }) => ({ path, blob, key: `${blob} ${path}` }));
    const config = entries.find(({ path }) => path === CONFIG_FILE);
    if (!config) return undefined;
    const unseen = wanted.filter(({ key }) => !known.has(key));
    const bytes = await readBlobs(dir, [config.blob, ...unseen.map(({ blob }) => blob)]);
    for (const { key, path, blob } of unseen) known.set(key, readManifest(path, bytes.get(blob) ?? new Uint8Array()));
    const manifests = new Map(
      wanted.flatMap(({ key, path }) => {
        const manifest = known.get(key);
        return manifest ? [[path, manifest] as const] : [];
      }),
    );
    const read = parseConfig(CONFIG_FILE, bytes.get(config.blob) ?? new Uint8Array());
    if (!read.config) return undefined;
    const network = buildNetwork({ config: read.config, configFile: CONFIG_FILE, entries, manifests });
    const versions = network.artifacts.map(({ name }) => ({ name, byNode: versionsByNode(network, name) }));
    return new Map(
      network.nodes.map((node) => {
        // A node with two versions of one artifact runs neither alone.
        const runs = versions.map(({ name, byNode }) => [name, byNode.get(node.name)?.join(' and ')] as const);
        return [node.name, Object.fromEntries(runs.flatMap(([name, text]) => (text ? [[name, text]] : [])))];
      }),
    );
  };
};

/** `<sha> blob <size> LF <bytes> LF` for each, see git-cat-file(1), --batch. */
const readBlobs = async (dir: string, shas: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
  const asked = [...new Set(shas)];
  const out = await git(dir, ['cat-file', '--batch'], { input: `${asked.join('\n')}\n` });
  const found = new Map<string, Uint8Array>();
  let at = 0;
  for (const sha of asked) {
    const end = out.indexOf(0x0a, at);
    const size = Number(out.subarray(at, end).toString().split(' ')[2]);
    found.set(sha, out.subarray(end + 1, end + 1 + size));
    at = end + 2 + size;
  }
  return found;
};
