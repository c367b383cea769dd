import { itemsAt, leafAt, mapAt, textAt, type Tree } from './tree.ts';
import type { Doing, Mount, Workload } from './workload.ts';

/** A look at the text that spares looking at its documents. */
export const mayHaveWorkloads = (text: string): boolean => /\b(?:StatefulSet|Deployment)\b/.test(text);

/** More than any node has; a file that says more is cut, for aliases make a small file say much. */
const MOST = { containers: 50, words: 200, mounts: 200, volumes: 200 };

/** Characters of one argument that are looked into: a script, not a document. */
const LONGEST_WORD = 20_000;

/** The StatefulSet or Deployment that a document is, or what a patch says of one. Templates of charts have no name yet. */
export const readWorkload = (root: Tree): Workload | undefined => {
  const kind = textAt(root, 'kind');
  const name = textAt(root, 'metadata', 'name');
  if ((kind !== 'StatefulSet' && kind !== 'Deployment') || name === undefined || name.includes('{{')) return undefined;
  const spec = mapAt(root, 'spec');
  const pod = mapAt(spec, 'template', 'spec');
  const containers = itemsAt(pod, 'containers').slice(0, MOST.containers);
  const starting = itemsAt(pod, 'initContainers').slice(0, MOST.containers);
  const kept = volumesOf(spec, pod);
  const mounts = [...containers, ...starting].flatMap((container) => mountsOf(container, kept)).slice(0, MOST.mounts);
  const words = [...containers, ...starting].flatMap(wordsOf);
  const replicas = leafAt(spec, 'replicas');
  return {
    kind,
    name,
    strategy: textAt(spec, kind === 'Deployment' ? 'strategy' : 'updateStrategy', 'type'),
    replicas: replicas?.type === 'number' ? Number(replicas.value) : undefined,
    mounts: [...new Map(mounts.map(({ path, keeps }) => [path, { path, keeps }])).values()],
    readiness: containers.some((container) => mapAt(container, 'readinessProbe') !== undefined),
    does: listDoings(words, starting, kept),
    jars: unique([...words, ...mounts.flatMap(namesIn)].flatMap(findJars)),
    configs: unique(mounts.flatMap(namesIn).flatMap(findConfigs)),
  };
};

type Kept = ReadonlyMap<string, Mount['keeps']>;
type NamedMount = Mount & { readonly subPath: string | undefined };

/** By name what keeps a volume; a StatefulSet's own claims are among them. */
const volumesOf = (spec: Tree | undefined, pod: Tree | undefined): Kept =>
  new Map([
    ...itemsAt(pod, 'volumes')
      .slice(0, MOST.volumes)
      .map((volume) => [textAt(volume, 'name') ?? '', keeps(volume)] as const),
    ...itemsAt(spec, 'volumeClaimTemplates')
      .slice(0, MOST.volumes)
      .map((claim) => [textAt(claim, 'metadata', 'name') ?? '', 'claim'] as const),
  ]);

const keeps = (volume: Tree): Mount['keeps'] => {
  if (volume.kind !== 'map') return 'other';
  const has = (key: string): boolean => volume.entries.has(key);
  if (has('persistentVolumeClaim') || has('ephemeral')) return has('ephemeral') ? 'memory' : 'claim';
  if (has('emptyDir')) return 'memory';
  return has('configMap') || has('secret') || has('projected') ? 'config' : 'other';
};

const mountsOf = (container: Tree, kept: Kept): readonly NamedMount[] =>
  itemsAt(container, 'volumeMounts')
    .slice(0, MOST.mounts)
    .flatMap((mount) => {
      const path = textAt(mount, 'mountPath');
      const volume = textAt(mount, 'name') ?? '';
      // A patch that adds a mount names a volume of the base, which is not in it.
      return path === undefined
        ? []
        : [{ path, keeps: kept.get(volume) ?? ('other' as const), subPath: textAt(mount, 'subPath') }];
    });

/** Command, arguments, environment and what runs before it stops. */
const wordsOf = (container: Tree): readonly string[] =>
  [
    ...itemsAt(container, 'command'),
    ...itemsAt(container, 'args'),
    ...itemsAt(container, 'lifecycle', 'preStop', 'exec', 'command'),
    ...itemsAt(container, 'env').map((variable) => mapAt(variable)?.entries.get('value')),
  ]
    .slice(0, MOST.words)
    .flatMap((word) => (word?.kind === 'leaf' ? [word.value.slice(0, LONGEST_WORD)] : []));

const listDoings = (words: readonly string[], starting: readonly Tree[], kept: Kept): readonly Doing[] => [
  ...(words.some((word) => /run-migration-scripts|execute-migration/.test(word)) ? (['migration'] as const) : []),
  ...(words.some((word) => /\bgracefulShutdown\b/.test(word)) ? (['graceful-shutdown'] as const) : []),
  ...(starting.some((container) => fillsClaim(container, kept)) ? (['copies-cordapps'] as const) : []),
];

/** Fetches or copies into a claim for CorDapps, and takes nothing away there. */
const fillsClaim = (container: Tree, kept: Kept): boolean => {
  const isClaim = mountsOf(container, kept).some(({ path, keeps: by }) => by === 'claim' && /cordapps/i.test(path));
  const script = wordsOf(container).join('\n');
  return isClaim && /\b(?:cp|curl|wget|mv|rsync)\b/.test(script) && !/\brm\b|-delete\b|--delete\b/.test(script);
};

const namesIn = ({ path, subPath }: NamedMount): readonly string[] =>
  subPath === undefined ? [path] : [path, subPath];

/** Names of JARs as people write them in a path or a command. */
const findJars = (text: string): readonly string[] => text.match(/[\w.+-]{1,200}\.jar\b/g) ?? [];

const findConfigs = (path: string): readonly string[] =>
  /cordapps\/config\/([\w.+-]{1,200}\.conf)$/.exec(path)?.slice(1) ?? [];

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].slice(0, MOST.words);
