import type { Artifact } from '../config/config.ts';
import type { Target } from '../manifests/move-pin.ts';
import type { Pin } from '../network/network.ts';
import type { Problem } from '../problem.ts';
import { editEach, movingTo, type ChangesOf, type EditedFile } from './edit-pins.ts';

export type EditedNodes = {
  readonly files: readonly EditedFile[];
  /** The pins that were moved. */
  readonly moved: readonly Pin[];
  /** Nodes that stay as they are, because a pin of theirs cannot be moved; with the file in which it stands. */
  readonly held: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
};

/** The files with these pins moved to the target, each node whole, as {@link editWhole} does it. */
export const editNodes = (
  pins: readonly Pin[],
  artifact: Artifact,
  target: Target,
  read: (path: string) => Uint8Array | undefined,
): EditedNodes => editWhole(pins, movingTo(artifact, target), read);

/**
 * The files with these pins changed, so that every node moves with all its pins or with none: a pin that cannot be changed
 * holds back its nodes, and these the other pins they share with nodes that then stay, too. Edits once more for each
 * round of refusals; the last round has none.
 * @param read bytes of a file as it is; undefined for one that cannot be had
 */
export const editWhole = (
  pins: readonly Pin[],
  changesOf: ChangesOf,
  read: (path: string) => Uint8Array | undefined,
): EditedNodes => {
  const held = new Map<string, string>();
  const problems: Problem[] = [];
  for (;;) {
    const moved = pins.filter(({ nodes }) => !nodes.some((node) => held.has(node)));
    const edit = editEach(moved, changesOf, read);
    problems.push(...edit.problems);
    if (edit.refused.length === 0) return { files: edit.files, moved, held, problems };
    hold(held, edit.refused, moved);
  }
};

/** Holds the nodes of the refused pins, and those that share a pin with one that is held. */
const hold = (held: Map<string, string>, refused: readonly Pin[], pins: readonly Pin[]): void => {
  const queue = [...refused];
  const waiting = new Set(pins);
  for (const pin of queue) {
    if (!waiting.delete(pin)) continue;
    for (const node of pin.nodes) if (!held.has(node)) held.set(node, pin.file);
    for (const other of waiting) if (other.nodes.some((node) => pin.nodes.includes(node))) queue.push(other);
  }
};
