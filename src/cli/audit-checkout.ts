import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { JOURNAL_REF } from '../git/journal.ts';
import type { Mirror } from '../git/mirror.ts';
import { readRefs } from '../git/read-refs.ts';
import { runGit } from '../git/run-git.ts';

/** Where the journal is after the fetch that we advise, and where a fetch of all branches puts one that is kept on a branch. */
export const JOURNAL_REFS = [JOURNAL_REF, 'refs/remotes/origin/cordage/journal'];

/** Long enough for the history of any journal. */
const LOCAL_MS = 120_000;

/**
 * A person's checkout, or a bare repository, as far as reading by `runGit` needs it; undefined when the folder is neither.
 * Only for what does not heal: a damaged mirror is thrown away, and this one is not ours.
 */
export const openCheckout = (folder: string): Mirror | undefined => {
  const dir = findGitDir(resolve(folder));
  return dir === undefined
    ? undefined
    : {
        dir,
        remote: { url: 'file:///' },
        signal: undefined,
        signingKeyPath: undefined,
        timeouts: { localMs: LOCAL_MS, remoteMs: LOCAL_MS, ownerMs: 0 },
        log: () => undefined,
        // Git's own locks keep readers and writers of a checkout apart.
        ownership: { claimChild: () => () => undefined, release: () => undefined },
        health: { generation: 0, rebuilding: undefined },
        [Symbol.dispose]: () => undefined,
      };
};

/** `.git` is a folder, or a file that says where it is (a linked work tree, a submodule). */
const findGitDir = (root: string): string | undefined => {
  const inside = join(root, '.git');
  const stats = statSync(inside, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return inside;
  if (stats?.isFile()) {
    const [, path] = /^gitdir: (.+?)\s*$/.exec(readFileSync(inside, 'utf8')) ?? [];
    return path === undefined ? undefined : resolve(root, path);
  }
  const isBare = ['HEAD', 'objects', 'refs'].every((name) => statSync(join(root, name), { throwIfNoEntry: false }));
  return isBare ? root : undefined;
};

/** The first of these refs that is there, with what it points to. */
export const findRef = async (
  checkout: Mirror,
  names: readonly string[],
): Promise<{ readonly ref: string; readonly tip: string } | undefined> => {
  for (const ref of names) {
    const tip = (await readRefs(checkout, ref)).get(ref);
    if (tip !== undefined) return { ref, tip };
  }
  return undefined;
};

/** The address of the remote `origin` as the checkout has it; empty without one. */
export const findOrigin = async (checkout: Mirror): Promise<string> => {
  const { stdout } = await runGit(checkout, { args: ['config', '--get', 'remote.origin.url'], answers: [0, 1] });
  return stdout.toString().trim();
};

/** `owner/name` of the remote `origin`, however its address is written. */
export const findRepository = async (checkout: Mirror): Promise<string | undefined> =>
  /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(await findOrigin(checkout))?.[1];
