/** Where a container's folder is kept. */
export type Mount = {
  /** `mountPath`, as written. */
  readonly path: string;
  /** `claim`: outlives the pod. `memory`: an emptyDir, new with every pod. `config`: a ConfigMap or Secret. */
  readonly keeps: 'claim' | 'memory' | 'config' | 'other';
};

/**
 * What the commands, arguments and lifecycle of its containers and init containers do, by words of Corda's own that no
 * other program has. `copies-cordapps` fills `cordapps/` without emptying it first.
 */
export type Doing = 'migration' | 'graceful-shutdown' | 'copies-cordapps';

/** What runs a node: a StatefulSet or Deployment, or what a patch says of one. Undefined: not said in that file. */
export type Workload = {
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly name: string;
  /** `strategy.type` of a Deployment, `updateStrategy.type` of a StatefulSet. */
  readonly strategy: string | undefined;
  readonly replicas: number | undefined;
  readonly mounts: readonly Mount[];
  readonly readiness: boolean;
  readonly does: readonly Doing[];
  /** Names of JARs that it mentions: `corda-shell-4.12.jar`. */
  readonly jars: readonly string[];
  /** Names of files for `cordapps/config` that it mounts: `trade-1.3.0.conf`. */
  readonly configs: readonly string[];
};

/**
 * What a rendering says of its workloads: of two that say the same the later counts, as a patch does over what it changes.
 * Nodes of the same bases get the same array, and a patch that adds nothing leaves the array of its base.
 */
export const mergeWorkloads = (some: readonly Workload[], more: readonly Workload[]): readonly Workload[] => {
  if (some.length === 0 || some === more) return more;
  if (more.length === 0) return some;
  const known = merges.get(some)?.get(more);
  if (known) return known;
  const merged = mergeAll(some, more);
  const ofSome = merges.get(some) ?? new WeakMap<readonly Workload[], readonly Workload[]>();
  merges.set(some, ofSome.set(more, merged));
  return merged;
};

const merges = new WeakMap<readonly Workload[], WeakMap<readonly Workload[], readonly Workload[]>>();

const mergeAll = (some: readonly Workload[], more: readonly Workload[]): readonly Workload[] => {
  const merged = new Map(some.map((one) => [keyOf(one), one]));
  for (const one of more) {
    const known = merged.get(keyOf(one));
    merged.set(keyOf(one), known ? mergeTwo(known, one) : one);
  }
  const all = [...merged.values()];
  return all.length === some.length && all.every((one, index) => one === some[index]) ? some : all;
};

const keyOf = ({ kind, name }: Workload): string => `${kind}/${name}`;

const mergeTwo = (base: Workload, patch: Workload): Workload => {
  const merged: Workload = {
    ...base,
    strategy: patch.strategy ?? base.strategy,
    replicas: patch.replicas ?? base.replicas,
    mounts: mergeMounts(base.mounts, patch.mounts),
    readiness: base.readiness || patch.readiness,
    does: unite(base.does, patch.does),
    jars: unite(base.jars, patch.jars),
    configs: unite(base.configs, patch.configs),
  };
  const isSame =
    merged.strategy === base.strategy &&
    merged.replicas === base.replicas &&
    merged.readiness === base.readiness &&
    LISTS.every((list) => merged[list] === base[list]);
  return isSame ? base : merged;
};

const LISTS = ['mounts', 'does', 'jars', 'configs'] as const;

/** A patch names volumes of its base, and does not say what they are. */
const mergeMounts = (base: readonly Mount[], patch: readonly Mount[]): readonly Mount[] => {
  const byPath = new Map(base.map((mount) => [mount.path, mount]));
  const news = patch.filter(({ path, keeps }) => {
    const known = byPath.get(path);
    return !known || (keeps !== 'other' && keeps !== known.keeps);
  });
  for (const mount of news) byPath.set(mount.path, mount);
  return news.length === 0 ? base : [...byPath.values()];
};

const unite = <T>(some: readonly T[], more: readonly T[]): readonly T[] => {
  const united = new Set([...some, ...more]);
  return united.size === some.length ? some : [...united];
};
