import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import type { Outcome } from '../core/problem.ts';
import { fail, succeed } from '../core/problem.ts';
import { archiveAmbiguous, inflatesTooMuch } from '../core/text/cordapp-problems.ts';
import type { ArchiveEntry } from './archive.ts';
import type { Limits } from './limits.ts';

type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

// `info: true` changes what zlib answers with, which its types do not say.
const inflateLarge = promisify(inflateRaw) as unknown as (data: Buffer, options: object) => Promise<Inflated>;
const inflateSmall = inflateRawSync as unknown as (data: Buffer, options: object) => Inflated;

const LARGEST_CHUNK = 256 * 1024;

/** Bytes up to which a trip to the thread pool costs some twenty times what the inflating does. */
const SMALL = 16 * 1024;

/** Small entries after which others get their turn; inflating so many takes about a millisecond. */
const TURN = 200;

/** Inflates to the announced size and not a byte more, so that a lie about it costs no more than the truth would. */
const inflateExactly = async ({ data, size }: ArchiveEntry): Promise<Buffer | undefined> => {
  const options = {
    info: true,
    maxOutputLength: Math.max(1, size),
    chunkSize: Math.max(constants.Z_MIN_CHUNK, Math.min(size + 1, LARGEST_CHUNK)),
  };
  try {
    const inflated = size <= SMALL && data.length <= SMALL ? inflateSmall(data, options) : inflateLarge(data, options);
    const { buffer, engine } = await inflated;
    return engine.bytesWritten === data.length ? buffer : undefined;
  } catch {
    return undefined;
  }
};

/** The limits for an archive of `fileSize` bytes: what all its entries may inflate to depends on it. */
export const boundInflation = (fileSize: number, limits: Limits): Limits => ({
  ...limits,
  inflatedBytes: Math.min(limits.inflatedBytes, Math.max(limits.ratioFromBytes, limits.ratio * fileSize)),
});

/** An entry and its inflated bytes, of which one at a time is in memory unless the reader keeps it. */
export type Content = { readonly name: string; readonly bytes: Buffer };

/** One entry's bytes, of which at most `allowed` are inflated; a problem where they are not those announced. */
export const readEntry = async (entry: ArchiveEntry, allowed: number): Promise<Outcome<Buffer>> => {
  if (entry.size > allowed) return fail(inflatesTooMuch(entry.name, entry.size, allowed));
  const bytes = entry.deflated ? await inflateExactly(entry) : entry.data;
  return bytes?.length === entry.size && crc32(bytes) === entry.crc32
    ? succeed(bytes)
    : fail(archiveAmbiguous('content', entry.name));
};

/**
 * Reads the entries one after the other, and hands each to `visit`. Stops with a problem at the first that cannot be
 * read or exceeds `limits`.
 */
export const readContents = async (
  entries: readonly ArchiveEntry[],
  limits: Limits,
  visit: (content: Content) => void,
): Promise<Outcome<undefined>> => {
  let left = limits.inflatedBytes;
  for (const [index, entry] of entries.entries()) {
    if (index % TURN === TURN - 1) await setImmediate();
    const bytes = await readEntry(entry, Math.min(left, limits.entryBytes));
    if (!bytes.ok) return bytes;
    left -= entry.size;
    visit({ name: entry.name, bytes: bytes.value });
  }
  return succeed(undefined);
};
