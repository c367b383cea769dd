import { expect, it } from 'vitest';
import { setStage, settle } from './stage.ts';

/** What a release costs in a network of so many nodes: requests to GitHub, writes among them, git processes. */
const costOf = async (nodes: number): Promise<unknown> => {
  const stage = await setStage({ nodes });
  const app = await stage.start();
  // The first list of Applications takes as long as there are many, and is told when it is complete.
  await settle(stage, app);
  stage.sandbox.deliveries.drop(() => true);
  await stage.release('v1.4.0');
  const before = stage.logs.length;
  await app.sweep();
  await settle(stage, app);
  const lines = stage.logs.slice(before);
  expect(stage.pulls()).toHaveLength(1);
  return {
    requests: lines.filter(({ msg }) => msg === 'github').length,
    writes: lines.filter(({ msg }) => msg === 'wrote').length,
    git: lines.filter(({ event }) => event === 'git-ran').length,
  };
};

it('a release costs GitHub and git the same, however many nodes there are', async () => {
  const small = await costOf(10);
  expect(small).toMatchObject({ writes: 6 });
  expect(await costOf(300)).toEqual(small);
});
