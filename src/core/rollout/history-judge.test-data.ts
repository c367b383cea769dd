import { expect } from 'vitest';
import type { Network } from '../network/network.ts';
import { parseBranch } from '../text/branch.ts';
import type { Action } from './action.ts';
import { ORDER } from './history-events.test-data.ts';
import type { World } from './history.test-data.ts';

/** What must hold at the moment of a merge by Cordage, worked out anew from the journal and the world. */
export const judge = (action: Action, world: World, network: Network): void => {
  if (action.kind === 'open-pull') return inOrder(world, network, parseBranch(action.branch));
  if (action.kind !== 'merge-pull') return;
  const own = world.pulls[action.number - 1];
  const key = parseBranch(own?.pull.branch ?? '');
  expect(own?.pull.head).toBe(action.head);
  inOrder(world, network, key);
  const record = world.decisions.rollouts[`trade@${key?.version}`];
  const overridden = (subject: string): boolean =>
    record?.overrides.some((one) => one.ring === key?.ring && one.subject === subject) ?? false;
  expect(world.decisions.pause).toBeUndefined();
  expect(record?.pause).toBeUndefined();
  const hour = new Date(world.now).getUTCHours();
  if (!overridden('freeze')) expect(hour < 18 || hour >= 20).toBe(true);
  const granted = record?.grants.some(({ ring }) => ORDER.indexOf(ring) >= ORDER.indexOf(key?.ring ?? ''));
  expect(granted).toBe(true);
  const held = world.decisions.holds.filter(({ until }) => until > world.now).map(({ nodes }) => nodes);
  for (const node of held)
    expect([...(world.branches.get(own?.pull.branch ?? '')?.files.keys() ?? [])]).not.toContain(
      `nodes/${node}/kustomization.yaml`,
    );
  expect(record?.ended).toBeUndefined();
};

/** Every earlier ring passed, or the version is for none of its nodes, or somebody said so by name. */
const inOrder = (world: World, network: Network, key: ReturnType<typeof parseBranch>): void => {
  const record = world.decisions.rollouts[`trade@${key?.version}`];
  if (record?.overrides.some(({ ring, subject }) => ring === key?.ring && subject === 'order')) return;
  for (const former of ORDER.slice(0, ORDER.indexOf(key?.ring ?? ''))) {
    const members = network.rings.find(({ name }) => name === former)?.members ?? [];
    const concerned = members.some((node) => (world.nodes[node] ?? '') <= (key?.version ?? ''));
    const passed = record?.passed.some(({ ring }) => ring === former);
    expect(passed || !concerned, `${key?.ring} before ${former} passed`).toBe(true);
  }
};
