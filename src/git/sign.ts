import { cleanName, messageOf, secondsOf, type CommitRequest } from './commit-request.ts';
import type { ConfigEntry } from './environment.ts';
import type { Mirror } from './mirror.ts';
import { runGit } from './run-git.ts';

/**
 * Makes the signed twin of a commit: same tree, parent, people, time and message. `fast-import` cannot sign, so it made
 * the objects and `commit-tree` makes the commit; the unsigned one stays unreachable. Costs three processes.
 */
export const signCommit = async (
  mirror: Mirror,
  commit: string,
  request: CommitRequest,
  keyPath: string,
): Promise<string> => {
  const date = `@${secondsOf(request.time)} +0000`;
  const parents = request.parent === undefined ? [] : ['-p', request.parent];
  const { stdout } = await runGit(mirror, {
    args: ['commit-tree', '--gpg-sign', '-F', '-', ...parents, `${commit}^{tree}`],
    stdin: [messageOf(request)],
    config: signingConfig(keyPath),
    env: {
      GIT_AUTHOR_NAME: cleanName(request.author.name),
      GIT_AUTHOR_EMAIL: cleanName(request.author.email),
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: cleanName(request.committer.name),
      GIT_COMMITTER_EMAIL: cleanName(request.committer.email),
      GIT_COMMITTER_DATE: date,
    },
  });
  return stdout.toString().trim();
};

const signingConfig = (keyPath: string): readonly ConfigEntry[] => [
  ['gpg.format', 'ssh'],
  ['user.signingKey', keyPath],
];
