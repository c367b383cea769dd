import { childAt, itemsAt, leafAt, mapAt, textAt, type Leaf, type Tree } from './tree.ts';
import type { Doing, Mount, Workload } from './workload.ts';

/** A look at the text that spares looking at its documents. */
export const mayHaveWorkloads = (text: string): boolean => /\b(?:StatefulSet|Deployment)\b/.test(text);

/** More than any node has; a file that says more is cut, for aliases make a small file say much. */
const MOST = { containers: 50, words: 200, mounts: 200, volumes: 200, items: 50 };

/** Characters of one argument that are looked into: a script, not a document. */
const LONGEST_WORD = 20_000;

/** Characters of a path; no node has a longer one. */
const LONGEST_PATH = 1000;

/** The StatefulSet or Deployment that a document is, or what a patch says of one. Templates of charts have no name yet. */
export const readWorkload = (root: Tree): Workload | undefined => {
  const kind = textAt(root, 'kind');
  const name = textAt(root, 'metadata', 'name');
  if ((kind !== 'StatefulSet' && kind !== 'Deployment') || name === undefined || name.includes('{{')) return undefined;
  const spec = mapAt(root, 'spec');
  const pod = mapAt(spec, 'template', 'spec');
  const containers = itemsAt(pod, 'containers').slice(0, MOST.containers);
  const starting = itemsAt(pod, 'initContainers').slice(0, MOST.containers);
  const volumes = volumesOf(spec, pod);
  const mounts = [...containers, ...starting]
    .flatMap((container) => mountsOf(container, volumes))
    .slice(0, MOST.mounts);
  const words = textsIn([...containers, ...starting].flatMap(wordsOf));
  const names = mounts.flatMap(namesIn);
  const replicas = leafAt(spec, 'replicas');
  return {
    kind,
    name,
    strategy: textAt(spec, kind === 'Deployment' ? 'strategy' : 'updateStrategy', 'type'),
    replicas: replicas?.type === 'number' ? Number(replicas.value) : undefined,
    mounts: unmixed(mounts),
    readiness: containers.some((container) => mapAt(container, 'readinessProbe') !== undefined),
    does: listDoings(words, starting, volumes),
    jars: unique([...words, ...names].flatMap(findJars)),
    configs: unique(names.flatMap(findConfigs)),
  };
};

type Volume = { readonly keeps: Mount['keeps']; readonly items: readonly string[] };
type Volumes = ReadonlyMap<string, Volume>;
type NamedMount = Mount & { readonly subPath: string | undefined; readonly items: readonly string[] };

/** A patch that adds a mount names a volume of the base, which is not in it. */
const ELSEWHERE: Volume = { keeps: 'other', items: [] };

/** By name; a StatefulSet's own claims are among them, and go before others of that name. */
const volumesOf = (spec: Tree | undefined, pod: Tree | undefined): Volumes =>
  new Map([
    ...itemsAt(pod, 'volumes')
      .slice(0, MOST.volumes)
      .map((volume) => [textAt(volume, 'name') ?? '', { keeps: keeps(volume), items: shownBy(volume) }] as const),
    ...itemsAt(spec, 'volumeClaimTemplates')
      .slice(0, MOST.volumes)
      .map((claim) => [textAt(claim, 'metadata', 'name') ?? '', { keeps: 'claim', items: [] }] as const),
  ]);

const shownBy = (volume: Tree): readonly string[] =>
  [...itemsAt(volume, 'configMap', 'items'), ...itemsAt(volume, 'secret', 'items')]
    .slice(0, MOST.items)
    .flatMap((item) => pathAt(item, 'path') ?? []);

const keeps = (volume: Tree): Mount['keeps'] => {
  if (volume.kind !== 'map') return 'other';
  const has = (key: string): boolean => volume.entries.has(key);
  if (has('persistentVolumeClaim') || has('ephemeral')) return has('ephemeral') ? 'memory' : 'claim';
  if (has('emptyDir')) return 'memory';
  return has('configMap') || has('secret') || has('projected') ? 'config' : 'other';
};

