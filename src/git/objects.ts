import { gitMirrorCorrupt } from '../core/text/git-problems.ts';
import { GitError } from './git-error.ts';
import type { Mirror } from './mirror.ts';
import { runGit } from './run-git.ts';
import { requireObjectId } from './names.ts';

/** What `cat-file --batch` says of one object; `bytes` is missing when there are more than the limit. */
type GitObject =
  | { readonly id: string; readonly type: 'missing' }
  | { readonly id: string; readonly type: string; readonly size: number; readonly bytes: Uint8Array | undefined };

/** Reads objects in the order asked for, by one process, and hands over each as it comes. */
export const readObjects = async (
  mirror: Mirror,
  ids: readonly string[],
  limitBytes: number,
  onObject: (object: GitObject) => void,
): Promise<void> => {
  if (ids.length === 0) return;
  const parser = createBatchParser(limitBytes, onObject);
  await runGit(mirror, {
    args: ['cat-file', '--batch', '--buffer'],
    stdin: ids.map((id) => `${requireObjectId(id)}\n`),
    onOutput: parser.take,
  });
  if (!parser.atEnd()) throw new GitError('retry', gitMirrorCorrupt('cat-file', 'its answer ends in the middle'));
};

/**
 * Reads `<id> SP <type> SP <size> LF <bytes> LF` and `<id> SP missing LF`, cut anywhere. Each byte is copied once, into
 * the object it belongs to; what is over the limit is passed over as it flows by.
 */
export const createBatchParser = (limitBytes: number, onObject: (object: GitObject) => void) => {
  let head = '';
  let body: { id: string; type: string; size: number; bytes: Uint8Array | undefined; seen: number } | undefined;

  const takeHead = (chunk: Buffer, from: number): number => {
    const end = chunk.indexOf(0x0a, from);
    head += chunk.toString('latin1', from, end === -1 ? chunk.length : end);
    if (end === -1) return chunk.length;
    const [id = '', type = '', size] = head.split(' ');
    head = '';
    if (size === undefined) onObject({ id, type: 'missing' });
    else body = { id, type, size: Number(size), bytes: bytesFor(Number(size)), seen: 0 };
    return end + 1;
  };
  const bytesFor = (size: number) => (size > limitBytes ? undefined : new Uint8Array(size));

  const takeBody = (chunk: Buffer, from: number, open: NonNullable<typeof body>): number => {
    const end = Math.min(chunk.length, from + open.size - open.seen);
    open.bytes?.set(chunk.subarray(from, end), open.seen);
    open.seen += end - from;
    if (end === chunk.length) return end;
    // One more byte is there: the line feed that ends the object.
    body = undefined;
    onObject({ id: open.id, type: open.type, size: open.size, bytes: open.bytes });
    return end + 1;
  };

  return {
    take: (chunk: Buffer): void => {
      let at = 0;
      while (at < chunk.length) at = body === undefined ? takeHead(chunk, at) : takeBody(chunk, at, body);
    },
    atEnd: (): boolean => head === '' && body === undefined,
  };
};
