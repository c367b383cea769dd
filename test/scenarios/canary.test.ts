import { expect, it } from 'vitest';
import { setStage, settle, steady } from './stage.ts';

it('a release becomes a canary pull request, exactly once', async () => {
  const stage = await setStage();
  const app = await stage.start();
  await stage.release('v1.4.0', { notes: 'Settle on T+1 by @alice, fixes #12' });
  await settle(stage, app);

  const [pull, ...more] = stage.pulls();
  expect(more).toEqual([]);
  expect(pull?.title).toBe('Upgrade trade to 1.4.0 on canary (1 node)');
  expect(pull?.pull.headRef).toBe('cordage/trade-1.4.0/canary');
  expect(steady(pull?.body ?? '')).toMatchInlineSnapshot();
  expect([...(pull?.labels ?? [])]).toEqual(['cordage', 'artifact:trade', 'ring:canary']);
  expect(stage.comments(pull?.number ?? 0)).toMatchInlineSnapshot(`
    [
      "**canary: waiting for review**

    trade 1.4.0 for 1 node.

    Next: review this pull request and merge it.

    <!-- cordage:1 {"kind":"status","artifact":"trade","version":"1.4.0","ring":"canary","state":"waiting"} -->",
    ]
  `);
  expect(stage.check('cordage/rollout', pull?.pull.headSha ?? '')).toMatchInlineSnapshot(
    `"success: canary: waiting for review"`,
  );

  const before = await stage.fileAt('main', 'nodes/party-0001/kustomization.yaml');
  const after = await stage.fileAt('cordage/trade-1.4.0/canary', 'nodes/party-0001/kustomization.yaml');
  expect(after).toBe(before.replace('newTag: "1.3.2"', 'newTag: "1.4.0"'));

  const written = stage.sandbox.writes.count();
  await app.sweep();
  expect(stage.sandbox.writes.count()).toBe(written);
  expect(stage.sandbox.server.unrouted).toEqual([]);
});
