import type { Artifact } from '../config/config.ts';
import type { Problem } from '../problem.ts';
import { compareVersions } from '../release/version.ts';
import { pinShared } from '../text/network-problems.ts';
import { groupByNode, holdBack } from './hold-back.ts';
import type { Network, Pin } from './network.ts';

/** Why a node stays as it is. `text/left-out.ts` has the words. */
export type LeftReason =
  | { readonly kind: 'does-not-run' }
  | { readonly kind: 'already'; readonly version: string }
  | { readonly kind: 'newer'; readonly version: string }
  /** The version is a backport to another line than the node's; whoever chooses the nodes says so, never `planMoves`. */
  | { readonly kind: 'other-line'; readonly line: string }
  | { readonly kind: 'not-comparable'; readonly version: string }
  /** Whoever chooses the nodes says so, never `planMoves`. */
  | { readonly kind: 'held'; readonly until: number | undefined; readonly by: string; readonly reason: string }
  /** The rollout was started for other nodes only. */
  | { readonly kind: 'not-asked-for' }
  /** A pin that it needs is shared with a node that does not move. */
  | { readonly kind: 'shared'; readonly file: string }
  /** A pin that it needs cannot be moved, for a reason that a problem tells; whoever edits says so, never `planMoves`. */
  | { readonly kind: 'refused'; readonly file: string };

export type LeftOut = { readonly node: string; readonly reason: LeftReason };

export type Moves = {
  /** The pins to change, in the order of files and lines. All their nodes are among those asked for. */
  readonly moves: readonly Pin[];
  /** The nodes asked for that do not move, by name. */
  readonly left: readonly LeftOut[];
  readonly problems: readonly Problem[];
};

export type MoveRequest = {
  readonly artifact: string;
  readonly version: string;
  readonly nodes: ReadonlySet<string>;
};

/**
 * Which pins bring these nodes, and no others, to a version. A node moves with all its pins or not at all, and never to an
 * older version. A pin that reaches nodes outside the request is a problem; the nodes it holds back are left out.
 */
export const planMoves = (network: Network, { artifact, version, nodes }: MoveRequest): Moves => {
  const pins = network.pins.filter((pin) => pin.artifact === artifact && pin.nodes.some((node) => nodes.has(node)));
  const pinsOf = groupByNode(pins);
  const wanted = network.artifacts.find(({ name }) => name === artifact);
  const left = new Map<string, LeftReason>();
  for (const node of [...nodes].toSorted()) {
    const reason = findReason(pinsOf.get(node) ?? [], version, wanted);
    if (reason) left.set(node, reason);
  }
  const due = pins.filter(
    (pin) => pin.version !== version && pin.nodes.some((node) => nodes.has(node) && !left.has(node)),
  );
  const held = holdBack(due, pinsOf, nodes, left, ({ file }): LeftReason => ({ kind: 'shared', file }));
  return {
    moves: due.filter((pin) => pin.nodes.every((node) => nodes.has(node) && !left.has(node))),
    left: [...left].map(([node, reason]) => ({ node, reason })).toSorted((a, b) => (a.node < b.node ? -1 : 1)),
    problems: held.map(({ pin, outside }) => tellShared(network, pin, nodes, outside)),
  };
};

const findReason = (pins: readonly Pin[], version: string, artifact: Artifact | undefined): LeftReason | undefined => {
  if (pins.length === 0) return { kind: 'does-not-run' };
  // Where the date of publication says what is newer, the newest release is offered and versions are only names.
  const byDate = artifact?.releases?.order === 'published';
  const orders = pins.map((pin) => ({
    version: pin.version,
    order: pin.version === version ? 0 : byDate ? -1 : compareVersions(pin.version, version),
  }));
  const newer = orders.find(({ order }) => order !== undefined && order > 0);
  if (newer) return { kind: 'newer', version: newer.version };
  const unclear = orders.find(({ order }) => order === undefined);
  if (unclear) return { kind: 'not-comparable', version: unclear.version };
  const first = orders[0];
  return first && orders.every(({ order }) => order === 0) ? { kind: 'already', version: first.version } : undefined;
};

const tellShared = (network: Network, pin: Pin, nodes: ReadonlySet<string>, outside: readonly string[]): Problem => {
  const at = { file: pin.file, line: pin.line, column: pin.column };
  const ring = network.rings.find(
    ({ members }) => members.length === nodes.size && members.every((node) => nodes.has(node)),
  );
  const isRing = ring !== undefined && outside.every((node) => !nodes.has(node));
  return pinShared(at, pin.artifact, isRing ? ring.name : undefined, outside);
};
