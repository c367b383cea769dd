import { compileGlob } from '../config/glob.ts';
import type { Decisions } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import { versionsByNode } from '../network/summary.ts';
import { compareVersions } from '../release/version.ts';
import { parseRolloutId } from '../rollout/rollout.ts';
import type { DriftFinding } from './drift.ts';

type OffVersion = Extract<DriftFinding, { kind: 'off-version' }>;

/** What one ring passed with, of one artifact: the last, and all of them. */
type Passed = {
  readonly version: string;
  readonly at: number;
  /** The last was for these nodes only. */
  readonly asked: ReadonlySet<string> | undefined;
  readonly versions: readonly string[];
};

/**
 * Nodes whose pins differ from what their ring passed with last, from git and the journal alone. Excused are nodes that
 * are held, those that were never meant, those that a later part has moved on, and those on a newer version that their
 * ring passed with before: a backport to another line passes after it.
 */
export const findOffVersion = (network: Network, decisions: Decisions, now: number): readonly OffVersion[] => {
  const held = heldNodes(network, decisions, now);
  const ringOf = new Map(network.nodes.map(({ name, ring }) => [name, ring]));
  return network.artifacts.flatMap(({ name: artifact }) => {
    const passed = passedRings(decisions, artifact);
    if (passed.size === 0) return [];
    const moved = lastMoves(decisions, artifact);
    const kept = keptFrom(decisions, artifact);
    return [...versionsByNode(network, artifact)].flatMap(([node, versions]): readonly OffVersion[] => {
      const ring = ringOf.get(node);
      const last = ring === undefined ? undefined : passed.get(ring);
      if (ring === undefined || !last || held.has(node) || last.asked?.has(node) === false) return [];
      const move = moved.get(node);
      const isFine = (version: string): boolean =>
        version === last.version ||
        (move?.version === version && move.at > last.at) ||
        (last.versions.includes(version) && (compareVersions(version, last.version) ?? 0) > 0);
      const version = versions.find((one) => !isFine(one));
      const isKept = (kept.get(node) ?? []).some((from) => (compareVersions(last.version, from) ?? 0) >= 0);
      if (version === undefined || isKept) return [];
      return [{ kind: 'off-version', node, ring, artifact, version, ringVersion: last.version }];
    });
  });
};

/** By ring. A rollout that was taken back has passed nothing. */
const passedRings = ({ rollouts }: Decisions, artifact: string): ReadonlyMap<string, Passed> => {
  const found = new Map<string, Passed>();
  for (const record of Object.values(rollouts)) {
    const key = parseRolloutId(record.id);
    if (key.artifact !== artifact || record.ended?.how === 'rolled-back') continue;
    const { version } = key;
    const asked = record.start?.nodes && new Set(record.start.nodes);
    for (const { ring, at } of record.passed) {
      const before = found.get(ring);
      const versions = [...(before?.versions ?? []), version];
      found.set(ring, before && before.at > at ? { ...before, versions } : { version, at, asked, versions });
    }
  }
  return found;
};

/** The last part that moved each node. */
const lastMoves = (
  { rollouts }: Decisions,
  artifact: string,
): ReadonlyMap<string, { readonly version: string; readonly at: number }> => {
  const found = new Map<string, { version: string; at: number }>();
  for (const record of Object.values(rollouts)) {
    const key = parseRolloutId(record.id);
    if (key.artifact !== artifact) continue;
    for (const { nodes, at } of record.merged)
      for (const node of nodes) if ((found.get(node)?.at ?? -1) < at) found.set(node, { version: key.version, at });
  }
  return found;
};

const heldNodes = ({ nodes }: Network, { holds }: Decisions, now: number): ReadonlySet<string> => {
  const globs = holds.filter(({ until }) => until > now).map((hold) => compileGlob(hold.nodes));
  return new Set(nodes.map(({ name }) => name).filter((name) => globs.some((matches) => matches(name))));
};

/** The versions that each node is kept from, with every newer one. */
const keptFrom = ({ versionHolds }: Decisions, artifact: string): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const hold of versionHolds.filter((one) => one.artifact === artifact)) {
    for (const node of hold.nodes) {
      const known = found.get(node);
      if (known) known.push(hold.version);
      else found.set(node, [hold.version]);
    }
  }
  return found;
};
