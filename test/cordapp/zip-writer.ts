import type { ZipFields } from '../../src/sandbox/zip.ts';
import { centralHeader, endRecord, localHeader, zipEntry } from '../../src/sandbox/zip.ts';

/** An entry, and where it lies: what its two headers say instead of the truth, and what stands around its bytes. */
export type WrittenEntry = {
  readonly name: string | Buffer;
  readonly content?: string | Uint8Array;
  /** Said by both headers. */
  readonly both?: Partial<ZipFields>;
  readonly local?: Partial<ZipFields>;
  readonly central?: Partial<ZipFields>;
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
  /** Where the central directory says that the entry stands. */
  readonly offset?: number;
  /** Left out of the central directory. */
  readonly hidden?: boolean;
};

export type WrittenZip = {
  readonly entries: readonly WrittenEntry[];
  readonly prefix?: Uint8Array;
  readonly beforeEnd?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly trailing?: Uint8Array;
  readonly end?: (record: Buffer) => void;
};

const NOTHING = new Uint8Array();

/** A ZIP file that may lie in any of these ways; without them, a plain one. */
export const writeAnyZip = (zip: WrittenZip): Buffer => {
  const { entries, prefix = NOTHING, beforeEnd = NOTHING, comment = NOTHING, trailing = NOTHING, end } = zip;
  const locals: Uint8Array[] = [prefix];
  const centrals: Uint8Array[] = [];
  let at = prefix.length;
  for (const { name, content = '', both, local, central, before = NOTHING, after = NOTHING, ...how } of entries) {
    const truth = zipEntry('', Buffer.from(content));
    const fields = { ...truth.fields, name: Buffer.from(name), ...both };
    const offset = at + before.length;
    const bytes = Buffer.concat([before, localHeader({ ...fields, ...local }), truth.data, after]);
    locals.push(bytes);
    if (!how.hidden) centrals.push(centralHeader({ ...fields, ...central }, how.offset ?? offset));
    at += bytes.length;
  }
  const directory = Buffer.concat(centrals);
  const record = endRecord(centrals.length, directory.length, at);
  record.writeUInt16LE(comment.length, 20);
  end?.(record);
  return Buffer.concat([...locals, directory, beforeEnd, record, comment, trailing]);
};

/** The bytes of a data descriptor, as streaming writers put it after an entry. */
export const descriptor = (content: string, signed = true): Buffer => {
  const { fields } = zipEntry('', Buffer.from(content));
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(fields.crc32, 4);
  bytes.writeUInt32LE(fields.compressedSize, 8);
  bytes.writeUInt32LE(fields.size, 12);
  return signed ? bytes : bytes.subarray(4);
};
