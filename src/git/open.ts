import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { schemeOf } from './environment.ts';
import { GitError } from './git-error.ts';
import { createMirror, discardMirror, removeLeftovers } from './heal.ts';
import type { GitEvent, Mirror, Remote, Timeouts } from './mirror.ts';
import { takeOwnership } from './ownership.ts';
import { readRefs } from './read-refs.ts';

/** Ten minutes for the first clone of a large repository; half a minute for another pass to end. */
const TIMEOUTS: Timeouts = { localMs: 120_000, remoteMs: 600_000, ownerMs: 30_000 };

/**
 * Opens the mirror in `dir`, made or healed as needed, for this caller alone: another opening of the same folder, here
 * or in another process, waits until this one is disposed of (`using mirror = await openMirror(…)`). Does not talk to the remote; `fetchMirror` does. Aborting `signal`
 * stops whatever git does on it. Throws GitError: `retry` when somebody else keeps the mirror.
 */
export const openMirror = async (options: {
  readonly dir: string;
  readonly remote: Remote;
  readonly signal?: AbortSignal | undefined;
  readonly signingKeyPath?: string | undefined;
  readonly log?: (event: GitEvent) => void;
  readonly timeouts?: Partial<Timeouts>;
}): Promise<Mirror> => {
  schemeOf(options.remote.url);
  const { remote, signal, signingKeyPath, log = () => undefined } = options;
  const dir = resolve(options.dir);
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const ownership = await takeOwnership(dir, { waitMs: timeouts.ownerMs, signal });
  const health = { generation: 0, rebuilding: undefined };
  const close = { [Symbol.dispose]: ownership.release };
  const mirror: Mirror = { dir, remote, signal, signingKeyPath, timeouts, log, ownership, health, ...close };
  try {
    await prepare(mirror);
    return mirror;
  } catch (error) {
    ownership.release();
    throw error;
  }
};

const prepare = async (mirror: Mirror): Promise<void> => {
  const there = statSync(mirror.dir, { throwIfNoEntry: false });
  if (there === undefined) return createMirror(mirror);
  const why = there.isDirectory() ? await whyUnusable(mirror) : 'it is not a folder';
  if (why === undefined) return;
  discardMirror(mirror, why);
  await createMirror(mirror);
};

/** Here any complaint of git's is about the mirror: nothing was asked for that it could lack. */
const UNUSABLE = ['git-mirror-corrupt', 'git-object-missing', 'git-failed'];

const whyUnusable = async (mirror: Mirror): Promise<string | undefined> => {
  removeLeftovers(mirror);
  try {
    await readRefs(mirror);
    return undefined;
  } catch (error) {
    if (error instanceof GitError && UNUSABLE.includes(error.problem.code)) return error.message;
    throw error;
  }
};
