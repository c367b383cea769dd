import type { Artifact, NetworkParameters } from '../config/config.ts';
import { platformVersionOf } from '../corda/releases.ts';
import type { Network, Pin } from '../network/network.ts';
import type { JarsByVersion } from '../release/release.ts';
import { compareVersions } from '../release/version.ts';
import { tagAfter } from './image-tag.ts';
import { isChecked, profilesOf, tagOf, type Profile } from './profiles.ts';
import type { Change, Group, Stand, World } from './world.ts';

/** Which nodes come to which version of one artifact. */
export type ArtifactMoves = {
  readonly artifact: Artifact;
  /** By node. */
  readonly to: ReadonlyMap<string, string>;
};

export type Moves = ArtifactMoves & {
  /** They are taken back to what they ran before. */
  readonly back: boolean;
  /** What the same commit moves of other artifacts: on both sides of the change as if it were done, for both come at once. */
  readonly together?: readonly ArtifactMoves[];
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
  groups: profilesOf(network).flatMap((profile) => splitProfile(network, profile, moves, around.jars)),
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

/** Nodes of a profile by where they go. */
const splitProfile = (
  network: Network,
  { ring, pins, nodes }: Profile,
  moves: Moves | undefined,
  jars: JarsByVersion,
): readonly Group[] => {
  const [first = ''] = nodes;
  const moving = moves ? pins.filter(({ artifact }) => artifact === moves.artifact.name) : [];
  const common = {
    ring,
    hooks: network.hooks.get(first) ?? [],
    workloads: network.workloads.get(first) ?? [],
  };
  const { together = [] } = moves ?? {};
  const key = (node: string): string =>
    JSON.stringify([moves?.to, ...together.map(({ to }) => to)].map((to) => to?.get(node)));
  return [...Map.groupBy(nodes, key).values()].map((members): Group => {
    const [member = ''] = members;
    const done = together.flatMap((other) => movedTo(other, member));
    const [moved] = moves ? movedTo(moves, member) : [];
    const before = standOf(network, pins, jars, done);
    if (!moved) {
      return { ...common, nodes: members, moves: false, before, after: before, at: undefined, checksum: undefined };
    }
    const [pin] = moving;
    const checks = moving.map(isChecked).filter((checked) => checked !== undefined);
    return {
      ...common,
      nodes: members,
      moves: true,
      before,
      after: standOf(network, pins, jars, [...done, moved]),
      at: pin && { file: pin.file, line: pin.line, column: pin.column },
      checksum: checks.length > 0 ? checks.every(Boolean) : undefined,
    };
  });
};

type Moved = { readonly artifact: Artifact; readonly version: string };

const movedTo = ({ artifact, to }: ArtifactMoves, node: string): readonly Moved[] => {
  const version = to.get(node);
  return version === undefined ? [] : [{ artifact, version }];
};

/** What nodes with these pins run; of an artifact that is pinned twice, the older version. */
const standOf = (network: Network, pins: readonly Pin[], jars: JarsByVersion, moved: readonly Moved[]): Stand => {
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
    const now = moved.find((one) => one.artifact.name === artifact.name);
    const version = now?.version ?? pin.version;
    const tag = now ? tagAfter(artifact, tagOf(pin), version) : tagOf(pin);
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
