import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GitError, isCorrupt } from './git-error.ts';
import type { Mirror } from './mirror.ts';
import { runGit } from './run-git.ts';
import { fetchOnce } from './transfer.ts';

/** Makes an empty mirror. It holds nothing but objects and refs: neither remote nor credentials are written down. */
export const createMirror = async (mirror: Mirror): Promise<void> => {
  mkdirSync(mirror.dir, { recursive: true });
  await runGit(mirror, { args: ['init', '--quiet', '--bare', '--template=', '--initial-branch=main'] });
  mirror.log({ event: 'mirror-created', dir: mirror.dir });
};

/** Moves the mirror out of the way, at once and whole, then deletes it. */
export const discardMirror = (mirror: Mirror, why: string): void => {
  const trash = `${mirror.dir}.trash-${randomBytes(6).toString('hex')}`;
  renameSync(mirror.dir, trash);
  rmSync(trash, { recursive: true, force: true });
  mirror.health.generation += 1;
  mirror.log({ event: 'mirror-discarded', dir: mirror.dir, why });
};

/**
 * Does something with the mirror; when that shows it to be damaged, throws the mirror away, clones it again and does
 * it once more. Done again, too, when another reader had the mirror replaced meanwhile: half an answer from each is
 * none. Reading only, or what may be done twice.
 */
export const withHealing = async <T>(mirror: Mirror, action: () => Promise<T>): Promise<T> => {
  await mirror.health.rebuilding;
  const seen = mirror.health.generation;
  try {
    const result = await action();
    if (mirror.health.generation === seen) return result;
  } catch (error) {
    if (mirror.health.generation === seen) {
      if (!(error instanceof GitError) || !isCorrupt(error)) throw error;
      await replaceMirror(mirror, seen, error);
    }
  }
  await mirror.health.rebuilding;
  return action();
};

/**
 * Throws a damaged mirror away and clones it again, unless that was done since generation `seen`. Once since the mirror
 * was opened: if that did not help, the disk or the remote is broken and a person must look. When cloning fails, every
 * later use of this opening fails with the same error: an empty mirror would tell that nothing exists.
 */
export const replaceMirror = async (mirror: Mirror, seen: number, damage: GitError): Promise<void> => {
  const { health } = mirror;
  if (health.generation === seen) {
    if (seen > 0) throw new GitError('stop', damage.problem, { cause: damage });
    health.rebuilding = rebuild(mirror, damage.message);
  }
  await health.rebuilding;
};

const rebuild = async (mirror: Mirror, why: string): Promise<void> => {
  discardMirror(mirror, why);
  await createMirror(mirror);
  await fetchOnce(mirror);
};

/**
 * Removes what a git process that died left behind: lock files (git refuses to work beside them), half-written packs,
 * crash reports, and mirrors whose deletion was cut off. Only for the owner of the mirror.
 */
export const removeLeftovers = (mirror: Mirror): void => {
  const { dir } = mirror;
  for (const name of readdirSync(dirname(dir))) {
    if (name.startsWith(`${basename(dir)}.trash-`)) remove(mirror, join(dirname(dir), name));
  }
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (LEFTOVER.test(entry.name)) remove(mirror, join(entry.parentPath, entry.name));
  }
};

/** `.lock` ends no ref's name, by git's rules. `.keep` is put beside a pack while it is fetched. */
const LEFTOVER =
  /\.lock$|^gc\.pid$|^tmp_(?:pack|idx|rev|obj|objdir)|^incoming-|^pack-.*\.keep$|^fast_import_crash_|^packed-refs\.new$/;

const remove = (mirror: Mirror, file: string): void => {
  rmSync(file, { recursive: true, force: true });
  mirror.log({ event: 'leftover-removed', file });
};
