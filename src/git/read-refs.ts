import type { Mirror } from './mirror.ts';
import { runGit } from './run-git.ts';

/**
 * All refs, or those below a prefix, each with the object it points to, by name. Asking for the objects' type makes git
 * look at them, so a ref to nowhere is an error here and not later.
 */
export const readRefs = async (mirror: Mirror, prefix?: string): Promise<Map<string, string>> => {
  const args = ['for-each-ref', '--format=%(objectname) %(objecttype) %(refname)'];
  const { stdout } = await runGit(mirror, { args: prefix === undefined ? args : [...args, prefix] });
  const lines = stdout.toString().split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [id = '', , ref = ''] = line.split(' ');
      return [ref, id];
    }),
  );
};
