import type { Vocabulary } from './command.ts';
import { READERS } from './read-slot.ts';
import { isOptional, type SlotName } from './slot.ts';
import { ROWS, type Row } from './table.ts';

/**
 * The row that a line means: the one with most of its fixed words; among rows with the same ones, that whose first place
 * the next word fits, and then that which has as many places as there are words.
 */
export const chooseRow = (words: readonly string[], vocabulary: Vocabulary): Row | undefined => {
  const small = words.map((word) => word.toLowerCase());
  const rows = ROWS.filter((row) => row.words.every((word, index) => word === small[index]));
  const most = Math.max(0, ...rows.map((row) => row.words.length));
  const given = words.slice(most);
  const fitness = ({ slots }: Row): number =>
    (startsRight(slots, given[0], vocabulary) ? 2 : 0) + (hasRoom(slots, given.length) ? 1 : 0);
  return rows.filter((row) => row.words.length === most).toSorted((a, b) => fitness(b) - fitness(a))[0];
};

const startsRight = ([first]: readonly SlotName[], word: string | undefined, vocabulary: Vocabulary): boolean =>
  first !== undefined && word !== undefined && READERS[first](word, vocabulary).ok;

const hasRoom = (slots: readonly SlotName[], count: number): boolean =>
  count <= slots.length && count >= slots.filter((slot) => !isOptional(slot)).length;
