import { git, tryGit } from './git.ts';

export type FileDiff = {
  /** Undefined when the file was removed. */
  readonly sha: string | undefined;
  readonly path: string;
  readonly formerPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly additions: number;
  readonly deletions: number;
  /** Without the header lines; undefined for binary files and pure renames. */
  readonly patch: string | undefined;
};

/** The empty tree, which every repository knows. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Above this many bytes GitHub's file entries have no `patch`. */
const PATCH_LIMIT = 1_000_000;

/** What changed from one tree to another, with renames found as GitHub finds them. */
export const diffTrees = async (dir: string, from: string, to: string): Promise<readonly FileDiff[]> => {
  const range = ['-M', '--no-ext-diff', '--no-color', from, to];
  const [raw, stat, patches] = await Promise.all([
    git(dir, ['diff', '--raw', '--no-abbrev', '-z', ...range]),
    git(dir, ['diff', '--numstat', '-z', ...range]),
    git(dir, ['diff', '-p', '--full-index', ...range]),
  ]);
  const counts = parseCounts(stat.toString());
  const texts = splitPatches(patches.toString());
  return parseRaw(raw.toString()).map((file, index) => ({
    ...file,
    ...(counts[index] ?? { additions: 0, deletions: 0 }),
    patch: texts[index],
  }));
};

type RawFile = Pick<FileDiff, 'sha' | 'path' | 'formerPath' | 'status'>;

const STATUS: Readonly<Record<string, FileDiff['status']>> = { A: 'added', D: 'removed', R: 'renamed' };

const parseRaw = (text: string): readonly RawFile[] => {
  const words = text.split('\0');
  const files: RawFile[] = [];
  for (let index = 0; index + 1 < words.length;) {
    const [, , , after = '', letter = ''] = (words[index++] ?? '').split(' ');
    const status = STATUS[letter.charAt(0)] ?? 'modified';
    const formerPath = status === 'renamed' ? words[index++] : undefined;
    const path = words[index++] ?? '';
    files.push({ sha: status === 'removed' ? undefined : after, path, formerPath, status });
  }
  return files;
};

/** Binary files count as `-`, and a rename spreads over three words: empty, former path, path. */
const parseCounts = (text: string): readonly { additions: number; deletions: number }[] => {
  const words = text.split('\0');
  const counts: { additions: number; deletions: number }[] = [];
  for (let index = 0; index + 1 < words.length;) {
    const [added = '', deleted = '', path] = (words[index++] ?? '').split('\t');
    if (path === '') index += 2;
    counts.push({ additions: Number(added) || 0, deletions: Number(deleted) || 0 });
  }
  return counts;
};

const splitPatches = (text: string): readonly (string | undefined)[] =>
  text
    .split(/^(?=diff --git )/m)
    .filter((part) => part !== '')
    .map((part) => {
      const start = part.search(/^@@ /m);
      const patch = start < 0 ? undefined : part.slice(start).replace(/\n$/, '');
      return patch !== undefined && patch.length > PATCH_LIMIT ? undefined : patch;
    });

/** Added and deleted lines and the number of files. */
export const countChanges = async (
  dir: string,
  from: string,
  to: string,
): Promise<{ readonly additions: number; readonly deletions: number; readonly files: number }> => {
  const counts = parseCounts((await git(dir, ['diff', '--numstat', '-z', '-M', from, to])).toString());
  return {
    additions: counts.reduce((sum, count) => sum + count.additions, 0),
    deletions: counts.reduce((sum, count) => sum + count.deletions, 0),
    files: counts.length,
  };
};

/** The whole difference as text: what GitHub serves under `.diff`. */
export const diffText = async (dir: string, from: string, to: string): Promise<string> =>
  (await git(dir, ['diff', '-M', '--no-ext-diff', '--no-color', from, to])).toString();

/** Paths that a commit added, removed and modified against its first parent, for `push` payloads. */
export const listTouched = async (
  dir: string,
  commit: string,
): Promise<{ readonly added: string[]; readonly removed: string[]; readonly modified: string[] }> => {
  const args = ['diff-tree', '-r', '--root', '--no-commit-id', '--name-status', '-z', '-m', '--first-parent', commit];
  const words = (await tryGit(dir, args)).stdout.toString().split('\0');
  const touched = { added: [] as string[], removed: [] as string[], modified: [] as string[] };
  for (let index = 0; index + 1 < words.length; index += 2) {
    const path = words[index + 1] ?? '';
    const list = words[index] === 'A' ? touched.added : words[index] === 'D' ? touched.removed : touched.modified;
    list.push(path);
  }
  return touched;
};
