import { git, gitText } from './git.ts';

export type Person = { readonly name: string; readonly email: string; readonly at: number };

/** A commit as git stores it; times in milliseconds. */
export type Commit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
};

const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B'].join('%x00');

/** Reads commits in the order asked for; one process for all of them. */
export const readCommits = async (dir: string, shas: readonly string[]): Promise<readonly Commit[]> => {
  if (shas.length === 0) return [];
  const args = ['log', '--no-walk=unsorted', '--stdin', `--format=${FORMAT}%x00%x00`];
  const text = (await git(dir, args, { input: `${shas.join('\n')}\n` })).toString();
  return text.split('\0\0\n').slice(0, -1).map(parseCommit);
};

/** The newest commits of a revision, newest first, of one path where one is given. */
export const walkCommits = async (
  dir: string,
  from: string,
  limit: number,
  path?: string,
): Promise<readonly Commit[]> => {
  const args = ['log', `--max-count=${limit}`, `--format=${FORMAT}%x00%x00`, from, '--', ...(path ? [path] : [])];
  const text = (await git(dir, args)).toString();
  return text.split('\0\0\n').slice(0, -1).map(parseCommit);
};

export const readCommit = async (dir: string, sha: string): Promise<Commit> => {
  const [commit] = await readCommits(dir, [sha]);
  if (!commit) throw new Error(`${sha} is not a commit`);
  return commit;
};

const parseCommit = (row: string): Commit => {
  const [sha = '', tree = '', parents = '', an = '', ae = '', at = '', cn = '', ce = '', ct = '', ...rest] =
    row.split('\0');
  return {
    sha,
    tree,
    parents: parents === '' ? [] : parents.split(' '),
    author: { name: an, email: ae, at: Number(at) * 1000 },
    committer: { name: cn, email: ce, at: Number(ct) * 1000 },
    message: rest.join('\0').replace(/\n+$/, ''),
  };
};

const identity = (role: 'AUTHOR' | 'COMMITTER', person: Person): Record<string, string> => ({
  [`GIT_${role}_NAME`]: person.name,
  [`GIT_${role}_EMAIL`]: person.email,
  [`GIT_${role}_DATE`]: `${Math.floor(person.at / 1000)} +0000`,
});

export type NewCommit = Omit<Commit, 'sha'>;

/** Writes a commit object; no ref moves. */
export const writeCommit = async (dir: string, commit: NewCommit): Promise<string> =>
  gitText(dir, ['commit-tree', commit.tree, ...commit.parents.flatMap((parent) => ['-p', parent])], {
    input: `${commit.message}\n`,
    env: { ...identity('AUTHOR', commit.author), ...identity('COMMITTER', commit.committer) },
  });

export type TreeEntry = {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  /** Undefined for trees and submodules. */
  readonly size: number | undefined;
  readonly path: string;
};

/** The entries of a tree, one level deep unless `recursive`. */
export const readTree = async (dir: string, treeish: string, recursive = false): Promise<readonly TreeEntry[]> => {
  const args = ['ls-tree', '-l', '-z', '--full-tree', ...(recursive ? ['-r', '-t'] : []), treeish];
  const rows = (await git(dir, args)).toString().split('\0').slice(0, -1);
  return rows.map(parseEntry);
};

/** The entry at a path of a commit; the root has none. */
export const readEntry = async (dir: string, commit: string, path: string): Promise<TreeEntry | undefined> => {
  const args = ['ls-tree', '-l', '-z', '--full-tree', commit, '--', path];
  const row = (await git(dir, args, { env: { GIT_LITERAL_PATHSPECS: '1' } })).toString().split('\0')[0];
  return row ? parseEntry(row) : undefined;
};

const parseEntry = (row: string): TreeEntry => {
  const tab = row.indexOf('\t');
  const [mode = '', type = '', sha = '', size = ''] = row.slice(0, tab).split(/ +/);
  const path = row.slice(tab + 1);
  return { mode, type: type as TreeEntry['type'], sha, size: size === '-' ? undefined : Number(size), path };
};

export const readBlob = async (dir: string, sha: string): Promise<Buffer> => git(dir, ['cat-file', 'blob', sha]);

/** Several blobs by one process: `<sha> blob <size> LF <bytes> LF` for each, see git-cat-file(1), --batch. */
export const readBlobs = async (dir: string, shas: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
  const asked = [...new Set(shas)];
  const out = await git(dir, ['cat-file', '--batch'], { input: `${asked.join('\n')}\n` });
  const found = new Map<string, Uint8Array>();
  let at = 0;
  for (const sha of asked) {
    const end = out.indexOf(0x0a, at);
    const size = Number(out.subarray(at, end).toString().split(' ')[2]);
    found.set(sha, out.subarray(end + 1, end + 1 + size));
    at = end + 2 + size;
  }
  return found;
};

export type FileChanges = Readonly<Record<string, string | Uint8Array | null>>;

/**
 * Writes a commit on top of a parent by `fast-import`, in one process for any number of files; `null` removes a file.
 * The commit is put under `ref`, which must stand at the parent.
 */
export const commitFiles = async (
  dir: string,
  ref: string,
  parent: string | undefined,
  files: FileChanges,
  commit: { readonly message: string; readonly author: Person; readonly committer: Person },
): Promise<string> => {
  const who = (person: Person): string => `${person.name} <${person.email}> ${Math.floor(person.at / 1000)} +0000`;
  const parts: (string | Uint8Array)[] = [
    `commit ${ref}\nauthor ${who(commit.author)}\ncommitter ${who(commit.committer)}\n`,
    `data ${Buffer.byteLength(commit.message)}\n${commit.message}\n`,
    ...(parent === undefined ? [] : [`from ${parent}\n`]),
  ];
  for (const [path, content] of Object.entries(files)) {
    const quoted = `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
    if (content === null) parts.push(`D ${quoted}\n`);
    else {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      parts.push(`M 100644 inline ${quoted}\ndata ${bytes.length}\n`, bytes, '\n');
    }
  }
  parts.push('\ndone\n');
  const input = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  await git(dir, ['fast-import', '--quiet', '--done'], { input });
  return gitText(dir, ['rev-parse', '--verify', ref]);
};
