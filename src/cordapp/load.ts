import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Problem } from '../core/problem.ts';
import { fileTooLarge, fileUnreadable } from '../core/text/cordapp-problems.ts';
import type { Limits } from './limits.ts';

/** Where a JAR comes from: a file on this machine, or its bytes. */
export type JarSource = { readonly path: string } | { readonly bytes: Uint8Array };

/** A JAR in memory, or why it is not there; hash and size are of the whole file in both cases, as far as it was read. */
export type LoadedJar = {
  readonly sha256: string;
  readonly size: number;
  readonly bytes: Buffer | undefined;
  readonly problems: readonly Problem[];
};

const CHUNK = 1024 * 1024;

async function* chunksOf(source: JarSource): AsyncGenerator<Buffer> {
  if ('path' in source) {
    for await (const chunk of createReadStream(source.path, { highWaterMark: CHUNK })) yield chunk as Buffer;
    return;
  }
  const { buffer, byteOffset, length } = source.bytes;
  for (let at = 0; at < length; at += CHUNK) yield Buffer.from(buffer, byteOffset + at, Math.min(CHUNK, length - at));
}

/**
 * Reads the file once, hashing on the way. Keeps no more than `limits.fileBytes` in memory: of a larger file only
 * hash and size are told. A file that cannot be read is a problem.
 */
export const loadJar = async (source: JarSource, limits: Limits): Promise<LoadedJar> => {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of chunksOf(source)) {
      hash.update(chunk);
      size += chunk.length;
      if (size <= limits.fileBytes) kept.push(chunk);
      else kept.length = 0;
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { sha256: hash.digest('hex'), size, bytes: undefined, problems: [fileUnreadable(detail)] };
  }
  const sha256 = hash.digest('hex');
  if (size > limits.fileBytes) {
    return { sha256, size, bytes: undefined, problems: [fileTooLarge(size, limits.fileBytes)] };
  }
  return { sha256, size, bytes: Buffer.concat(kept, size), problems: [] };
};
