import type { Pin } from './network.ts';

/** The pins that decide for each node. */
export const groupByNode = (pins: readonly Pin[]): ReadonlyMap<string, readonly Pin[]> => {
  const found = new Map<string, Pin[]>();
  for (const pin of pins) {
    for (const node of pin.nodes) {
      const known = found.get(node);
      if (known) known.push(pin);
      else found.set(node, [pin]);
    }
  }
  return found;
};

export type Held = { readonly pin: Pin; readonly outside: readonly string[] };

/**
 * Leaves out every node that would move in part, or that moves only together with one that stays. Leaving one out may
 * hold back others through the pins they share, so these are looked at again; every pin once.
 * @returns the pins that are to blame, not those that only follow
 */
export const holdBack = <Reason>(
  due: readonly Pin[],
  pinsOf: ReadonlyMap<string, readonly Pin[]>,
  nodes: ReadonlySet<string>,
  left: Map<string, Reason>,
  reasonOf: (pin: Pin) => Reason,
): readonly Held[] => {
  const stayers = new Set(left.keys());
  const outsideOf = (pin: Pin): readonly string[] => pin.nodes.filter((node) => !nodes.has(node) || stayers.has(node));
  const held = due.map((pin) => ({ pin, outside: outsideOf(pin) })).filter(({ outside }) => outside.length > 0);
  const waiting = new Set(due);
  const queue = held.map(({ pin }) => pin);
  for (const pin of queue) {
    if (!waiting.delete(pin)) continue;
    for (const node of pin.nodes) {
      if (!nodes.has(node) || left.has(node)) continue;
      left.set(node, reasonOf(pin));
      for (const other of pinsOf.get(node) ?? []) if (waiting.has(other)) queue.push(other);
    }
  }
  return held;
};
