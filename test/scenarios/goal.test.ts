import { expect, it } from 'vitest';
import { networkFiles } from '../../src/sandbox/network.ts';
import { configWith } from './rings-of.ts';
import { begin } from './story.ts';

const FLAVOUR = '-zulu-openjdk-alpine';
const HOUR = 3_600_000;
const RINGS = ['name: canary, nodes: {labels: {ring: canary}}, soak: 30m', 'name: all, soak: 30m, approvals: 0'];

/** A small network on Corda 4.10.6, its tags without a family of Java. */
const onOldCorda = async (): Promise<Record<string, string>> => {
  const files = { ...(await networkFiles({ nodes: 2 })), ...(await configWith(RINGS, EVIDENCE)) };
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text.replaceAll(`4.12.9${FLAVOUR}`, '4.10.6').replaceAll(FLAVOUR, ''),
    ]),
  );
};

/** What this story is not about. */
const EVIDENCE = `rules:
  evidence:
${['drain', 'backup', 'migration', 'validation', 'constraints', 'legacy-contracts']
  .map((what) => `    - {what: ${what}, reason: test}\n`)
  .join('')}`;

it('a version that is two steps away is reached by two rollouts, each on grants of its own', async () => {
  const story = await begin({ nodes: 2, files: await onOldCorda() });
  const issue = await story.issue('olivia', 'Corda 4.12');
  await story.say('olivia', issue, '/rollout corda 4.12.9 all');
  expect(story.replies(issue)[0]).toContain(
    'Done: started corda 4.11.7, the first of 2 steps to 4.12.9: 4.10.6 → 4.11.7 → 4.12.9.',
  );
  expect(story.body(2)).toContain(
    'Step 1 of 2 to corda 4.12.9, asked for by olivia in #1: 4.10.6 → 4.11.7 → 4.12.9. When every ring has passed, 4.12.9 is proposed next.',
  );
  await story.approve('rob', 2);
  await story.wait(HOUR);
  await story.say('rob', issue, '/rollout status\n/rollout corda 4.12.9');
  await story.say('rob', issue, '/rollout status');
  expect(story.replies(issue).slice(1)).toEqual([
    expect.stringContaining('is under way already, as a step to 4.12.9. Nothing; the next step begins when this one'),
    expect.stringContaining('**corda 4.11.7** step 1 of 2 to 4.12.9, asked for by olivia.'),
  ]);

  await story.wait(HOUR);
  await story.approve('olivia', 4);
  expect(story.standing()).toMatchInlineSnapshot(`
    [
      "2 merged, canary: done",
      "3 merged, all: done",
      "4 open, canary: waiting for approval",
    ]
  `);
  expect(story.body(4)).toContain('Step 2 of 2 to corda 4.12.9, asked for by olivia in #1: 4.10.6 → 4.11.7 → 4.12.9.');
  expect((await story.journal()).slice(-2)).toEqual([
    'cordage[bot]: corda@4.11.7 ended, done',
    'cordage[bot]: start corda@4.12.9, step 2 of 2 to 4.12.9',
  ]);
  await story.end();
});
