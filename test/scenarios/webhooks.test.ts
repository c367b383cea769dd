import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { MANIFESTS, setStage, settle, type Stage } from './stage.ts';

/** What people see in the end. */
const outcome = (stage: Stage): unknown =>
  stage.pulls().map(({ number, title, state, labels, pull }) => ({
    title,
    state,
    labels: [...labels],
    comments: stage.comments(number).map((body) => body.split('\n')[0]?.replace(/ since .*/, '')),
    check: stage.check('cordage/rollout', pull.headSha),
  }));

/** Deliveries that are held are let go in some way; whatever got lost is found by the sweep after it. */
type LetGo = (stage: Stage) => void;

const act = async ({ sandbox }: Stage, login: string, path: string, body: unknown): Promise<void> => {
  const answer = await fetch(`${sandbox.apiUrl}/repos/${MANIFESTS}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.seed.user(login)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
};

/** Releases, a push, a command, a review: every kind of webhook that moves a rollout. */
const tell = async (stage: Stage, app: App, letGo: LetGo): Promise<void> => {
  const steps = [
    () => stage.release('v1.4.0'),
    () => stage.commit({ 'docs/note.md': 'unrelated\n' }),
    () => stage.release('v1.4.1', { notes: 'Better' }),
    () => act(stage, 'olivia', '/issues/2/comments', { body: '/rollout canary' }),
    () => act(stage, 'rob', '/pulls/2/reviews', { event: 'APPROVE' }),
  ];
  for (const step of steps) {
    stage.clock.advance(16_000);
    stage.sandbox.deliveries.hold();
    await step();
    letGo(stage);
    await settle(stage, app);
    await app.sweep();
    await settle(stage, app);
  }
};

it('webhooks lost, tripled and in any order: the world ends the same', async () => {
  const calm = await setStage();
  await tell(calm, await calm.start(), ({ sandbox }) => sandbox.deliveries.release());
  const expected = outcome(calm);
  expect(expected).toMatchInlineSnapshot(`
    [
      {
        "check": "neutral: canary: closed, superseded by 1.4.1",
        "comments": [
          "**canary: closed, superseded by 1.4.1**",
        ],
        "labels": [
          "cordage",
          "artifact:trade",
          "ring:canary",
        ],
        "state": "closed",
        "title": "Upgrade trade to 1.4.0 on canary (1 node)",
      },
      {
        "check": "success: canary: about to merge",
        "comments": [
          "**canary: 0 of 1 live, 1 syncing**",
          "/rollout canary",
        ],
        "labels": [
          "cordage",
          "artifact:trade",
          "ring:canary",
        ],
        "state": "closed",
        "title": "Upgrade trade to 1.4.1 on canary (1 node)",
      },
    ]
  `);

  const chance = fc.sample(fc.array(fc.tuple(fc.constantFrom(0, 1, 3), fc.nat()), { minLength: 40, maxLength: 40 }), {
    numRuns: 2,
    seed: 20_261_122,
  });
  for (const draws of chance) {
    const stage = await setStage();
    const app = await stage.start();
    let next = 0;
    const draw = (): readonly [number, number] => draws[next++ % draws.length] ?? [1, 0];
    await tell(stage, app, ({ sandbox }) =>
      sandbox.deliveries.release((held) =>
        held
          .flatMap((delivery) => Array.from({ length: draw()[0] }, () => ({ delivery, rank: draw()[1] })))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ delivery }) => delivery),
      ),
    );
    expect(outcome(stage)).toEqual(expected);
    const written = stage.sandbox.writes.count();
    await app.sweep();
    expect(stage.sandbox.writes.count()).toBe(written);
  }
});

it('without any webhook the sweep finds the release', async () => {
  const stage = await setStage();
  const app = await stage.start();
  stage.sandbox.deliveries.drop(() => true);
  await stage.release('v1.4.0');
  await settle(stage, app);
  expect(stage.pulls()).toEqual([]);
  await app.sweep();
  expect(stage.pulls().map(({ title }) => title)).toEqual(['Upgrade trade to 1.4.0 on canary (1 node)']);
});
