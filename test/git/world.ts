import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { GitEvent, Mirror, Remote } from '../../src/git/mirror.ts';
import { openMirror } from '../../src/git/open.ts';

/** A folder of its own for the running test, removed when it ends. */
export const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cordage-git-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
};

/** Runs git as a person would, not through the code under test. */
export const git = (dir: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', dir, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      LC_ALL: 'C',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'A Person',
      GIT_AUTHOR_EMAIL: 'person@example.com',
      GIT_COMMITTER_NAME: 'A Person',
      GIT_COMMITTER_EMAIL: 'person@example.com',
    },
  }).trim();

export type World = {
  readonly folder: string;
  /** The bare repository that is the remote, as a folder and as a URL. */
  readonly remoteDir: string;
  readonly url: string;
  readonly mirrorDir: string;
  readonly events: GitEvent[];
  /** Writes files (undefined deletes) and pushes them as one commit to a branch of the remote; tells the commit. */
  readonly commit: (files: Readonly<Record<string, string | Uint8Array | undefined>>, branch?: string) => string;
  readonly open: (options?: Partial<Parameters<typeof openMirror>[0]>) => Promise<Mirror>;
};

/** A remote with nothing in it, a person's clone of it, and a place for a mirror. */
export const makeWorld = (): World => {
  const folder = makeFolder();
  const remoteDir = join(folder, 'remote', 'net.git');
  const work = join(folder, 'work');
  mkdirSync(dirname(remoteDir));
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', remoteDir]);
  git(folder, 'clone', '--quiet', remoteDir, work);
  const url = `file://${remoteDir}`;
  const mirrorDir = join(folder, 'cache', 'net.git');
  const events: GitEvent[] = [];
  return {
    folder,
    remoteDir,
    url,
    mirrorDir,
    events,
    commit: (files, branch = 'main') => {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(work, path)), { recursive: true });
        if (content === undefined) rmSync(join(work, path));
        else writeFileSync(join(work, path), content);
      }
      git(work, 'add', '--all');
      git(work, 'commit', '--quiet', '--allow-empty', '--message', `Change ${Object.keys(files).join(', ')}`);
      git(work, 'push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`);
      return git(work, 'rev-parse', 'HEAD');
    },
    open: async (options = {}) => {
      const remote: Remote = { url };
      const mirror = await openMirror({ dir: mirrorDir, remote, log: (event) => events.push(event), ...options });
      onTestFinished(() => mirror[Symbol.dispose]());
      return mirror;
    },
  };
};

export const identity = { name: 'Cordage', email: 'cordage@example.com' };

/** What a commit request is made of when a test cares for its files only. */
export const request = (parent: string | undefined, files: Readonly<Record<string, string | undefined>>) => ({
  parent,
  changes: Object.entries(files).map(([path, text]) => ({
    path,
    bytes: text === undefined ? undefined : new TextEncoder().encode(text),
  })),
  message: 'Upgrade trade to 1.4.0\n\non canary\n',
  author: identity,
  committer: identity,
  time: 1_700_000_000_000,
});

/** The error a promise ends with; fails the test when it does not. */
export const failureOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was expected to fail, and did not');
};
