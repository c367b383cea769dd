/**
 * Thousands of Applications say the same: one image, one commit, one repository. Whoever decodes takes each such value from
 * here, so that it is in memory once. What comes back is equal to what was asked for; nothing else can be seen of the table.
 */
export type Pool<T> = (key: string, make: () => T) => T;

/** Where values are kept by a key; it is emptied when full, so that a hostile stream costs sharing and not memory. */
export const createPool = <T>(limit: number): Pool<T> => {
  let kept = new Map<string, T>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= limit) kept = new Map();
    const made = make();
    kept.set(key, made);
    return made;
  };
};

const texts = createPool<string>(8192);
const lists = createPool<readonly string[]>(1024);

/** No list at all; one for everybody. */
export const EMPTY: readonly never[] = Object.freeze([]);

/** A longer one is not worth its place in the table. */
const LONGEST_SHARED = 2000;

/** The same text, shared. */
export const shareText = (text: string): string =>
  text === '' || text.length > LONGEST_SHARED ? text : texts(text, () => text);

/** The same list, shared with all that are equal; its texts are short. */
export const shareList = (list: readonly string[]): readonly string[] => {
  if (list.length === 0) return EMPTY;
  const key = JSON.stringify(list);
  return key.length > LONGEST_SHARED ? list : lists(key, () => list.map(shareText));
};

/**
 * A text of at most so many characters. What is cut is copied: a part of a string keeps the whole one alive in V8, and one
 * message of a megabyte would stay for 300 characters of it. Three dots, for one sign of many would make two bytes of each.
 */
export const cutText = (text: string, longest: number): string => {
  if (text.length <= longest) return shareText(text);
  return shareText(JSON.parse(JSON.stringify(`${text.slice(0, longest - 3).toWellFormed()}...`)) as string);
};
