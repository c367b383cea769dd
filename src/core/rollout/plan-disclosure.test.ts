import { expect, test } from 'vitest';
import type { NodeVerdict } from '../argo/verdict.ts';
import type { Disclosure } from '../config/config.ts';
import type { Action } from './action.ts';
import { settleHistory } from './history-act.test-data.ts';
import { FREE, happen, live, NODES, RINGS } from './history-events.test-data.ts';
import { createHistory, MINUTE, observeHistory } from './history.test-data.ts';
import { planRollouts } from './plan.ts';
import { blobId } from './rollout.test-data.ts';

/** What goes to GitHub's pages; files and messages of commits are git's. */
const textsOf = (action: Action): readonly string[] => {
  switch (action.kind) {
    case 'open-pull':
    case 'update-pull':
    case 'create-issue':
    case 'update-issue':
      return [action.title ?? '', action.body ?? ''];
    case 'create-comment':
    case 'edit-comment':
      return [action.body];
    case 'put-check': {
      const { title, summary, annotations } = action.check;
      return [title, summary, ...annotations.map(({ message }) => message)];
    }
    case 'create-deployment':
      return [action.environment, action.description];
    case 'set-deployment':
      return [action.description];
    case 'add-labels':
    case 'append-journal':
    case 'close-pull':
    case 'delete-branch':
    case 'delete-comment':
    case 'merge-pull':
    case 'push-branch':
    case 'react':
    case 'refresh':
      return [];
  }
};

/** A rollout with all that names nodes: holds, messages, links, laggards, plans, standings, refusals. */
const play = (disclosure: Disclosure): readonly string[] => {
  const texts: string[] = [];
  const world = createHistory(RINGS, `${FREE}\ndisclosure: ${disclosure}`, (action) => texts.push(...textsOf(action)));
  const settle = (): void => {
    settleHistory(world);
    // With every reply still to be written.
    texts.push(...planRollouts({ ...observeHistory(world), replies: [] }, blobId).actions.flatMap(textsOf));
  };
  const say = (words: string): void => {
    happen(world, { kind: 'say', login: 'olivia', on: 99, words });
    settle();
  };
  const fare = (node: string, verdict: NodeVerdict): void => void world.verdicts.set(node, verdict);
  world.releases.push('1.4.0');
  settle();
  for (const words of ['/hold n1 "n1 is under audit"', '/rollout trade 1.4.0 all', '/rollout status', '/rollout plan'])
    say(words);
  const link = 'https://argo.example/applications/argocd/c1';
  fare('c1', { kind: 'degraded', since: world.now, message: 'pod corda-c1-0 of c1: no space', link });
  fare('c2', { kind: 'draining', since: world.now, until: world.now + MINUTE, link });
  world.now += MINUTE;
  settle();
  say('/rollout status');
  for (let hour = 0; hour < 3; hour += 1) {
    live(world, NODES);
    world.now += 65 * MINUTE;
    settle();
  }
  fare('n2', { kind: 'failed', since: world.now, message: 'hook of n2 failed', link });
  world.now += 61 * MINUTE;
  settle();
  say('/hold c1 c2 "c1"');
  say('/unhold e3');
  return texts;
};

const namesIn = (texts: readonly string[]): readonly string[] => {
  const words = new Set(texts.flatMap((text) => text.split(/[^A-Za-z0-9]+/)));
  return NODES.filter((node) => words.has(node));
};

test('with counts no name of a node stands in anything that is written on GitHub', () => {
  expect(namesIn(play('names'))).toEqual(NODES);
  const texts = play('counts');
  expect(namesIn(texts)).toEqual([]);
  const all = texts.join('\n');
  expect(all).toContain('pod corda-`{node}`-0 of `{node}`: no space');
  expect(all).toContain('slowest: `{node}`, draining since');
  expect(all).toContain('**canary: stopped, 1 of 2 degraded**');
});
