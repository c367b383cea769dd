import { gitNameUnsafe } from '../core/text/git-problems.ts';
import { GitError } from './git-error.ts';

/** Git's own rules for ref names (git-check-ref-format), plus: it starts with `refs/`. Throws GitError. */
export const requireRef = (ref: string): string => {
  const parts = ref.split('/');
  const sound =
    parts.length >= 2 &&
    parts[0] === 'refs' &&
    !/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{/.test(ref) &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.') && !part.endsWith('.lock'));
  if (!sound) throw new GitError('stop', gitNameUnsafe('full ref name', ref));
  return ref;
};

/** A full object id, in either of git's hash formats. Throws GitError: anything else could be read as an option. */
export const requireObjectId = (id: string): string => {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) throw new GitError('stop', gitNameUnsafe('full object id', id));
  return id;
};
