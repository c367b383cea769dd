import { crc32, deflateRawSync } from 'node:zlib';

/** The parts of a ZIP file, each built alone, so that a test can put together what no tool would write. */

/** What both headers of an entry say of it. `size` and `crc32` are of the bytes before compression. */
export type ZipFields = {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly extra: Buffer;
};

/** An entry ready to be written: its headers' fields and its compressed bytes. */
export type ZipEntry = { readonly fields: ZipFields; readonly data: Buffer };

const STORED = 0;
const DEFLATED = 8;
const UTF8 = 0x0800;

/** 1 January 2024, 00:00, as MS-DOS has it: the same bytes whenever they are made. */
const DATE = ((2024 - 1980) << 9) | (1 << 5) | 1;

/** Compresses where that makes it smaller; a folder (its name ends with a slash) is stored. */
export const zipEntry = (name: string, content: Uint8Array): ZipEntry => {
  const deflated = deflateRawSync(content);
  const smaller = deflated.length < content.length;
  const data = smaller ? deflated : Buffer.from(content);
  const fields = {
    name: Buffer.from(name),
    flags: UTF8,
    method: smaller ? DEFLATED : STORED,
    crc32: crc32(content),
    compressedSize: data.length,
    size: content.length,
    extra: Buffer.alloc(0),
  };
  return { fields, data };
};

const writeCommon = (target: Buffer, at: number, fields: ZipFields): void => {
  target.writeUInt16LE(20, at);
  target.writeUInt16LE(fields.flags, at + 2);
  target.writeUInt16LE(fields.method, at + 4);
  target.writeUInt16LE(0, at + 6);
  target.writeUInt16LE(DATE, at + 8);
  target.writeUInt32LE(fields.crc32, at + 10);
  target.writeUInt32LE(fields.compressedSize, at + 14);
  target.writeUInt32LE(fields.size, at + 18);
  target.writeUInt16LE(fields.name.length, at + 22);
  target.writeUInt16LE(fields.extra.length, at + 24);
};

export const localHeader = (fields: ZipFields): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, fields);
  return Buffer.concat([header, fields.name, fields.extra]);
};

/** `offset` is where the entry's local header stands, in bytes from the start of the file. */
export const centralHeader = (fields: ZipFields, offset: number): Buffer => {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, 6, fields);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, fields.name, fields.extra]);
};

export const endRecord = (entries: number, directorySize: number, directoryOffset: number): Buffer => {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(directorySize, 12);
  record.writeUInt32LE(directoryOffset, 16);
  return record;
};

/** A plain ZIP file of these entries, in this order. */
export const writeZip = (entries: readonly ZipEntry[]): Buffer => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { fields, data } of entries) {
    const local = Buffer.concat([localHeader(fields), data]);
    locals.push(local);
    centrals.push(centralHeader(fields, offset));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, endRecord(entries.length, directory.length, offset)]);
};
