import type { Entry } from 'yauzl';
import type { Ambiguity } from '../core/text/cordapp-problems.ts';

/** Where an entry's bytes lie, after its local header was found to say the same as the central directory. */
export type LocalEntry = { readonly dataStart: number; readonly dataEnd: number; readonly next: number };

const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const DESCRIPTOR = 0x08074b50;
const STORED = 0;
const DEFLATED = 8;

/** Encrypted, strongly encrypted, central directory masked. */
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const HAS_DESCRIPTOR = 0x0008;

type Sums = readonly [crc32: number, compressedSize: number, size: number];

const readSums = (bytes: Buffer, at: number): Sums => [
  bytes.readUInt32LE(at),
  bytes.readUInt32LE(at + 4),
  bytes.readUInt32LE(at + 8),
];

const same = (a: Sums, b: Sums): boolean => a.every((value, index) => value === b[index]);

/** The end of the data descriptor at `at`, with its signature or without; undefined where it says something else. */
const skipDescriptor = (bytes: Buffer, at: number, sums: Sums): number | undefined => {
  const signed = at + 4 <= bytes.length && bytes.readUInt32LE(at) === DESCRIPTOR;
  const start = signed ? at + 4 : at;
  return start + 12 <= bytes.length && same(readSums(bytes, start), sums) ? start + 12 : undefined;
};

/**
 * Reads the local header, which is what `JarInputStream` goes by, and holds it against the central directory, which is
 * what zip tools and the class loader go by. Any difference is told: one reader would see another JAR than the other.
 */
export const readLocalEntry = (bytes: Buffer, entry: Entry): LocalEntry | Ambiguity => {
  const at = entry.relativeOffsetOfLocalHeader;
  if (at + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(at) !== LOCAL) return 'local';
  const flags = bytes.readUInt16LE(at + 6);
  const method = bytes.readUInt16LE(at + 8);
  const nameEnd = at + LOCAL_SIZE + bytes.readUInt16LE(at + 26);
  const dataStart = nameEnd + bytes.readUInt16LE(at + 28);
  const dataEnd = dataStart + entry.compressedSize;
  if (((flags | entry.generalPurposeBitFlag) & ENCRYPTED) !== 0) return 'encrypted';
  if (flags !== entry.generalPurposeBitFlag || method !== entry.compressionMethod) return 'local';
  if (method !== STORED && method !== DEFLATED) return 'method';
  if (dataEnd > bytes.length || !bytes.subarray(at + LOCAL_SIZE, nameEnd).equals(entry.fileNameRaw)) return 'local';
  const announced: Sums = [entry.crc32, entry.compressedSize, entry.uncompressedSize];
  const local = readSums(bytes, at + 14);
  if ((flags & HAS_DESCRIPTOR) === 0) return same(local, announced) ? { dataStart, dataEnd, next: dataEnd } : 'local';
  // `ZipInputStream` refuses a stored entry with a descriptor: nothing tells it where the entry ends.
  const next = method === DEFLATED ? skipDescriptor(bytes, dataEnd, announced) : undefined;
  return next !== undefined && (same(local, announced) || same(local, [0, 0, 0]))
    ? { dataStart, dataEnd, next }
    : 'local';
};
