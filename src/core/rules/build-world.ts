import type { Artifact, NetworkParameters } from '../config/config.ts';
import { platformVersionOf } from '../corda/releases.ts';
import type { Network, Pin } from '../network/network.ts';
import type { JarsByVersion } from '../release/release.ts';
import { compareVersions } from '../release/version.ts';
import { tagAfter } from './image-tag.ts';
import { isChecked, profilesOf, tagOf, type Profile } from './profiles.ts';
import type { Change, Group, Stand, World } from './world.ts';

/** Which nodes come to which version of one artifact. */
export type Moves = {
  readonly artifact: Artifact;
  /** By node. */
  readonly to: ReadonlyMap<string, string>;
  /** They are taken back to what they ran before. */
  readonly back: boolean;
  /**
   * The network as the commit leaves it. What else it changes is then on both sides of the change, for all of it comes at
   * once: other artifacts, hooks, volumes. Without it nothing but the version of these nodes is taken to change.
   */
  readonly next?: Network | undefined;
};

/** What is known besides the manifests. */
export type Surroundings = {
  readonly jars: JarsByVersion;
  /** Those that hold, and for a change of them those that would. */
  readonly parameters: NetworkParameters;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** The network around a change of versions; without moves, around a change of the network parameters. */
export const buildWorld = (network: Network, moves: Moves | undefined, around: Surroundings): World => ({
  change: changeOf(moves),
  groups: groupNodes(network, moves, around.jars),
  parameters: around.parameters,
  policy: network.policy.rules,
  declared: network.platformVersions,
  now: around.now,
});

const changeOf = (moves: Moves | undefined): Change => {
  if (!moves) return { kind: 'parameters', artifact: undefined, version: undefined, back: false };
  const { artifact, to, back } = moves;
  const versions = [...new Set(to.values())];
  return {
    kind: artifact.kind,
    artifact: artifact.name,
    version: versions.length === 1 ? versions[0] : undefined,
    back,
  };
};

const groupNodes = (network: Network, moves: Moves | undefined, jars: JarsByVersion): readonly Group[] => {
  const { next } = moves ?? {};
  const profiles = next ? profilesOf(next) : [];
  const nextOf = new Map(
    profiles.flatMap((profile) => profile.nodes.map((node): [string, Profile] => [node, profile])),
  );
  return profilesOf(network).flatMap((profile) => splitProfile(network, profile, nextOf, moves, jars));
};

/** Nodes of a profile by where they go, and by what else becomes of them. */
const splitProfile = (
  network: Network,
  profile: Profile,
  nextOf: ReadonlyMap<string, Profile>,
  moves: Moves | undefined,
  jars: JarsByVersion,
): readonly Group[] => {
  const before = standOf(network, profile.pins, jars);
  const byFuture = Map.groupBy(profile.nodes, (node) => nextOf.get(node));
  return [...byFuture].flatMap(([next, alike]) => {
    // What a commit takes away altogether does not move.
    const around = moves?.next && next ? { network: moves.next, profile: next } : { network, profile };
    const left = standOf(around.network, around.profile.pins, jars);
    const [first = ''] = alike;
    const common = {
      ring: profile.ring,
      hooks: around.network.hooks.get(first) ?? [],
      workloads: around.network.workloads.get(first) ?? [],
    };
    return [...Map.groupBy(alike, (node) => moves?.to.get(node))].map(([version, nodes]): Group => {
      if (!moves || version === undefined) {
        return { ...common, nodes, moves: false, before: left, after: left, at: undefined, checksum: undefined };
      }
      const { artifact } = moves;
      const checks = around.profile.pins.filter((pin) => pin.artifact === artifact.name).map(isChecked);
      const known = checks.filter((checked) => checked !== undefined);
      return {
        ...common,
        nodes,
        moves: true,
        before: next ? withFormer(left, before, artifact.name) : before,
        after: next ? left : standOf(network, profile.pins, jars, { artifact, version }),
        at: findPlace(around.network, artifact.name, nodes[0]),
        checksum: known.length > 0 ? known.every(Boolean) : undefined,
      };
    });
  });
};

/** What nodes would run if only this artifact had stayed as it was. */
const withFormer = (left: Stand, before: Stand, artifact: string): Stand => {
  const isOther = (one: { readonly artifact: string }): boolean => one.artifact !== artifact;
  return {
    corda: [left.corda, before.corda].some((corda) => corda?.artifact === artifact) ? before.corda : left.corda,
    cordapps: [...left.cordapps.filter(isOther), ...before.cordapps.filter((one) => !isOther(one))],
    pieces: [...left.pieces.filter(isOther), ...before.pieces.filter((one) => !isOther(one))],
  };
};

/** The pin that decides for a node. */
const findPlace = ({ pins }: Network, artifact: string, node: string | undefined): Group['at'] => {
  const pin = pins.find((one) => one.artifact === artifact && node !== undefined && one.nodes.includes(node));
  return pin && { file: pin.file, line: pin.line, column: pin.column };
};

/** What nodes with these pins run; of an artifact that is pinned twice, the older version. */
const standOf = (
  network: Network,
  pins: readonly Pin[],
  jars: JarsByVersion,
  moved?: { readonly artifact: Artifact; readonly version: string },
): Stand => {
  const oldest = new Map<string, Pin>();
  for (const pin of pins) {
    const known = oldest.get(pin.artifact);
    if (!known || (compareVersions(pin.version, known.version) ?? 0) < 0) oldest.set(pin.artifact, pin);
  }
  const stand: { corda: Stand['corda']; cordapps: Stand['cordapps'][number][]; pieces: Stand['pieces'][number][] } = {
    corda: undefined,
    cordapps: [],
    pieces: [],
  };
  for (const artifact of network.artifacts) {
    const pin = oldest.get(artifact.name);
    if (!pin) continue;
    const isMoved = moved?.artifact.name === artifact.name;
    const version = isMoved ? moved.version : pin.version;
    const tag = isMoved ? tagAfter(artifact, tagOf(pin), version) : tagOf(pin);
    const { name, kind, images } = artifact;
    if (kind === 'corda') {
      const platformVersion = platformVersionOf(version, network.platformVersions);
      stand.corda = { artifact: name, version, platformVersion, tag };
    } else if (kind === 'cordapp') {
      stand.cordapps.push({ artifact: name, version, jars: jars.get(`${name}@${version}`) });
    } else stand.pieces.push({ artifact: name, kind, version, images, tag });
  }
  return stand;
};
