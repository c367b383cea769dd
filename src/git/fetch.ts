import { withHealing } from './heal.ts';
import type { Mirror } from './mirror.ts';
import { fetchOnce } from './transfer.ts';

/**
 * Brings the mirror up to date. Without refspecs: all branches and Cordage's own refs, and what was deleted there is
 * deleted here. A refspec without a target (`refs/pull/7/head`) is kept under its own name. Throws GitError; `retry`
 * when a ref that was named is not there (yet).
 * @returns all refs of the mirror, each with the object it points to
 */
export const fetchMirror = (mirror: Mirror, refspecs?: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  withHealing(mirror, () => fetchOnce(mirror, refspecs));
