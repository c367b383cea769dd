import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gitAborted, gitMirrorBusy } from '../core/text/git-problems.ts';
import { GitError } from './git-error.ts';

export type Ownership = {
  /**
   * Counts a git process as a user of the mirror until the returned function is called. If we are killed, it lives on,
   * and whoever comes next ends it and waits for its end, instead of removing lock files under its hands.
   */
  readonly claimChild: (pid: number) => () => void;
  readonly release: () => void;
};

/**
 * Takes a folder for one user at a time, within this process and among processes of this machine (of one pid
 * namespace: a cache folder is not shared between containers). Waits for a live owner up to `waitMs`; a dead one
 * doesn't count.
 *
 * Each user writes a claim of its own and then looks at the others': of two, at least the later sees the earlier one
 * and withdraws. So a dead claim can be removed by name, without the race of replacing one shared lock file.
 */
export const takeOwnership = async (
  dir: string,
  options: { readonly waitMs: number; readonly signal: AbortSignal | undefined },
): Promise<Ownership> => {
  const folder = `${dir}.owners`;
  mkdirSync(folder, { recursive: true });
  const deadline = performance.now() + options.waitMs;
  for (;;) {
    const own = writeClaim(folder, process.pid);
    const other = findLiveClaim(folder, own);
    if (other === undefined) return createOwnership(folder, own);
    removeClaim(folder, own);
    if (performance.now() >= deadline) {
      throw new GitError('retry', gitMirrorBusy(dir, pidOf(other), options.waitMs / 1000));
    }
    await pause(options.signal);
  }
};

/** Random, so that two who withdrew before each other do not meet again. */
const pause = async (signal: AbortSignal | undefined): Promise<void> => {
  try {
    await sleep(10 + Math.random() * 60, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw new GitError('retry', gitAborted('open'), { cause: error });
  }
};

const createOwnership = (folder: string, own: string): Ownership => ({
  claimChild: (pid) => {
    const claim = writeClaim(folder, pid, own);
    return () => removeClaim(folder, claim);
  },
  release: () => removeClaim(folder, own),
});

/** A claim is an empty file: pid, identity and a nonce, and for a child the same of its owner. */
const writeClaim = (folder: string, pid: number, owner?: string): string => {
  const own = `${pid}-${identityOf(pid) ?? 'gone'}-${randomBytes(6).toString('hex')}`;
  const name = owner === undefined ? own : `${own}-${owner}`;
  writeFileSync(join(folder, name), '', { flag: 'wx' });
  return name;
};

const removeClaim = (folder: string, name: string): void => rmSync(join(folder, name), { force: true });

const pidOf = (claim: string): string => claim.split('-')[0] ?? '';

/** The first claim of somebody alive but our own; those of the dead are removed on the way, orphans told to end. */
const findLiveClaim = (folder: string, own: string): string | undefined => {
  for (const name of readdirSync(folder)) {
    if (name === own) continue;
    const [pid, identity, , ownerPid, ownerIdentity] = name.split('-');
    if (isAlive(pid, identity)) {
      if (ownerPid !== undefined && !isAlive(ownerPid, ownerIdentity)) endGroup(Number(pid));
      return name;
    }
    removeClaim(folder, name);
  }
  return undefined;
};

const isAlive = (pid: string | undefined, identity: string | undefined): boolean =>
  identity !== undefined && identityOf(Number(pid)) === identity;

/** SIGTERM, on which git removes its lock files, to git and its helpers. */
const endGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended meanwhile.
  }
};

/**
 * What tells a process from a later one with the same pid: when it started, and in which boot. Undefined when there is
 * no such process (a zombie is none).
 */
export const identityOf = (pid: number): string | undefined => {
  const start = startInProc(pid) ?? startByPs(pid);
  return start === undefined || start === ''
    ? undefined
    : createHash('sha256').update(start).digest('hex').slice(0, 16);
};

/** Linux: fields 3 (state) and 22 (start in ticks since boot) of `stat`, see proc(5). Empty when dead. */
const startInProc = (pid: number): string | undefined => {
  const boot = readText('/proc/sys/kernel/random/boot_id');
  if (boot === undefined) return undefined;
  const stat = readText(`/proc/${pid}/stat`) ?? '';
  // The program's name, in parentheses, may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ['', 'Z', 'X'].includes(fields[0] ?? '') ? '' : `${boot} ${fields[19]}`;
};

/** Elsewhere (macOS, BSD): costs a process, in seconds' resolution. */
const startByPs = (pid: number): string | undefined => {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
};

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};
