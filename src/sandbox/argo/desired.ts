import { createHash } from 'node:crypto';
import { CONFIG_FILE } from '../../core/config/config.ts';
import { parseConfig } from '../../core/config/parse.ts';
import { cutTag } from '../../core/manifests/image.ts';
import type { Entry, Manifest } from '../../core/manifests/manifest.ts';
import { readManifest } from '../../core/manifests/read.ts';
import { buildNetwork, wantedFiles } from '../../core/network/build.ts';
import type { Network } from '../../core/network/network.ts';
import { findTarget, folderOf, indexTree, type Tree } from '../../core/network/tree.ts';
import { readBlobs, readTree } from '../github/git-objects.ts';

/** What runs a node: each kind fails in its own way. */
export type Workload = { readonly kind: 'StatefulSet' | 'Deployment'; readonly name: string };

/** What a commit wants of one node. */
export type Desired = {
  /** The folder that its Application renders. */
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Images with tags, as its pods would run them. */
  readonly images: readonly string[];
  readonly workload: Workload;
  /** Name of a hook of the rendering, `Job/migrate`; undefined without one. */
  readonly hook: string | undefined;
  /** Of all files that its rendering reads: another one is another rendering. */
  readonly fingerprint: string;
};

/** By name of the node. Undefined when the commit has no `cordage.yaml` that can be understood. */
export type ReadDesired = (dir: string, commit: string) => Promise<ReadonlyMap<string, Desired> | undefined>;

/** A reader that remembers files by blob: a commit changes few of them. */
export const createDesiredReader = (): ReadDesired => {
  const known = new Map<string, Manifest>();
  return async (dir, commit) => {
    const entries = (await readTree(dir, commit, true))
      .filter(({ type, mode }) => type === 'blob' && mode !== '120000')
      .map(({ path, sha, size }): Entry => ({ path, blob: sha, size: size ?? 0, kind: 'file' }));
    const config = entries.find(({ path }) => path === CONFIG_FILE);
    if (!config) return undefined;
    const wanted = wantedFiles(entries);
    const unseen = wanted.filter(({ blob, path }) => !known.has(`${blob} ${path}`));
    const bytes = await readBlobs(dir, [config.blob, ...unseen.map(({ blob }) => blob)]);
    for (const { path, blob } of unseen)
      known.set(`${blob} ${path}`, readManifest(path, bytes.get(blob) ?? new Uint8Array()));
    const manifests = new Map(
      wanted.flatMap(({ blob, path }) => {
        const manifest = known.get(`${blob} ${path}`);
        return manifest ? [[path, manifest] as const] : [];
      }),
    );
    const read = parseConfig(CONFIG_FILE, bytes.get(config.blob) ?? new Uint8Array());
    if (!read.config) return undefined;
    const network = buildNetwork({ config: read.config, configFile: CONFIG_FILE, entries, manifests });
    return describe(network, indexTree(entries), manifests);
  };
};

const describe = (
  network: Network,
  tree: Tree,
  manifests: ReadonlyMap<string, Manifest>,
): ReadonlyMap<string, Desired> => {
  const images = imagesOf(network);
  const fingerprints = createFingerprints(tree, manifests);
  return new Map(
    network.nodes.map(({ name, file, labels }) => {
      const [hook] = network.hooks.get(name) ?? [];
      const [{ kind, name: called } = UNSAID] = network.workloads.get(name) ?? [];
      const { fingerprint } = fingerprints(file);
      return [
        name,
        {
          path: folderOf(file),
          labels,
          images: images.get(name) ?? [],
          workload: { kind, name: called },
          hook: hook && `${hook.kind}/${hook.name}`,
          fingerprint,
        },
      ];
    }),
  );
};

/** Where no file says it, a chart does. */
const UNSAID: Workload = { kind: 'StatefulSet', name: 'corda' };

const imagesOf = (network: Network): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { candidate, nodes } of network.pins) {
    if (candidate.kind !== 'image' || !candidate.tag) continue;
    const image = `${candidate.name}:${cutTag(candidate.tag.value).tag ?? candidate.tag.value}`;
    for (const node of nodes) {
      const known = found.get(node);
      if (known) known.push(image);
      else found.set(node, [image]);
    }
  }
  return found;
};

/** A hash of a file and of all that it refers to; what thousands of nodes share is hashed once. */
const createFingerprints = (tree: Tree, manifests: ReadonlyMap<string, Manifest>) => {
  const known = new Map<string, { readonly fingerprint: string }>();
  const of = (file: string): { readonly fingerprint: string } => {
    const found = known.get(file);
    if (found) return found;
    known.set(file, { fingerprint: '' });
    const parts = (manifests.get(file)?.references ?? []).map((reference) => {
      const target = findTarget(tree, file, reference);
      return 'file' in target ? of(target.file).fingerprint : '';
    });
    const text = [file, tree.entries.get(file)?.blob, ...parts].join('\n');
    const made = { fingerprint: createHash('sha256').update(text).digest('hex').slice(0, 16) };
    known.set(file, made);
    return made;
  };
  return of;
};
