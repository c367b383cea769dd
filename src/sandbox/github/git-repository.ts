import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, gitText, tryGit } from './git.ts';
import { UPDATE_HOOK } from './git-hook.ts';

export const NO_COMMIT = '0'.repeat(40);

/** Settings by which a bare repository behaves as GitHub's do. Nothing runs on behind a push, so that nothing is left behind. */
const CONFIG: Readonly<Record<string, string>> = {
  'http.receivepack': 'true',
  'http.uploadpack': 'true',
  'receive.hideRefs': 'refs/pull',
  'receive.fsckObjects': 'true',
  'receive.autogc': 'false',
  'receive.denyDeleteCurrent': 'refuse',
  'receive.advertisePushOptions': 'true',
  'uploadpack.allowAnySHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
  'gc.auto': '0',
  'core.logAllRefUpdates': 'false',
};

/** Makes an empty bare repository with GitHub's settings and the hook that guards protected branches. */
export const initRepository = async (dir: string, defaultBranch: string): Promise<void> => {
  await mkdir(dir, { recursive: true });
  await gitText(dir, ['init', '--bare', '--quiet', '--template=', dir]);
  await git(dir, ['symbolic-ref', 'HEAD', `refs/heads/${defaultBranch}`]);
  const sections = Object.entries(CONFIG).map(([key, value]) => {
    const [section, name] = key.split('.');
    return `[${section}]\n\t${name} = ${value}\n`;
  });
  await writeFile(join(dir, 'config'), sections.join(''), { flag: 'a' });
  await mkdir(join(dir, 'hooks'), { recursive: true });
  await writeFile(join(dir, 'hooks', 'update'), UPDATE_HOOK);
  await chmod(join(dir, 'hooks', 'update'), 0o755);
};

/** Every ref with the object it names, sorted by name. */
export const listRefs = async (dir: string, prefix = 'refs/'): Promise<ReadonlyMap<string, string>> => {
  const text = await gitText(dir, ['for-each-ref', '--format=%(objectname) %(refname)', prefix]);
  const rows = text === '' ? [] : text.split('\n');
  return new Map(rows.map((row) => [row.slice(41), row.slice(0, 40)]));
};

/** The object that a ref names, without looking through tags. */
export const readRef = async (dir: string, ref: string): Promise<string | undefined> => {
  const [, name, peel = ''] = /^(refs\/.*?)(\^\{commit\})?$/.exec(ref) ?? [];
  const object = name === undefined ? ref : await readLoose(dir, name);
  if (object === undefined || (name !== undefined && peel === '')) return object;
  const { status, stdout } = await tryGit(dir, ['rev-parse', '--verify', '--quiet', `${object}${peel}`]);
  return status === 0 ? stdout.toString().trim() : undefined;
};

/** Every ref is a file, for nothing here ever packs them; no process is started to read one. */
const readLoose = async (dir: string, ref: string): Promise<string | undefined> => {
  const text = await readFile(join(dir, ref), 'utf8').catch(() => '');
  return /^[0-9a-f]{40}(?=\n$)/.exec(text)?.[0];
};

/** The commit that a branch, a tag or a hash leads to. A branch wins over a tag of the same name, as in GitHub's API. */
export const resolveCommit = async (dir: string, revision: string): Promise<string | undefined> => {
  if (!isSafeRevision(revision)) return undefined;
  const tries = /^[0-9a-f]{40}$/.test(revision)
    ? [revision]
    : [`refs/heads/${revision}`, `refs/tags/${revision}`, `refs/${revision}`, revision];
  for (const name of tries) {
    const commit = await readRef(dir, `${name}^{commit}`);
    if (commit) return commit;
  }
  return undefined;
};

/** Only names and hashes: git's own expressions (`^`, `~`, `:`, `@{`) and options are not for foreign hands. */
const isSafeRevision = (revision: string): boolean =>
  revision.length > 0 && !/[\s^~:?*[\\]|\.\.|@\{/.test(revision) && !revision.startsWith('-');

export const isValidRefName = async (dir: string, ref: string): Promise<boolean> =>
  (await tryGit(dir, ['check-ref-format', ref])).status === 0;

/** Moves a ref only when it still is where `from` says; `NO_COMMIT` stands for absence on either side. */
export const moveRef = async (dir: string, ref: string, to: string, from?: string): Promise<boolean> => {
  const args = to === NO_COMMIT ? ['update-ref', '-d', ref] : ['update-ref', ref, to];
  return (await tryGit(dir, from === undefined ? args : [...args, from])).status === 0;
};

export const isAncestor = async (dir: string, ancestor: string, descendant: string): Promise<boolean> =>
  (await tryGit(dir, ['merge-base', '--is-ancestor', ancestor, descendant])).status === 0;

export const mergeBase = async (dir: string, a: string, b: string): Promise<string | undefined> => {
  const { status, stdout } = await tryGit(dir, ['merge-base', a, b]);
  return status === 0 ? stdout.toString().trim() : undefined;
};

/** Commits that `to` has and `from` has not, oldest first. */
export const listCommits = async (dir: string, from: string, to: string): Promise<readonly string[]> => {
  const text = await gitText(dir, ['rev-list', '--reverse', '--topo-order', to, `^${from}`]);
  return text === '' ? [] : text.split('\n');
};

export const countCommits = async (dir: string, from: string, to: string): Promise<number> =>
  Number(await gitText(dir, ['rev-list', '--count', to, `^${from}`]));

export const objectType = async (dir: string, object: string): Promise<string | undefined> => {
  const { status, stdout } = await tryGit(dir, ['cat-file', '-t', object]);
  return status === 0 ? stdout.toString().trim() : undefined;
};
