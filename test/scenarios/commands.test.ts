import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { octokitWith } from '../sandbox/start.ts';
import { begin, type Story } from './story.ts';

/** All of them before Cordage has answered the first. */
const chat = async (story: Story, lines: readonly (readonly [login: string, body: string])[]): Promise<void> => {
  await Promise.all(lines.map(([login, body]) => story.say(login, 1, body)));
};

/** The first lines of each answer, without the table behind them. */
const answers = (story: Story, on = 1): readonly string[] =>
  story.replies(on).map((reply) => reply.split(/\n\n(?=\|)|\n\n\*\*trade/)[0] ?? '');

const asBot = async (story: Story, body: string): Promise<void> => {
  const { seed, apiUrl } = story.sandbox;
  const { appId, privateKey } = seed.app({
    slug: 'renovate',
    permissions: { issues: 'write' },
    events: [],
    webhookSecret: 'x',
  });
  const octokit = octokitWith(apiUrl, { appId, privateKey, installationId: seed.install(appId, 'acme', 'all') });
  await octokit.rest.issues.createComment({ owner: 'acme', repo: 'network-manifests', issue_number: 1, body });
};

it('questions and slips are answered once, whatever is asked again', async () => {
  const story = await begin({ nodes: 3 });
  await story.release('v1.4.0');
  await chat(story, [
    ['olivia', '/rollout plan early'],
    ['mallory', '/rollout status'],
    ['rob', 'What was it again?\n/cordage help'],
    ['rob', '/rollout canry'],
    ['rob', '/rollout canary\n/hold party-9999 "broken"\n/override moon "full"'],
    ['rob', '/rollout pause'],
  ]);

  expect(answers(story)).toMatchInlineSnapshot(`
    [
      "> \`/rollout plan early\`

    **Plan of trade 1.4.0:** 1 node in 1 ring, by 1 pull request in all. Nothing was done.",
      "> \`/rollout status\`

    **Network trade:** 1 rollout under way.",
      "> \`/cordage help\`

    **What Cordage understands.** One command a line, at the very start of the line. Several lines are one request: all of it is done, or nothing.",
      "> \`/rollout canry\`

    Not done: there is no ring "canry". Did you mean "canary"?",
      "> \`/rollout canary\`
    > \`/hold party-9999 "broken"\`
    > \`/override moon "full"\`

    Not done: in "/override moon "full"": there is no rule or gate "moon" that could be overridden. Name one of: approvals, checks, freeze, live, soak, budget, order, busy, or a rule by its number, up to R42.",
      "> \`/rollout pause\`

    Not done: the reason is missing. Write /rollout pause "why".",
    ]
  `);
  const standing = story.standing();
  const issue = await story.issue('rob', 'How far are we?', '/rollout status');
  await story.say('rob', issue, '/rollout status');
  await story.say('rob', issue, '/rollout canary');
  expect(answers(story, issue)).toMatchInlineSnapshot(`
    [
      "> \`/rollout status\`

    **Network trade:** 1 rollout under way.",
      "> \`/rollout canary\`

    Not done: this is not about any one rollout. Write it on a pull request of that rollout.",
    ]
  `);

  await story.app().stop();
  await rm(story.settings.cacheDir, { recursive: true });
  await story.startApp();
  expect(story.replies(1)).toHaveLength(6);
  expect(story.replies(issue)).toHaveLength(2);
  expect(story.standing()).toEqual(standing);
  await story.end();
});

it('only what a person says now, and says himself, is a command', async () => {
  const story = await begin({ nodes: 3 });
  await story.release('v1.4.0');
  await asBot(story, '/rollout all');
  await chat(story, [
    ['rob', '> /rollout all'],
    ['rob', '```\n/rollout all\n```'],
    ['rob', '    /rollout all'],
    ['rob', '<!--\n/rollout all\n-->'],
    ['rob', 'I would say /rollout all'],
    ['rob', '/merge'],
  ]);
  const { id } = await story.rob('POST', '/issues/1/comments', { body: 'Let us wait.' });
  await story.rob('PATCH', `/issues/comments/${String(id)}`, { body: '/rollout all' });
  expect(story.replies(1)).toEqual([]);
  await expect(story.journal()).rejects.toThrow('unknown revision');

  // As long as a comment may be, and with what phones and copies leave in it.
  const long = `${'A long story. '.repeat(4300)}\r\n\r\n\u200B/hold\u00A0party-0003 \u201Cmonth end\u201D\r\n/rollout canary\r\n`;
  await story.say('rob', 1, long);
  expect(await story.journal()).toEqual(['rob: hold party-0003, "month end"; rollout trade@1.4.0 up to canary']);
  expect(story.replies(1)).toEqual([]);
  expect(story.comments(1)[0]).toContain('rob: [go on up to canary]');
  await story.end();
});
