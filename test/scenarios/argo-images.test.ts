import { expect, it } from 'vitest';
import { networkFiles } from '../../src/sandbox/network.ts';
import { BY_ITSELF, configWith } from './rings-of.ts';
import { steady } from './stage.ts';
import { begin, type Story } from './story.ts';

const MINUTE = 60_000;

/** Its budget would bear that all of it is unwell. */
const CANARY = `name: canary, nodes: {names: [party-0001, party-0002, party-0003, party-0004]}, maxUnhealthy: 4, ${BY_ITSELF}`;
const REST = `name: all, ${BY_ITSELF}`;

const told = (story: Story, pull: number): string => steady(story.comments(pull)[0] ?? '');

/** A network to which a release is to come whose image cannot be pulled. */
const prepared = async (canary: string, files: Record<string, string> = {}): Promise<Story> => {
  const story = await begin({ nodes: 8, files: { ...files, ...(await configWith([canary, REST])) } });
  story.argocd.badImage('trade:1.4.0');
  return story;
};

// Argo CD never calls a StatefulSet Degraded whose pod cannot pull its image or restarts for ever: Progressing is all it says.
it.each([
  ['3.5', { version: '3.5' }, ''],
  [
    '3.5 that persists the health of resources',
    { version: '3.5', persistsHealth: true },
    '; 4 nodes since <time>: `StatefulSet/corda: Waiting for 1 pods to be ready...`',
  ],
  ['3.6', { version: '3.6' }, '; 4 nodes since <time>: `Caused by apps/StatefulSet:…/corda`'],
] as const)(
  'StatefulSets with a bad image are never live and stop when their time is over, by Argo CD %s',
  async (_name, controller, reason) => {
    const story = await prepared(`${CANARY}, liveWithin: 20m`);
    story.argocd.configure(controller);
    await story.release('v1.4.0');
    for (let minutes = 3; minutes < 20; minutes += 3) {
      await story.wait(3 * MINUTE);
      expect(story.standing()).toEqual(['1 merged, canary: 0 of 4 live, 4 syncing']);
    }
    expect(told(story, 1)).toMatch(/^\*\*canary: 0 of 4 live, 4 syncing\*\* since <time>/);
    expect(told(story, 1)).toContain('slowest: `party-0001`, syncing since <time>');

    await story.wait(3 * MINUTE);
    await story.wait(24 * 60 * MINUTE);
    // One pull request: the next ring did not open.
    expect(story.standing()).toEqual(['1 merged, canary: stopped, 4 of 4 not live in time']);
    expect(told(story, 1)).toContain(`ring canary: 4 of 4 not live 20 min after <time> (budget 4)${reason}.`);
    await story.end();
  },
);

/** Nodes as Deployments, which do not run twice at once. */
const deployments = async (): Promise<Record<string, string>> => {
  const files = Object.entries(await networkFiles({ nodes: 1 })).filter(([path]) => path.startsWith('base/'));
  return Object.fromEntries(
    files.map(([path, text]) => [
      path,
      text
        .replaceAll(/(?<=kind: )StatefulSet/g, 'Deployment')
        .replace(/updateStrategy:\s+type: RollingUpdate/, 'strategy: {type: Recreate}'),
    ]),
  );
};

it('Deployments with a bad image are syncing until their progress deadline, then all alike, and stop long before their time is over', async () => {
  const story = await prepared(CANARY, await deployments());
  story.argocd.configure({ persistsHealth: true });
  await story.release('v1.4.0');
  await story.wait(3 * MINUTE);
  await story.wait(6 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: 0 of 4 live, 4 syncing']);
  await story.wait(5 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: stopped, 4 of 4 degraded']);
  expect(told(story, 1)).toContain('4 of 4 are unwell for one and the same reason');
  expect(told(story, 1)).toContain('Deployment/corda: Deployment "corda" exceeded its progress deadline');
  await story.end();
});
