import { succeed } from '../problem.ts';
import { editWhole, type EditedNodes } from '../rollout/edit-nodes.ts';
import type { Restored } from './restore.ts';

/**
 * The files with these pins as they were: the former values, and everything else as it is now. A node of which a pin cannot
 * be written back stays with all its pins and is among `held`.
 * @param read bytes of a file at the commit that the plan was made for; undefined for one that cannot be had
 */
export const editRestore = (
  moves: readonly Restored[],
  read: (path: string) => Uint8Array | undefined,
): EditedNodes => {
  const changes = new Map(moves.map(({ pin, to }) => [pin, to.changes]));
  return editWhole([...changes.keys()], (pin) => succeed(changes.get(pin) ?? []), read);
};
