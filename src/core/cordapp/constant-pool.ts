/** Where each constant of a class file stands, by index from 1; 0 where there is none. Texts are decoded when asked for. */
export type ConstantPool = {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly offsets: Uint32Array;
  /** Position of the first byte after the pool. */
  readonly end: number;
  /** Decoded once each: hostile files ask for the same long text a thousand times. */
  readonly texts: Map<number, string>;
};

/** Thrown inside the parser where a class file is not what the format allows; never leaves `parseClassFile`. */
export class MalformedClass extends Error {}

const UTF8 = 1;
const CLASS = 7;

/** Bytes after the tag, by tag; Utf8 (1) has a length of its own. */
const SIZES: ReadonlyMap<number, number> = new Map([
  [3, 4],
  [4, 4],
  [5, 8],
  [6, 8],
  [7, 2],
  [8, 2],
  [9, 4],
  [10, 4],
  [11, 4],
  [12, 4],
  [15, 3],
  [16, 2],
  [17, 4],
  [18, 4],
  [19, 2],
  [20, 2],
]);

/** Long and Double take the index after theirs, too. */
const isWide = (tag: number): boolean => tag === 5 || tag === 6;

/** The smallest constant: a tag and two bytes. */
const SMALLEST = 3;

/** Longest name that is read, in bytes. File systems end at 255 for each part. */
const LONGEST_NAME = 1024;

const utf8 = new TextDecoder();

export const readConstantPool = (bytes: Uint8Array, view: DataView, start: number): ConstantPool => {
  const count = view.getUint16(start);
  // Wide constants stand for two indexes, and are longer than two small ones.
  if (count * SMALLEST > bytes.length) throw new MalformedClass();
  const offsets = new Uint32Array(count);
  let at = start + 2;
  for (let index = 1; index < count; index += 1) {
    const tag = view.getUint8(at);
    offsets[index] = at;
    const size = tag === UTF8 ? 2 + view.getUint16(at + 1) : SIZES.get(tag);
    if (size === undefined) throw new MalformedClass();
    at += 1 + size;
    if (isWide(tag)) index += 1;
  }
  if (at > bytes.length) throw new MalformedClass();
  return { bytes, view, offsets, end: at, texts: new Map() };
};

/** Position of a constant's contents, when it has this tag. */
const locate = ({ view, offsets }: ConstantPool, index: number, tag: number): number => {
  const at = offsets[index] ?? 0;
  if (at === 0 || view.getUint8(at) !== tag) throw new MalformedClass();
  return at + 1;
};

/** Whether the text is this one, all ASCII; costs no more than its length, however long the constant is. */
export const isUtf8 = (pool: ConstantPool, index: number, expected: string): boolean => {
  const at = locate(pool, index, UTF8);
  return pool.view.getUint16(at) === expected.length && readUtf8(pool, index) === expected;
};

/**
 * A name or descriptor. Java's own UTF-8 differs from the standard one for NUL and beyond the Basic Multilingual Plane;
 * such a name comes out wrong here, does not match its file's and counts as unreadable.
 */
export const readUtf8 = (pool: ConstantPool, index: number): string => {
  const known = pool.texts.get(index);
  if (known !== undefined) return known;
  const at = locate(pool, index, UTF8);
  const length = pool.view.getUint16(at);
  if (length > LONGEST_NAME) throw new MalformedClass();
  const text = utf8.decode(pool.bytes.subarray(at + 2, at + 2 + length));
  pool.texts.set(index, text);
  return text;
};

/** `com.acme.Trade` of a Class constant. */
export const readClassName = (pool: ConstantPool, index: number): string =>
  readUtf8(pool, pool.view.getUint16(locate(pool, index, CLASS))).replaceAll('/', '.');
