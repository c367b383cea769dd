import type { Problem } from '../problem.ts';

const problem = (code: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  message,
  remedy,
});

/** The last thing git said, as the tail of a sentence; nothing where it said nothing. */
const said = (words: string): string => (words === '' ? '' : `: ${words}`);

export const gitMissing = (): Problem =>
  problem(
    'git-missing',
    'the program "git" was not found',
    'install git 2.34 or newer and make sure that it is in PATH',
  );

export const gitAborted = (command: string): Problem =>
  problem(
    'git-aborted',
    `git ${command} was stopped because Cordage is stopping`,
    'nothing to do; the next pass does it',
  );

export const gitTimedOut = (command: string, seconds: number): Problem =>
  problem(
    'git-timeout',
    `git ${command} did not end within ${seconds} s and was stopped`,
    'nothing to do at once, it is tried again; if it goes on, look at the load of this machine and of the git server',
  );

export const gitUnreachable = (command: string, words: string): Problem =>
  problem(
    'git-unreachable',
    `git ${command} did not reach the repository${said(words)}`,
    "nothing to do at once, it is tried again; if it goes on, look at the git server's status and at the network",
  );

export const gitRefused = (command: string, words: string): Problem =>
  problem(
    'git-refused',
    `git ${command} was not permitted${said(words)}`,
    'give the App read and write access to "Contents" of this repository, and check that it is installed there',
  );

export const gitNotFound = (command: string, words: string): Problem =>
  problem(
    'git-not-found',
    `git ${command} found no repository at this address${said(words)}`,
    'check that the repository exists and that the App is installed on it',
  );

export const gitMoved = (command: string, words: string): Problem =>
  problem(
    'git-moved',
    `git ${command} was sent to another address, and credentials are not sent on${said(words)}`,
    "give the repository's present address",
  );

export const gitDiskFull = (command: string, words: string): Problem =>
  problem('git-disk-full', `git ${command} found the disk full${said(words)}`, 'free space in the cache folder');

export const gitMirrorCorrupt = (command: string, words: string): Problem =>
  problem(
    'git-mirror-corrupt',
    `git ${command} found the cached mirror damaged${said(words)}`,
    'nothing to do once, the mirror is made anew; if it comes again, check the disk under the cache folder',
  );

export const gitMirrorBusy = (dir: string, owner: string, seconds: number): Problem =>
  problem(
    'git-mirror-busy',
    `the cached mirror ${dir} has been in use by process ${owner} for more than ${seconds} s`,
    'let it end, or give each Cordage its own cache folder',
  );

export const gitRefMissing = (command: string, words: string): Problem =>
  problem(
    'git-ref-missing',
    `git ${command} found no such ref${said(words)}`,
    'nothing to do if it was just made or deleted, it is tried again; else check its name',
  );

export const gitObjectMissing = (command: string, words: string): Problem =>
  problem(
    'git-object-missing',
    `git ${command} was asked for what the mirror does not have${said(words)}`,
    'nothing to do at once, it is fetched and tried again; if it goes on, check that the commit still exists',
  );

export const gitRemoteEmpty = (branches: number, dir: string): Problem =>
  problem(
    'git-remote-empty',
    `the remote showed no branch at all where there were ${branches} before; nothing was dropped`,
    `nothing to do at once, it is tried again; if the repository was emptied on purpose, push a branch or delete ${dir}`,
  );

export const gitPushRejected = (ref: string, words: string): Problem =>
  problem(
    'git-push-rejected',
    `the repository rejected the push to ${ref}${said(words)}`,
    'let the App past the rule that rejects it (branch protection, ruleset or hook), or change the rule',
  );

export const gitFailed = (command: string, words: string): Problem =>
  problem(
    'git-failed',
    `git ${command} failed${said(words)}`,
    'read what git said and act on it; the log has the rest',
  );

export const gitOutputTooLarge = (command: string, limitBytes: number): Problem =>
  problem(
    'git-output-too-large',
    `git ${command} answered with more than ${limitBytes} bytes`,
    'make the repository smaller; Cordage reads one of any usual size',
  );

export const gitPathUnsafe = (path: string, why: string): Problem =>
  problem(
    'git-path-unsafe',
    `the path ${JSON.stringify(path)} cannot be written: ${why}`,
    'name a regular file below the root',
  );

export const gitNameUnsafe = (what: string, name: string): Problem =>
  problem('git-name-unsafe', `${JSON.stringify(name)} is not a ${what}`, `give a ${what}`);
