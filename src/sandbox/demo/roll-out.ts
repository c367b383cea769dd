import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from './person.ts';
import { findComment, findPull, MANIFESTS, type Until } from './read.ts';

/** A word counts for the commit that its author could see, and GitHub's times are whole seconds. Milliseconds. */
const READING_MS = 2000;

type Play = {
  /** Operates the network. */
  readonly olivia: Person;
  /** Reviews. */
  readonly rob: Person;
  readonly until: Until;
  readonly say: (line: string) => void;
};

/**
 * What people do after they have read the pull request, and what its comment then says: approved, `/rollout canary`, merged,
 * Argo CD syncs, the nodes are live, the ring soaks, and the next one opens.
 */
export const rollOut = async ({ olivia, rob, until, say }: Play): Promise<void> => {
  const pull = await until(() => findPull(olivia, 1), 'the pull request');
  await sleep(READING_MS);
  await rob.send('POST', `/repos/${MANIFESTS}/pulls/${pull.number}/reviews`, {
    event: 'APPROVE',
    commit_id: pull.head.sha,
  });
  say(`rob approved #${pull.number}`);
  await olivia.send('POST', `/repos/${MANIFESTS}/issues/${pull.number}/comments`, { body: '/rollout canary' });
  say(`olivia commented "/rollout canary" on #${pull.number}; its status comment from now on:`);
  let last = '';
  const next = await until(async () => {
    const headline = headlineOf(await findComment(olivia, pull.number));
    if (headline !== last) say(`  ${headline}`);
    last = headline;
    return /: done/.test(headline) ? findPull(olivia, pull.number + 1) : undefined;
  }, 'the next ring');
  say(`pull request #${next.number} has opened: ${next.title}`);
};

const headlineOf = (comment: string | undefined): string => /^\*\*(.*?)\*\*/.exec(comment ?? '')?.[1] ?? '';
