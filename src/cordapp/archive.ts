import type { Entry, ZipFile } from 'yauzl';
import { fromBufferPromise } from 'yauzl';
import type { Outcome, Problem } from '../core/problem.ts';
import { fail, succeed } from '../core/problem.ts';
import type { Ambiguity } from '../core/text/cordapp-problems.ts';
import { archiveAmbiguous, archiveBroken, tooManyEntries } from '../core/text/cordapp-problems.ts';
import type { Limits } from './limits.ts';
import { readLocalEntry } from './local-header.ts';

/** An entry of an archive that every reader sees alike. `data` is still compressed where `deflated`. */
export type ArchiveEntry = {
  readonly name: string;
  readonly deflated: boolean;
  readonly crc32: number;
  /** Bytes once inflated, as announced. */
  readonly size: number;
  readonly data: Buffer;
};

const END_SIZE = 22;
const CENTRAL_SIZE = 46;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Control characters, a backslash, a drive, a leading slash, or a segment that is empty, `.` or `..`. */
const TRICK = /[\p{Cc}\\]|^[A-Za-z]:|^\/|(?:^|\/)\.{0,2}\/|(?:^|\/)\.{1,2}$/u;

const decodeName = (raw: Uint8Array): string | undefined => {
  try {
    const name = utf8.decode(raw);
    return name !== '' && !TRICK.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
};

/** What Java looks for without case, so that two such names are one. */
const CASELESS = /^META-INF\/(?:MANIFEST\.MF|INDEX\.LIST|[^/]*\.(?:SF|RSA|DSA|EC))$/i;

const identify = (name: string): string => (CASELESS.test(name) ? name.toUpperCase() : name);

/** Where the central directory begins, when the end record, the entries and the file's length all agree. */
const findCentralDirectory = (bytes: Buffer, zip: ZipFile, entries: readonly Entry[]): number | undefined => {
  // yauzl found the record, and that the comment ends with the file; it skips the fields about disks and sizes.
  const end = bytes.length - END_SIZE - zip.comment.length;
  const length = entries.reduce(
    (sum, entry) => sum + CENTRAL_SIZE + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength,
    0,
  );
  const start = bytes.readUInt32LE(end + 16);
  const agrees =
    bytes.readUInt32LE(end + 4) === 0 &&
    bytes.readUInt16LE(end + 8) === entries.length &&
    bytes.readUInt16LE(end + 10) === entries.length &&
    bytes.readUInt32LE(end + 12) === length &&
    start + length === end;
  return agrees ? start : undefined;
};

const printName = (entry: Entry): string => new TextDecoder().decode(entry.fileNameRaw);

/** Walks the local entries from byte 0 to the central directory: no byte may be left over or used twice. */
const walk = (bytes: Buffer, entries: readonly Entry[], directory: number): Outcome<readonly ArchiveEntry[]> => {
  const found: ArchiveEntry[] = [];
  const seen = new Set<string>();
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let expected = 0;
  for (const entry of inOrder) {
    const refuse = (how: Ambiguity): Outcome<never> => fail(archiveAmbiguous(how, printName(entry)));
    const offset = entry.relativeOffsetOfLocalHeader;
    if (offset > expected) return expected === 0 ? fail(archiveAmbiguous('prefix')) : refuse('gap');
    if (offset < expected) return refuse('overlap');
    const local = readLocalEntry(bytes, entry);
    if (typeof local === 'string') return refuse(local);
    if (local.next > directory) return refuse('overlap');
    const name = decodeName(entry.fileNameRaw);
    if (name === undefined) return refuse('name');
    if (seen.has(identify(name))) return refuse('twice');
    seen.add(identify(name));
    const data = bytes.subarray(local.dataStart, local.dataEnd);
    found.push({
      name,
      deflated: entry.compressionMethod !== 0,
      crc32: entry.crc32,
      size: entry.uncompressedSize,
      data,
    });
    expected = local.next;
  }
  return expected === directory ? succeed(found) : fail(archiveAmbiguous('directory'));
};

const brokenBy = (error: unknown): Problem => archiveBroken(error instanceof Error ? error.message : String(error));

/**
 * The entries of a JAR in the order in which a stream reader meets them. Refuses every archive that could be read in
 * two ways, and zip64 (nothing under our size limit needs it). Inflates nothing; time and memory grow with the entries.
 */
export const openArchive = async (bytes: Buffer, limits: Limits): Promise<Outcome<readonly ArchiveEntry[]>> => {
  try {
    const zip = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
    if (zip.entryCount > limits.entries) return fail(tooManyEntries(zip.entryCount, limits.entries));
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const directory = findCentralDirectory(bytes, zip, entries);
    return directory === undefined ? fail(archiveAmbiguous('directory')) : walk(bytes, entries, directory);
  } catch (error) {
    return fail(brokenBy(error));
  }
};