const mountsOf = (container: Tree, volumes: Volumes): readonly NamedMount[] =>
  itemsAt(container, 'volumeMounts')
    .slice(0, MOST.mounts)
    .flatMap((mount) => {
      const path = pathAt(mount, 'mountPath');
      if (path === undefined) return [];
      const volume = volumes.get(textAt(mount, 'name') ?? '') ?? ELSEWHERE;
      return [{ path, keeps: volume.keeps, subPath: pathAt(mount, 'subPath'), items: volume.items }];
    });

/** The files that a mount is or shows, as far as they are said. */
const namesIn = ({ path, subPath, items }: NamedMount): readonly string[] =>
  subPath === undefined ? [path, ...items.map((item) => `${path.replace(/\/$/, '')}/${item}`)] : [path, subPath];

const pathAt = (tree: Tree, key: string): string | undefined => {
  const path = textAt(tree, key);
  return path !== undefined && path.length <= LONGEST_PATH ? path : undefined;
};

/** Where two containers have different volumes at one path, the first is the node's: init containers come last. */
const unmixed = (mounts: readonly NamedMount[]): readonly Mount[] =>
  [...Map.groupBy(mounts, ({ path }) => path)].flatMap(([path, [first]]) =>
    first ? { path, keeps: first.keeps } : [],
  );

/** Command, arguments, environment and what runs before it stops. */
const wordsOf = (container: Tree): readonly Leaf[] =>
  [
    ...itemsAt(container, 'command'),
    ...itemsAt(container, 'args'),
    ...itemsAt(container, 'lifecycle', 'preStop', 'exec', 'command'),
    ...itemsAt(container, 'env').map((variable) => childAt(variable, 'value')),
  ]
    .slice(0, MOST.words)
    .filter((word) => word?.kind === 'leaf');

/** Each scalar once, however many aliases repeat it: so there is never more to look into than the file is long. */
const textsIn = (words: readonly Leaf[]): readonly string[] =>
  [...new Set(words)].map(({ value }) => value.slice(0, LONGEST_WORD));

const listDoings = (words: readonly string[], starting: readonly Tree[], volumes: Volumes): readonly Doing[] => [
  ...(words.some((word) => /run-migration-scripts|execute-migration/.test(word)) ? (['migration'] as const) : []),
  ...(words.some((word) => /\bgracefulShutdown\b/.test(word)) ? (['graceful-shutdown'] as const) : []),
  ...(starting.some((container) => fillsCordapps(container, volumes)) ? (['copies-cordapps'] as const) : []),
];

/**
 * Fetches or copies JARs into a folder that outlives the pod, and takes nothing away there. A volume that only the base
 * knows counts: whether it is an emptyDir shows when the two are merged.
 */
const fillsCordapps = (container: Tree, volumes: Volumes): boolean => {
  const isKept = mountsOf(container, volumes).some(
    ({ path, keeps: by }) => (by === 'claim' || by === 'other') && /(?:^|\/)cordapps\/?$/i.test(path),
  );
  if (!isKept) return false;
  const script = textsIn(wordsOf(container)).join('\n');
  return (
    /\b(?:cp|curl|wget|mv|rsync)\b/.test(script) && /\.jar\b|cordapps/i.test(script) && !/\brm\b|-delete\b/.test(script)
  );
};

/** Names of JARs as people write them in a path or a command. Tried at the beginning of a name only, so in linear time. */
const findJars = (text: string): readonly string[] => text.match(/(?<![\w.+-])[\w.+-]{1,200}\.jar\b/g) ?? [];

const findConfigs = (path: string): readonly string[] =>
  /cordapps\/config\/([\w.+-]{1,200}\.conf)$/.exec(path)?.slice(1) ?? [];

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].slice(0, MOST.words);
