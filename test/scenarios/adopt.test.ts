import { expect, it } from 'vitest';
import { steady } from './stage.ts';
import { begin, type Story } from './story.ts';

const MINUTE = 60_000;

const pathOf = (node: number): string => `nodes/party-000${node}/kustomization.yaml`;

/** What each of the five nodes runs, by the default branch. */
const runs = async (story: Story): Promise<readonly (string | undefined)[]> =>
  Promise.all(
    [1, 2, 3, 4, 5].map(
      async (node) => /\/trade\n *newTag: "(.*)"/.exec(await story.fileAt('main', pathOf(node)))?.[1],
    ),
  );

it('a person’s pull request over several rings is taken over, ring by ring', async () => {
  const story = await begin({ nodes: 5 });
  const moved = await Promise.all(
    [1, 2, 4].map(async (node) => {
      const text = await story.fileAt('main', pathOf(node));
      return [pathOf(node), text.replace('"1.3.2"', '"1.3.9"')] as const;
    }),
  );
  await story.olivia('POST', '/git/refs', { ref: 'refs/heads/by-hand', sha: await story.tip() });
  await story.commit(Object.fromEntries(moved), 'by-hand');
  await story.olivia('POST', '/pulls', { title: 'Move three companies', head: 'by-hand', base: 'main' });
  expect(story.seen()[0]?.check).toBe(
    "neutral: A person's change: trade 1.3.9 on canary (1 node), early (1 node), all (1 node)",
  );

  await story.say('olivia', 1, '/rollout canary');
  expect(story.replies(1)).toEqual([
    '> `/rollout canary`\n\nTaken over, trade 1.3.9: 1 node of this pull request, ring canary, moves by a pull request of its own, which opens next. The others follow ring by ring, each behind its gates: early (1 node), all (1 node).\n\nThis pull request is not needed for that any more: close it, or keep it open to compare. Merged as it is, it would move all its nodes at once.',
  ]);
  expect(story.seen()[1]?.title).toBe('Upgrade trade to 1.3.9 on canary (1 node)');
  expect(steady(story.body(2))).toContain('Taken out of #1 at the word of olivia: its nodes, ring by ring.');
  expect(story.body(2)).toContain('- 2 not asked for: `party-0003`, `party-0005`');

  // Who wrote the change and asked for it is not who says that it is good.
  await story.approve('olivia', 2);
  expect(story.standing()[1]).toBe('2 open, canary: waiting for approval');
  await story.approve('rob', 2);
  await story.wait(2 * MINUTE);
  await story.wait(30 * MINUTE);
  expect(story.standing().slice(1)).toEqual(['2 merged, canary: done', '3 open, early: waiting for approval']);
  expect(await runs(story)).toEqual(['1.3.9', '1.3.2', '1.3.2', '1.3.2', '1.3.2']);
  expect(story.seen()[0]?.check).toBe("neutral: A person's change: trade 1.3.9 on early (1 node), all (1 node)");
  expect((await story.journal())[0]).toBe('olivia: start trade@1.3.9; rollout trade@1.3.9 up to canary');
  await story.end();
});
