import { expect, it } from 'vitest';
import type { ArgoConfig } from '../../src/core/config/config.ts';
import type { Network } from '../../src/core/network/network.ts';
import { givenNetwork } from '../../src/core/network/network.test-data.ts';
import { renderDriftIssue } from '../../src/core/text/drift-issue.ts';
import { createMemory } from '../../src/reconcile/memory.ts';
import { observeDriftIssues } from '../../src/reconcile/observe-drift-issues.ts';
import { connectTo, NET } from './connect.ts';

const bot = { login: 'cordage[bot]', name: 'cordage[bot]', email: 'x' };

const networkWith = (drift: ArgoConfig['drift']): Network => {
  const plain = givenNetwork({});
  return { ...plain, policy: { ...plain.policy, argocd: { ...plain.policy.argocd, drift } } };
};
const [wanted, unwanted] = [networkWith('issue'), networkWith('status')];

/** A GitHub with one issue of ours, and how often it was asked. */
const begin = async (status = 200) => {
  const world = { state: 'open' };
  const text = renderDriftIssue('net', { state: 'clean' }, 1);
  const { octokit, requests } = await connectTo(() => ({
    status,
    body: [{ number: 1, user: { login: bot.login }, state: world.state, ...text }],
  }));
  const memory = createMemory();
  const look = async (network: Network | undefined) => {
    const before = requests.length;
    const issues = await observeDriftIssues({ octokit, repository: NET, bot, memory }, network);
    return [issues?.map(({ number, state }) => `${number} ${state}`).join(), requests.length - before];
  };
  return { world, memory, look };
};

it('asks GitHub where an issue is wanted, and until the last one is closed where it is not any more', async () => {
  const { world, memory, look } = await begin();
  // After a start nobody knows whether one is there.
  expect(await look(unwanted)).toEqual(['1 open', 1]);
  memory.driftIssueOpen = false;
  expect(await look(unwanted)).toEqual([undefined, 0]);
  expect(await look(wanted)).toEqual(['1 open', 1]);
  expect(await look(undefined)).toEqual([undefined, 0]);
  expect(await look(unwanted)).toEqual(['1 open', 1]);
  world.state = 'closed';
  expect(await look(unwanted)).toEqual(['1 closed', 1]);
  expect(await look(unwanted)).toEqual([undefined, 0]);
  expect(await look(wanted)).toEqual(['1 closed', 1]);
});

it('asks no more where GitHub would take no issue', async () => {
  const { memory, look } = await begin();
  memory.noIssues = true;
  expect(await look(wanted)).toEqual([undefined, 0]);
});

it('takes a repository without issues for what it is', async () => {
  const { look } = await begin(410);
  expect(await look(wanted)).toEqual([undefined, 1]);
});
