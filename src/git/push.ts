import { gitPushRejected, gitUnreachable } from '../core/text/git-problems.ts';
import { GitError, isCorrupt, sortFailure } from './git-error.ts';
import { replaceMirror } from './heal.ts';
import type { Mirror } from './mirror.ts';
import { requireObjectId, requireRef } from './names.ts';
import { runGit, type GitResult } from './run-git.ts';
import { runOnRemote } from './transfer.ts';

/** `from`: what the ref must be on the remote, `undefined` where it must not be. `to`: `undefined` deletes it. */
export type RefUpdate = { readonly ref: string; readonly from: string | undefined; readonly to: string | undefined };

/**
 * Moves refs on the remote, all or none, each only if it still is where the caller saw it: compare and swap. `lost` when
 * somebody was faster, and then nothing has moved. Where the remote already is as wanted the answer is `pushed`, so that
 * a push whose answer was lost can be repeated. Throws GitError for every other failure.
 */
export const pushRefs = async (mirror: Mirror, updates: readonly RefUpdate[]): Promise<'pushed' | 'lost'> => {
  if (updates.length === 0) return 'pushed';
  const { status, stdout, stderr } = await push(mirror, updates);
  if (status === 0) {
    await followLocally(mirror, updates);
    return 'pushed';
  }
  // `! TAB <from>:<to> TAB <summary> (<reason>)`, see git-push(1), --porcelain.
  const refused = stdout
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('!'));
  const cause = refused.find((line) => !line.includes('(atomic push failed)'));
  if (cause === undefined) throw sortFailure('push', stderr);
  if (LOST.test(cause)) return 'lost';
  const words = [cause.split('\t')[2] ?? '', ...remoteWords(stderr)].join('; ').slice(0, 500);
  if (PASSING.test(cause)) throw new GitError('retry', gitUnreachable('push', words));
  throw new GitError('stop', gitPushRejected((cause.split('\t')[1] ?? '').split(':').at(-1) ?? '', words));
};

/** The first two are the client's, which compares with what the server advertised; the others the server's own. */
const LOST =
  /stale info|remote ref does not exist|remote ref updated|fetch first|non-fast-forward|incorrect old value|failed to update ref|atomic transaction failed|reference already exists|but expected|unable to resolve reference/;

const PASSING = /internal server error|unpacker error|failed to lock|File exists|tim(?:ed ?out|eout)/i;

const remoteWords = (stderr: string): readonly string[] =>
  stderr
    .split(/[\r\n]+/)
    .filter((line) => /^remote: .*\w/.test(line))
    .map((line) => line.slice('remote: '.length).trim());

const push = async (mirror: Mirror, updates: readonly RefUpdate[]): Promise<GitResult> => {
  const leases = updates.map(({ ref, from }) => `--force-with-lease=${requireRef(ref)}:${idOrNothing(from)}`);
  const refspecs = updates.map(({ ref, to }) => `${idOrNothing(to)}:${ref}`);
  const args = ['push', '--porcelain', '--atomic', '--no-verify', '--no-signed', '--no-follow-tags'];
  const seen = mirror.health.generation;
  try {
    return await runOnRemote(mirror, {
      args: [...args, ...leases, '--', mirror.remote.url, ...refspecs],
      answers: [0, 1],
    });
  } catch (error) {
    // What was to be pushed is lost with the mirror, so the caller has to make it again.
    if (error instanceof GitError && isCorrupt(error)) await replaceMirror(mirror, seen, error);
    throw error;
  }
};

const idOrNothing = (id: string | undefined): string => (id === undefined ? '' : requireObjectId(id));

/** Lets the mirror know at once what the next fetch would tell it. */
const followLocally = async (mirror: Mirror, updates: readonly RefUpdate[]): Promise<void> => {
  const lines = updates.map(({ ref, to }) => (to === undefined ? `delete ${ref}\n` : `update ${ref} ${to}\n`));
  try {
    await runGit(mirror, { args: ['update-ref', '--no-deref', '--stdin'], stdin: lines });
  } catch (error) {
    // The push is done, and that is the answer; a mirror that did not follow is brought up to date by the next fetch.
    if (!(error instanceof GitError)) throw error;
  }
};
