import type { ConstantPool } from './constant-pool.ts';
import { MalformedClass, readUtf8 } from './constant-pool.ts';

/** Numbers, class names and lists of numbers among an annotation's elements; the other kinds are passed over. */
export type AnnotationElements = ReadonlyMap<string, number | string | readonly number[]>;

type Value = number | string | readonly number[] | undefined;

/** Where the parser stands; it only ever moves on. */
type Cursor = { at: number };

/** Annotations within annotations within lists: compilers make two or three levels. */
const DEEPEST = 16;

/** Numbers of a list that are kept; Kotlin's metadata version has three. */
const MOST_NUMBERS = 8;

const take2 = (pool: ConstantPool, cursor: Cursor): number => {
  const value = pool.view.getUint16(cursor.at);
  cursor.at += 2;
  return value;
};

/** `Lcom/acme/Trade;` as `com.acme.Trade`; other descriptors as they stand. */
const nameType = (descriptor: string): string =>
  descriptor.startsWith('L') && descriptor.endsWith(';') ? descriptor.slice(1, -1).replaceAll('/', '.') : descriptor;

const INTEGER = 3;

const readInteger = ({ view, offsets }: ConstantPool, index: number): number => {
  const at = offsets[index] ?? 0;
  if (at === 0 || view.getUint8(at) !== INTEGER) throw new MalformedClass();
  return view.getInt32(at + 1);
};

const takeList = (pool: ConstantPool, cursor: Cursor, depth: number, keep: boolean): Value => {
  const numbers: number[] = [];
  for (let count = take2(pool, cursor); count > 0; count -= 1) {
    const value = takeValue(pool, cursor, depth + 1, keep && numbers.length < MOST_NUMBERS);
    if (typeof value === 'number') numbers.push(value);
  }
  return keep ? numbers : undefined;
};

const takeValue = (pool: ConstantPool, cursor: Cursor, depth: number, keep: boolean): Value => {
  if (depth > DEEPEST) throw new MalformedClass();
  const tag = String.fromCodePoint(pool.view.getUint8(cursor.at));
  cursor.at += 1;
  if (tag === '[') return takeList(pool, cursor, depth, keep);
  if (tag === '@') {
    takeAnnotation(pool, cursor, depth + 1, NOTHING);
    return undefined;
  }
  if (!'BCDFIJSZsce'.includes(tag)) throw new MalformedClass();
  const index = take2(pool, cursor);
  if (tag === 'e') cursor.at += 2;
  if (!keep) return undefined;
  if (tag === 'c') return nameType(readUtf8(pool, index));
  return tag === 'I' ? readInteger(pool, index) : undefined;
};

const NOTHING: ReadonlySet<string> = new Set();

type Annotation = { readonly type: string; readonly elements: AnnotationElements };

const takeAnnotation = (
  pool: ConstantPool,
  cursor: Cursor,
  depth: number,
  wanted: ReadonlySet<string>,
): Annotation | undefined => {
  const typeIndex = take2(pool, cursor);
  const type = wanted.size > 0 ? nameType(readUtf8(pool, typeIndex)) : '';
  const keep = wanted.has(type);
  const elements = new Map<string, number | string | readonly number[]>();
  for (let count = take2(pool, cursor); count > 0; count -= 1) {
    const name = take2(pool, cursor);
    const value = takeValue(pool, cursor, depth, keep);
    if (value !== undefined) elements.set(readUtf8(pool, name), value);
  }
  return keep ? { type, elements } : undefined;
};

/** The annotations of the wanted types in a `RuntimeVisibleAnnotations` attribute whose contents begin at `start`. */
export const parseAnnotations = (
  pool: ConstantPool,
  start: number,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, AnnotationElements> => {
  const cursor: Cursor = { at: start };
  const found = new Map<string, AnnotationElements>();
  for (let count = take2(pool, cursor); count > 0; count -= 1) {
    const annotation = takeAnnotation(pool, cursor, 0, wanted);
    if (annotation) found.set(annotation.type, annotation.elements);
  }
  return found;
};
