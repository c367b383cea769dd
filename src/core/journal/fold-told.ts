import type { Told } from './decisions.ts';

/** More than any comment shows; the journal itself has all. */
const MOST_TOLD = 50;

/** Lines of "last decisions", newest last. */
export const addTold = (told: readonly Told[], more: readonly Told[]): readonly Told[] =>
  [...told, ...more].slice(-MOST_TOLD);
