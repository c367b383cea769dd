import { compileGlob } from '../config/glob.ts';
import type { Decisions } from '../journal/decisions.ts';
import type { LeftOut, LeftReason } from '../network/moves.ts';
import type { Network } from '../network/network.ts';
import { versionsByNode } from '../network/summary.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import type { Rollout } from './rollouts.ts';

/** Which nodes a rollout leaves alone whatever they run, and why. */
export const findStayers = (
  network: Network,
  rollout: Pick<Rollout, 'artifact' | 'version' | 'line' | 'record'>,
  decisions: Decisions,
  now: number,
): ReadonlyMap<string, LeftReason> => {
  const found = new Map<string, LeftReason>();
  const names = network.nodes.map(({ name }) => name);
  const asked = rollout.record?.start?.nodes;
  if (asked) {
    const wanted = new Set(asked);
    for (const name of names) if (!wanted.has(name)) found.set(name, { kind: 'not-asked-for' });
  }
  for (const { node, reason } of otherLines(network, rollout)) found.set(node, reason);
  for (const { nodes, until, by, reason } of decisions.holds) {
    if (until <= now) continue;
    for (const name of names.filter(compileGlob(nodes))) found.set(name, { kind: 'held', until, by, reason });
  }
  for (const hold of decisions.versionHolds) {
    if (hold.artifact !== rollout.artifact.name || (compareVersions(rollout.version, hold.version) ?? 0) < 0) continue;
    const { by, reason } = hold;
    for (const name of hold.nodes) found.set(name, { kind: 'held', until: undefined, by, reason });
  }
  return found;
};

/** A backport is for nodes on its line only. */
const otherLines = (
  network: Network,
  { artifact, version, line }: Pick<Rollout, 'artifact' | 'version' | 'line'>,
): readonly LeftOut[] => {
  if (line === undefined) return [];
  return [...versionsByNode(network, artifact.name)]
    .filter(([, runs]) => runs.some((one) => one !== version && lineOf(one) !== line))
    .map(([node]) => ({ node, reason: { kind: 'other-line', line } }));
};
