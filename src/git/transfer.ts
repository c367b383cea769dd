import { setTimeout as sleep } from 'node:timers/promises';
import { gitRemoteEmpty } from '../core/text/git-problems.ts';
import { authorizationConfig, secretsIn } from './environment.ts';
import { GitError } from './git-error.ts';
import type { Mirror } from './mirror.ts';
import { requireRef } from './names.ts';
import { readRefs } from './read-refs.ts';
import { runGit, type GitResult, type GitRun } from './run-git.ts';

/** A token that was just made is unknown to some of GitHub's servers for about a second. */
const NEW_TOKEN_MS = 1000;

/**
 * Runs a command that talks to the remote. When it is refused, it is run once more with an authorization asked for
 * anew: the old one may have expired, and a refused run has changed nothing.
 */
export const runOnRemote = async (mirror: Mirror, run: GitRun): Promise<GitResult> => {
  try {
    return await runAuthorized(mirror, run);
  } catch (error) {
    if (!(error instanceof GitError) || error.kind !== 'auth' || mirror.remote.authorization === undefined) throw error;
    mirror.log({ event: 'authorization-renewed', command: run.args[0] ?? '' });
    // Cut short by an abort, which the next run then tells.
    await sleep(NEW_TOKEN_MS, undefined, mirror.signal && { signal: mirror.signal }).catch(() => undefined);
    return runAuthorized(mirror, run);
  }
};

const runAuthorized = async (mirror: Mirror, run: GitRun): Promise<GitResult> => {
  const { remote, timeouts } = mirror;
  const authorization = await remote.authorization?.();
  return runGit(mirror, {
    ...run,
    timeoutMs: timeouts.remoteMs,
    config: authorization === undefined ? [] : [authorizationConfig(remote.url, authorization)],
    secrets: authorization === undefined ? [] : secretsIn(authorization),
  });
};

/** Branches, and Cordage's own refs (its journal). Pull requests' heads are fetched when asked for. */
const DEFAULT_REFSPECS = ['+refs/heads/*:refs/heads/*', '+refs/cordage/*:refs/cordage/*'];

/**
 * Brings refs over once. What the remote no longer has is dropped, within what the refspecs cover, but never all
 * branches: git takes a maintenance page answered with 200 for a repository without refs.
 * @returns all refs of the mirror as they then are
 */
export const fetchOnce = async (
  mirror: Mirror,
  refspecs: readonly string[] = DEFAULT_REFSPECS,
): Promise<ReadonlyMap<string, string>> => {
  const lines = refspecs.map((refspec) => `${completeRefspec(refspec)}\n`);
  const before = await readRefs(mirror);
  // Refspecs by stdin: a command line holds only so many.
  const args = [
    'fetch',
    '--quiet',
    '--force',
    '--prune',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-auto-gc',
    '--stdin',
  ];
  await runOnRemote(mirror, { args: [...args, '--', mirror.remote.url], stdin: lines });
  const after = await readRefs(mirror);
  if (countBranches(before) === 0 || countBranches(after) > 0) return after;
  await runGit(mirror, {
    args: ['update-ref', '--no-deref', '--stdin'],
    stdin: [...before].map(([ref, id]) => `update ${ref} ${id}\n`),
  });
  throw new GitError('retry', gitRemoteEmpty(countBranches(before), mirror.dir));
};

const countBranches = (refs: ReadonlyMap<string, string>): number =>
  [...refs.keys()].filter((ref) => ref.startsWith('refs/heads/')).length;

const completeRefspec = (refspec: string): string => {
  const [source = '', target = source] = refspec.replace(/^\+/, '').split(':');
  for (const ref of [source, target]) requireRef(ref.replace('*', 'x'));
  return `+${source}:${target}`;
};
