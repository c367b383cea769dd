import { fold } from '../journal/fold.ts';
import type { Action } from './action.ts';
import type { Check } from './check.ts';
import { networkOf, observeHistory, versionIn, type World } from './history.test-data.ts';
import { planRollouts } from './plan.ts';
import { blobId, id } from './rollout.test-data.ts';

/** Does to a world in memory what `apply` would do to GitHub and git. */

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Looks, plans and acts until nothing is left to do. @returns how many passes it took */
export const settleHistory = (world: World): number => {
  for (let passes = 1; passes < 60; passes += 1) {
    const { actions } = planRollouts(observeHistory(world), blobId);
    // Deployments are not modelled, so they are asked for again and again.
    const due = actions.filter(({ kind }) => kind !== 'create-deployment' && kind !== 'put-check');
    for (const action of actions) {
      world.watch(action, world, networkOf(world));
      perform(world, action);
    }
    if (due.length === 0) return passes;
  }
  throw new Error('the plan never comes to rest');
};

const perform = (world: World, action: Action): void => {
  const commented = world.pulls.flatMap(({ comments }) => comments);
  switch (action.kind) {
    case 'push-branch': {
      const head = (world.count += 1).toString(16).padStart(40, '0');
      const files = new Map(action.files.map(({ path, bytes }) => [path, decode(bytes)]));
      world.branches.set(action.branch, { head, files });
      for (const own of world.pulls) {
        if (own.pull.branch === action.branch && own.pull.state === 'open') own.pull = { ...own.pull, head };
      }
      return;
    }
    case 'delete-branch': {
      world.branches.delete(action.branch);
      const open = world.pulls.find(({ pull }) => pull.branch === action.branch && pull.state === 'open');
      if (open) open.pull = { ...open.pull, state: 'closed', closedAt: world.now };
      return;
    }
    case 'open-pull': {
      const { head = '' } = world.branches.get(action.branch) ?? {};
      const number = world.pulls.length + 1;
      world.pulls.push({
        comments: [],
        reviews: [],
        pull: {
          number,
          title: action.title,
          body: action.body,
          state: 'open',
          branch: action.branch,
          headRepository: 'acme/network',
          head,
          base: 'main',
          author: 'cordage[bot]',
          labels: [],
          url: '',
          draft: false,
          createdAt: world.now,
          closedAt: undefined,
          mergeCommit: undefined,
        },
      });
      return;
    }
    case 'update-pull': {
      const own = world.pulls[action.number - 1];
      if (own) own.pull = { ...own.pull, body: action.body ?? own.pull.body };
      return;
    }
    case 'create-comment':
      world.pulls[action.number - 1]?.comments.push({
        id: (world.count += 1),
        body: action.body,
        updatedAt: world.now,
      });
      return;
    case 'edit-comment': {
      const comment = commented.find((one) => one.id === action.id);
      if (comment) Object.assign(comment, { body: action.body, updatedAt: world.now });
      return;
    }
    case 'put-check': {
      const known = world.checks.get(action.commit) ?? new Map<string, Check>();
      const startedAt = known.get(action.check.name)?.startedAt ?? world.now;
      world.checks.set(action.commit, known.set(action.check.name, { ...action.check, startedAt }));
      return;
    }
    case 'append-journal':
      for (const { by, decision } of action.entries) {
        world.decisions = fold(world.decisions, { seq: world.decisions.seq + 1, at: world.now, by, decision });
      }
      return;
    case 'merge-pull':
      merge(world, action.number);
      return;
    case 'add-labels':
    case 'close-pull':
    case 'create-deployment':
    case 'set-deployment':
    case 'delete-comment':
    case 'react':
    case 'refresh':
    case 'create-issue':
    case 'update-issue':
      // Nothing in a history depends on these.
      return;
  }
};

/** Merges a pull request, as Cordage or as a person: its nodes are then on their way. */
export const merge = (world: World, number: number): void => {
  const own = world.pulls[number - 1];
  const branch = own && world.branches.get(own.pull.branch);
  if (!own || !branch || own.pull.state !== 'open') return;
  for (const path of branch.files.keys()) {
    const node = path.split('/')[1] ?? '';
    world.nodes[node] = versionIn(own.pull.branch);
    world.verdicts.set(node, { kind: 'syncing', since: world.now });
  }
  own.pull = { ...own.pull, state: 'merged', closedAt: world.now, mergeCommit: id('d') };
};
