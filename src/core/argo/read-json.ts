/**
 * Reading of JSON that others wrote: what has the wrong type is not there. By hand and not by a schema, for a LIST of 5,000
 * Applications passes through here, and only a few dozen of the thousand values of each are wanted.
 */
export type Json = { readonly [key: string]: unknown };

const NONE: Json = Object.freeze({});
const NOTHING: readonly unknown[] = Object.freeze([]);

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object; empty where there is none. */
export const readObject = (value: unknown): Json => (isObject(value) ? value : NONE);

/** A list; empty where there is none. */
export const readList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : NOTHING);

/** The objects of a list. */
export const readObjects = (value: unknown): readonly Json[] => readList(value).filter(isObject);

/** A text as it stands; empty where there is none. */
export const readText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A name that means nothing when it is cut: empty where there is none or it is longer than any may be. */
export const readName = (value: unknown): string =>
  typeof value === 'string' && value.length <= LONGEST_NAME ? value : '';

/** Of objects in Kubernetes 253; addresses of repositories and images may be longer. */
const LONGEST_NAME = 500;

/** One of the words, or what stands for all others. */
export const readWord = <W extends string, O>(value: unknown, words: ReadonlyMap<string, W>, other: O): W | O =>
  typeof value === 'string' ? (words.get(value) ?? other) : other;

/** Words by themselves, so that a word read is ours and not a copy of it in every object. */
export const words = <const W extends string>(...all: readonly W[]): ReadonlyMap<string, W> =>
  new Map(all.map((word) => [word, word]));

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since the epoch of a time as Kubernetes writes it (RFC 3339); undefined for anything else. */
export const readTime = (value: unknown): number | undefined => {
  if (typeof value !== 'string' || !TIME.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
};

/** A whole number from 0 on; 0 where there is none. */
export const readCount = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;

/** Whether a text means true, as Go's `strconv.ParseBool` has it and so annotations do. */
export const meansTrue = (value: unknown): boolean => typeof value === 'string' && TRUE.has(value);

const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
