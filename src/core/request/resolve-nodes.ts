import type { Command } from '../command/command.ts';
import { compileGlob } from '../config/glob.ts';
import { versionsByNode } from '../network/summary.ts';
import { findNearest } from '../text/nearest.ts';
import * as say from '../text/request-problems.ts';
import { allowed, does, refuses, type Asked, type Resolved } from './asked.ts';
import { rolloutAsked } from './target.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

const DAY_MS = 24 * 3_600_000;

/** A hold without an end would be forgotten: it ends by itself after so many days. */
const HOLD_DAYS = 30;

export const resolveHold = (asked: Asked, { nodes, until, reason }: Of<'hold'>): Resolved => {
  const names = matching(asked, nodes);
  if (names.length === 0) return refuses(say.noNode(nodes));
  const { now } = asked.snapshot;
  const end = until === undefined ? now + HOLD_DAYS * DAY_MS : Date.parse(`${until}T00:00:00Z`) + DAY_MS;
  if (!(end > now)) return refuses(say.pastDate(until ?? ''));
  return allowed(asked, 'hold', ringsWith(asked, names), does({ kind: 'hold', nodes, until: end, reason }), names);
};

export const resolveUnhold = (asked: Asked, { nodes }: Of<'unhold'>): Resolved => {
  const { holds, versionHolds } = asked.decisions;
  const matches = compileGlob(nodes);
  const held = holds.some((hold) => hold.nodes === nodes) || versionHolds.some((hold) => hold.nodes.some(matches));
  if (!held)
    return refuses(
      say.notHeld(
        nodes,
        holds.map((hold) => hold.nodes),
      ),
    );
  const names = matching(asked, nodes);
  return allowed(asked, 'hold', ringsWith(asked, names), does({ kind: 'unhold', nodes }), names);
};

/** Takes nodes back: rings or nodes by name, or what this pull request moved. Not bound to a head: it must work at once. */
export const resolveRollback = (asked: Asked, { targets, reason }: Of<'rollback'>): Resolved => {
  const { network, own, decisions } = asked;
  const rollout = rolloutAsked(asked);
  if (own && rollout === undefined) return refuses(say.takesBackItself());
  if (!own || rollout === undefined) return refuses(say.whichRollout());
  const unknown = targets.filter((target) => !isKnown(asked, target));
  if (unknown[0] !== undefined) return refuses(noTarget(asked, unknown[0]));
  const runs = versionsByNode(network, own.artifact);
  const part = decisions.rollouts[rollout]?.merged.find(({ pull }) => pull === own.pull.number);
  const ofRing = (name: string): readonly string[] => network.rings.find((ring) => ring.name === name)?.members ?? [];
  const named = targets.flatMap((target) => (ofRing(target).length > 0 ? ofRing(target) : [target]));
  const wanted = targets.length > 0 ? named : (part?.nodes ?? ofRing(own.ring));
  const nodes = [...new Set(wanted)].filter((node) => runs.get(node)?.includes(own.version)).toSorted();
  if (nodes.length === 0) return refuses(say.nothingToTakeBack(own.artifact, own.version));
  const rings = ringsWith(asked, nodes);
  return allowed(
    asked,
    'rollback',
    rings,
    does({ kind: 'rollback', rollout, artifact: own.artifact, version: own.version, nodes, rings, reason }),
    nodes,
  );
};

const isKnown = ({ network }: Asked, target: string): boolean =>
  network.rings.some(({ name }) => name === target) || network.nodes.some(({ name }) => name === target);

const noTarget = ({ network }: Asked, target: string) =>
  say.noTarget(
    target,
    findNearest(
      target,
      [...network.rings, ...network.nodes].map(({ name }) => name),
    ),
  );

const matching = ({ network }: Asked, glob: string): readonly string[] =>
  network.nodes.map(({ name }) => name).filter(compileGlob(glob));

const ringsWith = ({ network }: Asked, nodes: readonly string[]): readonly string[] => {
  const wanted = new Set(nodes);
  return network.rings.filter(({ members }) => members.some((node) => wanted.has(node))).map(({ name }) => name);
};
