import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';

export type FileAsItIs = { readonly bytes: Uint8Array; readonly stats: Stats };

/**
 * An ordinary file, by a path whose last part is no link; synchronously, for thousands of small files come four times
 * as fast so. Undefined for what is no ordinary file or larger than the limit in bytes.
 * @throws the system's error: see {@link faultOf}
 */
export const readOrdinaryFile = (path: string, limit = Infinity): FileAsItIs | undefined => {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    return stats.isFile() && stats.size <= limit ? { bytes: readFileSync(file), stats } : undefined;
  } finally {
    closeSync(file);
  }
};
