import { expect, it } from 'vitest';
import { createDeployment, loadDeployment, setDeploymentStatus } from '../../src/github/deployments.ts';
import { connect, NET, REPO } from './connect.ts';

const trade = { environment: 'canary', task: 'cordage:trade@1.4.0' };
const corda = { environment: 'canary', task: 'cordage:corda@4.12.9' };

it('has none before it makes one, then the newest with its newest word', async () => {
  const { cordage, commit } = await connect();
  const head = await commit('main');
  expect(await loadDeployment(cordage, NET, trade)).toBeUndefined();
  await createDeployment(cordage, NET, { ...trade, commit: head, description: 'first try' });
  const id = await createDeployment(cordage, NET, { ...trade, commit: head, description: 'canary on its way' });
  expect(await loadDeployment(cordage, NET, trade)).toEqual({
    id,
    state: 'pending',
    description: '',
    at: expect.any(Number),
  });
  for (const state of ['in_progress', 'failure', 'success', 'inactive'] as const) {
    await setDeploymentStatus(cordage, NET, id, { state, description: `it is ${state}` });
    expect(await loadDeployment(cordage, NET, trade)).toEqual({
      id,
      state,
      description: `it is ${state}`,
      at: expect.any(Number),
    });
  }
});

it('looks at its own task in its own environment only', async () => {
  const { cordage, commit } = await connect();
  const head = await commit('main');
  await createDeployment(cordage, NET, { ...corda, commit: head, description: 'x' });
  await createDeployment(cordage, NET, { ...trade, environment: 'early', commit: head, description: 'x' });
  expect(await loadDeployment(cordage, NET, trade)).toBeUndefined();
});

it('says what GitHub shows, and asks for none of its conditions', async () => {
  const { cordage, commit, octokit } = await connect();
  const head = await commit('main');
  await octokit.rest.checks.create({ ...REPO, head_sha: head, name: 'build', conclusion: 'failure' });
  await createDeployment(cordage, NET, { ...trade, commit: head, description: 'canary on its way' });
  const { data } = await octokit.rest.repos.listDeployments(REPO);
  expect(data).toMatchObject([
    { ...trade, sha: head, ref: head, description: 'canary on its way', production_environment: true },
  ]);
});

it('the success of one artifact in a ring leaves that of another alone', async () => {
  const { cordage, commit } = await connect();
  const head = await commit('main');
  const done = { state: 'success', description: 'done' } as const;
  for (const where of [corda, trade]) {
    const id = await createDeployment(cordage, NET, { ...where, commit: head, description: 'on its way' });
    await setDeploymentStatus(cordage, NET, id, done);
  }
  expect(await loadDeployment(cordage, NET, corda)).toMatchObject(done);
  expect(await loadDeployment(cordage, NET, trade)).toMatchObject(done);
});
