import { gitFailed } from '../core/text/git-problems.ts';
import { renderImport, type CommitRequest, type FileChange } from './commit-request.ts';
import { blobId } from './blob-id.ts';
import { GitError } from './git-error.ts';
import { withHealing } from './heal.ts';
import type { Mirror } from './mirror.ts';
import { listTree, type ModedEntry } from './read.ts';
import { runGit } from './run-git.ts';
import { signCommit } from './sign.ts';

import { requireWritable } from './writable.ts';

/**
 * Makes a commit in the mirror and tells its id; no ref points to it until it is pushed. Files keep their mode, new
 * ones get 100644. Equal requests make equal commits (signed ones too, but for ECDSA keys). When there are changes and
 * none of them changes anything, there is no commit: the answer is the parent. Throws GitError, `stop` for a path that
 * must not be written (a symlink, a submodule, a folder, outside the root).
 */
export const commitFiles = (mirror: Mirror, request: CommitRequest): Promise<string> =>
  withHealing(mirror, async () => {
    const { parent, changes } = request;
    const entries = parent === undefined || changes.length === 0 ? [] : await listTree(mirror, parent);
    requireWritable(changes, entries);
    const present = new Map(entries.map((entry) => [entry.path, entry]));
    const effective = changes.filter((change) => changesAnything(change, present.get(change.path)));
    if (parent !== undefined && changes.length > 0 && effective.length === 0) return parent;
    const commit = await importCommit(mirror, request, effective, present);
    return mirror.signingKeyPath === undefined ? commit : signCommit(mirror, commit, request, mirror.signingKeyPath);
  });

/** By blob id, which costs a hash here instead of a commit to compare there. */
const changesAnything = ({ bytes }: FileChange, entry: ModedEntry | undefined): boolean => {
  if (bytes === undefined || entry === undefined) return bytes !== entry;
  return blobId(bytes, entry.blob.length === 64 ? 'sha256' : 'sha1') !== entry.blob;
};

const importCommit = async (
  mirror: Mirror,
  request: CommitRequest,
  changes: readonly FileChange[],
  present: ReadonlyMap<string, ModedEntry>,
): Promise<string> => {
  // Without `done` at the end git takes a stream that was cut off for an error, not for a smaller commit.
  const { stdout } = await runGit(mirror, {
    args: ['fast-import', '--quiet', '--done', '--date-format=raw'],
    stdin: renderImport({ ...request, changes }, (path) => present.get(path)?.mode),
  });
  const commit = stdout.toString().trim();
  if (!/^[0-9a-f]{40,64}$/.test(commit))
    throw new GitError('stop', gitFailed('fast-import', `it answered "${commit}"`));
  return commit;
};
