import type { Entry } from '../core/manifests/manifest.ts';
import type { Mirror } from '../git/mirror.ts';
import { readBlobs } from '../git/read.ts';

/** Largest file whose pins are moved, in bytes; `core/manifests` has the same ceiling and its sentence. */
const FILE_LIMIT = 16 * 1024 * 1024;

export type ReadFiles = ReadonlyMap<string, { readonly blob: string; readonly bytes: Uint8Array }>;

/** Files of the base by path, in one git process; what is not there, or too large, is left out. */
export const readFiles = async (
  mirror: Mirror,
  wanted: readonly string[],
  entries: ReadonlyMap<string, Entry>,
): Promise<ReadFiles> => {
  const paths = [...new Set(wanted)];
  const blobs = paths.flatMap((path) => entries.get(path)?.blob ?? []);
  const bytes = await readBlobs(mirror, [...new Set(blobs)], FILE_LIMIT);
  return new Map(
    paths.flatMap((path) => {
      const blob = entries.get(path)?.blob;
      const found = blob === undefined ? undefined : bytes.get(blob);
      return blob !== undefined && found ? [[path, { blob, bytes: found }] as const] : [];
    }),
  );
};
