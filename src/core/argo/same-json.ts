import { isObject, type Json } from './read-json.ts';

/** Deeper than any spec; below it two values are not called the same. */
const DEEPEST = 50;

/**
 * Whether two JSON values mean the same to Argo CD, which leaves out what is empty when it writes: absent, null, false, 0,
 * an empty text, list or object are all one. The order of keys does not matter; that of lists does.
 */
export const isSameJson = (left: unknown, right: unknown, depth = 0): boolean => {
  if (left === right) return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => isSameJson(item, right[at], depth + 1));
  if (isObject(left) && isObject(right)) return isSameObject(left, right, depth + 1);
  return isEmpty(left, depth) && isEmpty(right, depth);
};

const isSameObject = (left: Json, right: Json, depth: number): boolean =>
  Object.keys(left).every((key) => isSameJson(left[key], own(right, key), depth)) &&
  Object.keys(right).every((key) => Object.hasOwn(left, key) || isEmpty(right[key], depth));

const own = (object: Json, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

const isEmpty = (value: unknown, depth: number): boolean => {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return depth <= DEEPEST && Object.values(value).every((item) => isEmpty(item, depth + 1));
  return value === undefined || value === null || value === false || value === 0 || value === '';
};
