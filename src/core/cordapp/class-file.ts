import type { AnnotationElements } from './annotations.ts';
import { parseAnnotations } from './annotations.ts';
import type { ConstantPool } from './constant-pool.ts';
import { isUtf8, MalformedClass, readClassName, readConstantPool } from './constant-pool.ts';

/** What a class file says of itself, as far as Cordage reads it. Class names have dots: `com.acme.Trade$Inner`. */
export type ClassFile = {
  readonly name: string;
  /** Class file format: 52 is Java 8, 61 is Java 17. */
  readonly major: number;
  /** True of interfaces, too: no instance of it can be made. */
  readonly abstract: boolean;
  /** The superclass and the interfaces that it names itself. */
  readonly parents: readonly string[];
  /** Annotations that a running JVM sees, by the name of their type; only those asked for. */
  readonly annotations: ReadonlyMap<string, AnnotationElements>;
};

const MAGIC = 0xcafebabe;
const NOT_CONCRETE = 0x0200 | 0x0400;

/** The format allows 65,535; no compiler's output comes near this many. */
const MOST_INTERFACES = 256;

const ANNOTATIONS = 'RuntimeVisibleAnnotations';

/** The position after `count` fields or methods, whose contents nobody asks for. */
const skipMembers = ({ view }: ConstantPool, start: number): number => {
  let at = start + 2;
  for (let members = view.getUint16(start); members > 0; members -= 1) {
    at += 8;
    for (let attributes = view.getUint16(at - 2); attributes > 0; attributes -= 1) at += 6 + view.getUint32(at + 2);
  }
  return at;
};

const readInterfaces = (pool: ConstantPool, start: number): readonly string[] => {
  const count = pool.view.getUint16(start);
  if (count > MOST_INTERFACES) throw new MalformedClass();
  return Array.from({ length: count }, (_, index) => readClassName(pool, pool.view.getUint16(start + 2 + 2 * index)));
};

const readAnnotations = (
  pool: ConstantPool,
  start: number,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, AnnotationElements> => {
  const { view } = pool;
  const found = new Map<string, AnnotationElements>();
  let at = start + 2;
  for (let attributes = view.getUint16(start); attributes > 0; attributes -= 1) {
    const end = at + 6 + view.getUint32(at + 2);
    if (end > view.byteLength) throw new MalformedClass();
    if (isUtf8(pool, view.getUint16(at), ANNOTATIONS)) {
      for (const [type, elements] of parseAnnotations(pool, at + 6, wanted)) found.set(type, elements);
    }
    at = end;
  }
  return found;
};

const parse = (bytes: Uint8Array, wanted: ReadonlySet<string>): ClassFile => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== MAGIC) throw new MalformedClass();
  const pool = readConstantPool(bytes, view, 8);
  const at = pool.end;
  const superclass = view.getUint16(at + 4);
  const interfaces = readInterfaces(pool, at + 6);
  const fields = at + 8 + 2 * interfaces.length;
  return {
    name: readClassName(pool, view.getUint16(at + 2)),
    major: view.getUint16(6),
    abstract: (view.getUint16(at) & NOT_CONCRETE) !== 0,
    parents: superclass === 0 ? interfaces : [readClassName(pool, superclass), ...interfaces],
    annotations: readAnnotations(pool, skipMembers(pool, skipMembers(pool, fields)), wanted),
  };
};

/**
 * Reads a Java class file (JVM specification, chapter 4): its header and the annotations whose types are `wanted`
 * (`net.corda.core.flows.InitiatedBy`). Undefined where a length, an index or a tag is not what the format allows. No length is
 * believed before the bytes are there, so time and memory grow with the bytes alone.
 */
export const parseClassFile = (bytes: Uint8Array, wanted: ReadonlySet<string>): ClassFile | undefined => {
  try {
    return parse(bytes, wanted);
  } catch (error) {
    // A DataView throws a RangeError at every read beyond its end, which makes it the bounds check.
    if (error instanceof MalformedClass || error instanceof RangeError) return undefined;
    throw error;
  }
};
