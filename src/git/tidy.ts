import type { Mirror } from './mirror.ts';
import { runGit } from './run-git.ts';

/**
 * Packs what passes left loose and drops what nothing points to for two weeks, when there is enough of it to pay.
 * For a timer, between passes: it takes as long as the mirror is large.
 */
export const tidyMirror = async (mirror: Mirror): Promise<void> => {
  await runGit(mirror, {
    args: ['gc', '--auto', '--quiet'],
    timeoutMs: mirror.timeouts.remoteMs,
    config: [
      ['gc.auto', '2000'],
      ['gc.autoPackLimit', '20'],
      ['gc.autoDetach', 'false'],
    ],
  });
};
