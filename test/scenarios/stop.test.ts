import { expect, it } from 'vitest';
import { BY_ITSELF, configWith } from './rings-of.ts';
import { steady } from './stage.ts';
import { begin, type Story } from './story.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const told = (story: Story, pull: number): string => steady(story.comments(pull)[0] ?? '');

it('a pause holds what is ready, and a resume lets it go', async () => {
  const story = await begin({ nodes: 3 });
  await story.release('v1.4.0');
  await story.say('rob', 1, '/rollout canary\n/rollout pause "month end"');
  await story.approve('olivia', 1);
  expect(story.standing()).toEqual(['1 open, canary: paused by rob']);
  expect(told(story, 1)).toContain('rob paused it: "month end". Anyone with the role write can comment');
  await story.say('rob', 1, '/rollout resume "books are closed"');
  expect(story.standing()).toEqual(['1 merged, canary: 0 of 1 live, 1 syncing']);
  await story.end();
});

it('what a person closed stays closed until a retry; a pause of the network stops that too, an abort ends it', async () => {
  const story = await begin({ nodes: 3 });
  await story.release('v1.4.0');
  await story.rob('PATCH', '/pulls/1', { state: 'closed' });
  await story.sweep();
  expect(story.standing()).toEqual(['1 closed, canary: closed by a person']);
  await story.say('rob', 1, '/rollout retry\n/rollout canary');
  expect(story.standing()[1]).toBe('2 open, canary: waiting for approval');

  const issue = await story.issue('olivia', 'Outage in Frankfurt');
  await story.say('olivia', issue, '/rollout pause network "outage"');
  expect(story.replies(issue)[0]).toContain('Done: paused the whole network: "outage".');
  await story.approve('anna', 2);
  expect(story.standing()[1]).toBe('2 open, canary: the network is paused by olivia');

  await story.say('olivia', 2, '/rollout abort "the JAR is bad"');
  expect(story.standing()[1]).toBe('2 closed, canary: closed, the rollout was aborted by olivia');
  expect(told(story, 2)).toContain('The reason: "the JAR is bad".');
  expect(story.seen()[1]?.check).toBe('neutral: canary: closed, the rollout was aborted by olivia');
  expect(await story.branches()).toEqual({});
  await story.end();
});

it('too many degraded nodes stop a ring, a soak begins anew, and who lags within the budget is left to its owner', async () => {
  const canary = `name: canary, nodes: {names: [party-0001, party-0002, party-0003]}, maxUnhealthy: 1, ${BY_ITSELF}`;
  const story = await begin({ nodes: 4, files: await configWith([canary, 'name: all']) });
  await story.release('v1.4.0');
  await story.wait(20 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: live, soaking until <time>']);

  story.argocd.configure({ persistsHealth: true });
  story.argocd.degrade(['party-0001', 'party-0002'], 'Back-off <b>restarting</b> @rob');
  await story.wait(MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: stopped, 2 of 3 degraded']);
  expect(told(story, 1)).toContain('2 nodes since <time>: <code>StatefulSet/corda: Back-off &#x3c;b&#x3e;restarting');
  expect(told(story, 1)).toContain('Next: solve it and comment `/rollout retry`, or take the nodes back');

  story.argocd.recover(['party-0002']);
  await story.wait(15 * MINUTE);
  expect(told(story, 1)).toContain('its nodes to stay live for 30 min');
  await story.wait(30 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: done', '2 open, all: waiting for approval']);
  expect(told(story, 1)).toContain('2 of 3 nodes live on trade 1.4.0');
  expect(told(story, 1)).toContain('Left to their owners: `party-0001` (no owner, until <time>).');
  await story.end();
});

it('a freeze holds a merge until it is lifted by name; so can a ring be let go on with a node that is not well', async () => {
  const files = await configWith([
    `name: canary, nodes: {labels: {ring: canary}}, ${BY_ITSELF}`,
    `name: all, ${BY_ITSELF}`,
  ]);
  const story = await begin({ nodes: 3, files });
  const date = (days: number): string => new Date(story.clock.now() + days * DAY).toISOString().slice(0, 10);
  const freeze = `{name: year end, zone: UTC, once: "${date(-1)} 18:00 - ${date(2)} 07:00"}`;
  await story.commit({ 'cordage.yaml': `${files['cordage.yaml']}gates: {freezes: [${freeze}]}\n` });
  await story.release('v1.4.0');
  expect(story.standing()).toEqual(['1 open, canary: frozen until <time>']);
  expect(story.comments(1)[0]).toContain(`open again ${date(2)} 07:00 UTC`);

  await story.say('anna', 1, '/override freeze "security fix"');
  story.argocd.degrade(['party-0001'], 'Disk is slow');
  await story.wait(2 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: stopped, 1 of 1 degraded']);
  await story.say('anna', 1, ['budget', 'live', 'soak'].map((gate) => `/override ${gate} "known"`).join('\n'));
  expect(story.standing()).toEqual(['1 merged, canary: done', '2 open, all: frozen until <time>']);
  expect(told(story, 1)).toContain('It did not pass by itself: `soak` was overridden.');
  expect(told(story, 1)).toContain('"security fix"');
  await story.end();
});
