import { createHash } from 'node:crypto';

/** The id that git gives a file of these bytes, in either of its hash formats. */
export const blobId = (bytes: Uint8Array, format: 'sha1' | 'sha256' = 'sha1'): string =>
  createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
