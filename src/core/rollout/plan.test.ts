import { describe, expect, test } from 'vitest';
import { NO_DECISIONS, type Decisions } from '../journal/decisions.ts';
import type { Problem } from '../problem.ts';
import { renderConfigCheck } from '../text/check-text.ts';
import { labelsFor } from '../text/labels.ts';
import { parseStatus } from '../text/status-comment.ts';
import type { Action } from './action.ts';
import { planRollouts } from './plan.ts';
import { asset, blobId, branchAt, given, id, NOW, ownPull, release, type Given } from './rollout.test-data.ts';
import type { PullFacts } from './pull.ts';
import type { FileChange, Person, Snapshot } from './snapshot.ts';

const BRANCH = 'cordage/trade-1.4.0/canary';
const NODES = { c1: '1.3.2', n1: '1.3.2' };
const RELEASES = [release('1.4.0')];

/** `kind what` of each action, short enough to read a plan at a glance. */
const tell = (action: Action): string => {
  if (action.kind === 'push-branch')
    return `push ${action.branch} from ${action.from?.[0] ?? 'nothing'} on ${action.parent[0]}`;
  if (action.kind === 'delete-branch') return `delete ${action.branch}`;
  if (action.kind === 'put-check') return `check ${action.check.name} ${action.check.conclusion}`;
  if (action.kind === 'append-journal') return `keep ${action.entries.map(({ decision }) => decision.kind).join(', ')}`;
  if (action.kind === 'merge-pull') return `merge ${action.number} at ${action.head[0]}`;
  if (action.kind !== 'create-comment' && action.kind !== 'edit-comment') return action.kind;
  const told = parseStatus(action.body);
  return `comment ${told.ok ? told.value.state : 'unreadable'}`;
};

const plan = (world: Given): readonly string[] => planRollouts(given(world), blobId).actions.map(tell);

/** The branch as the plan for a fresh release would push it. */
const changes = (): readonly FileChange[] => {
  const snapshot = given({ nodes: NODES, releases: RELEASES });
  return planRollouts(snapshot, blobId).actions.flatMap((action) =>
    action.kind === 'push-branch'
      ? action.files.map(({ path, bytes }) => ({
          path,
          from: snapshot.prospects[0]?.files.get(path)?.blob,
          to: blobId(bytes),
        }))
      : [],
  );
};

/** The body as the plan for a fresh release would write it. */
const body = (): string => {
  const [open] = planRollouts(given({ nodes: NODES, releases: RELEASES }), blobId).actions.filter(
    ({ kind }) => kind === 'open-pull',
  );
  return open?.kind === 'open-pull' ? open.body : '';
};

const open = (more: Partial<Given> = {}): Given => ({
  nodes: NODES,
  releases: RELEASES,
  pulls: [ownPull('1.4.0', { pull: { body: body() } })],
  branches: { [BRANCH]: branchAt('1.4.0', { changes: changes() }) },
  ...more,
});

const PERSON = { commit: id('9'), name: 'olivia' };
const taken = (): Given['branches'] => ({ [BRANCH]: branchAt('1.4.0', { changes: changes(), person: PERSON }) });

describe('a release', () => {
  test('becomes a branch and a pull request, then what is told there', () => {
    expect(plan({ nodes: NODES, releases: RELEASES })).toEqual([`push ${BRANCH} from nothing on a`, 'open-pull']);
    expect(plan(open())).toEqual([
      'add-labels',
      'comment waiting',
      'check cordage/rollout pending',
      'check cordage/rules success',
    ]);
  });

  test('a branch that was pushed before a crash is not pushed again', () => {
    expect(plan(open({ pulls: [] }))).toEqual(['open-pull']);
  });

  test.each([
    ['a person has a commit on the branch', { branches: taken() }],
    ['a person has a pull request from the branch', { prospect: { foreign: 7 } }],
    ['its JAR is missing', { prospect: { assets: [] } }],
  ])('is told on the default branch when %s', (_why, more) => {
    expect(plan(open({ pulls: [], ...more }))).toEqual(['check cordage/config success']);
  });

  test('says on the default branch what keeps a ring from its turn that a person moved by hand', () => {
    const moved = { nodes: { c1: '1.4.0', n1: '1.3.2' }, releases: RELEASES };
    const verdicts = (kind: 'live' | 'degraded'): Snapshot['verdicts'] =>
      new Map([['trade@1.4.0', new Map([['c1', { kind, since: NOW, message: 'ImagePullBackOff' }]])]]);
    const unwell = planRollouts(given({ ...moved, verdicts: verdicts('degraded') }), blobId);
    expect(unwell.actions.map(tell)).toEqual(['check cordage/config failure']);
    expect(unwell.problems.map(({ code }) => code)).toEqual(['gate-budget']);
    expect(plan({ ...moved, verdicts: verdicts('live') })).toEqual([]);
  });

  test('waits in silence for a JAR that may be on its way', () => {
    const young = { releases: [release('1.4.0', { publishedAt: Date.UTC(2026, 10, 20) })] };
    const { actions, lookAgainMs, problems } = planRollouts(
      given({ nodes: NODES, ...young, prospect: { assets: [] } }),
      blobId,
    );
    expect({ actions, lookAgainMs }).toEqual({ actions: [], lookAgainMs: 20_000 });
    expect(problems.map(({ code }) => code)).toEqual(['asset-missing']);
  });
});

describe('an open pull request', () => {
  const STOPPED = [
    'add-labels',
    'comment asset-changed',
    'check cordage/rollout failure',
    'check cordage/rules success',
  ];

  test.each([
    ['bytes that changed', {}, STOPPED],
    ['bytes that changed, below a person’s commit', { branches: taken() }, STOPPED],
    [
      'bytes that changed, where a person amended the commit and its record is gone',
      { branches: { [BRANCH]: branchAt('1.4.0', { person: PERSON, recorded: undefined }) } },
      STOPPED,
    ],
  ])('stops for %s', (_what, more, expected) => {
    expect(plan(open({ ...more, prospect: { assets: [asset('1.4.0', 'bb'.repeat(32))] } }))).toEqual(expected);
  });

  test('stops for a tag that moved, and follows nothing meanwhile', () => {
    const moved = { tagCommit: id('f') };
    expect(plan(open({ nodes: { ...NODES, c2: '1.3.2' }, prospect: moved }))).toEqual([
      'add-labels',
      'comment retagged',
      'check cordage/rollout failure',
      'check cordage/rules success',
    ]);
  });

  test('is moved to the default branch when that has other nodes for it', () => {
    expect(plan(open({ nodes: { ...NODES, c2: '1.3.2' } }))).toEqual([
      `push ${BRANCH} from b on a`,
      'update-pull',
      'add-labels',
      'comment waiting',
    ]);
  });

  test('waits while GitHub and git show different heads', () => {
    const { actions, lookAgainMs } = planRollouts(
      given(open({ branches: { [BRANCH]: branchAt('1.4.0', { head: id('7') }) } })),
      blobId,
    );
    expect({ actions, lookAgainMs }).toEqual({ actions: [], lookAgainMs: 3000 });
  });

  test('labels are put before the first comment, and never again', () => {
    const comment = { id: 5, body: 'something', updatedAt: 0 };
    const labels = labelsFor('trade', 'canary').map(({ name }) => name);
    const pulls = (more: Parameters<typeof ownPull>[1]): Pick<Given, 'pulls'> => ({
      pulls: [ownPull('1.4.0', { ...more, pull: { body: body(), ...more?.pull } })],
    });
    expect(plan(open(pulls({ pull: { labels } })))).not.toContain('add-labels');
    expect(plan(open(pulls({ comments: [comment] })))).toEqual([
      'keep noticed',
      'comment waiting',
      'check cordage/rollout pending',
      'check cordage/rules success',
    ]);
    const [first] = planRollouts(given(open()), blobId).actions.filter(({ kind }) => kind === 'create-comment');
    const told = { ...comment, body: first?.kind === 'create-comment' ? first.body : '' };
    expect(plan(open(pulls({ comments: [told, { ...told, id: 6 }] })))).toEqual([
      'delete-comment',
      'check cordage/rollout pending',
      'check cordage/rules success',
    ]);
  });
});

describe('an approved pull request that somebody asked to go on', () => {
  const rob: Person = { login: 'rob', role: 'write', teams: new Set() };
  const review = { login: 'rob', bot: false, state: 'approved', commit: id('b'), at: NOW } as const;
  const facts: PullFacts = { reviews: [review], checks: [], mergeable: 'yes' };
  const said = { seq: 1, at: NOW, by: 'olivia' };
  const grant = { ...said, ring: 'canary', on: 1, head: id('b') };
  const record = { id: 'trade@1.4.0', grants: [grant], overrides: [], merged: [], passed: [] };
  const decided = (more: Partial<Decisions> = {}): Decisions => ({
    ...NO_DECISIONS,
    seq: 2,
    rollouts: { [record.id]: record },
    ...more,
  });
  const merging = { seq: 2, at: NOW, by: 'cordage[bot]', pull: 1, head: id('b') };
  const ready = (decisions: Decisions, more: Partial<Given> = {}): readonly string[] =>
    plan(
      open({
        pulls: [ownPull('1.4.0', { facts, pull: { body: body(), labels: ['cordage', 'ring:canary'] } })],
        people: new Map([['rob', rob]]),
        decisions,
        ...more,
      }),
    ).filter((what) => /^(?:keep|merge|push)/.test(what));

  test.each<[string, Partial<Decisions>, readonly string[]]>([
    ['is decided first', {}, ['keep merge']],
    ['is merged at the head of the decision', { merging }, ['merge 1 at b']],
    ['is decided anew when something was said since', { seq: 3, merging }, ['keep merge']],
    [
      'is decided anew when it was decided for another head',
      { merging: { ...merging, head: id('7') } },
      ['keep merge'],
    ],
    ['stays where it is while the network is paused', { merging, pause: { ...said, reason: 'month end' } }, []],
  ])('%s', (_what, more, expected) => {
    expect(ready(decided(more))).toEqual(expected);
  });

  test('waits for its branch to be made anew', () => {
    expect(ready(decided({ merging }), { nodes: { ...NODES, c2: '1.3.2' } })).toEqual([`push ${BRANCH} from b on a`]);
  });
});

describe('the check on the default branch', () => {
  const CLEAN = { nodes: { n1: '1.3.2' }, releases: [] };
  const scope = { nodes: 1, rings: 2 };
  const wrong: Problem = { code: 'x', severity: 'error', message: 'x', remedy: 'x' };
  const failed = new Map([['cordage/config', renderConfigCheck([wrong], scope)]]);
  const onBase = { file: 'cordage.yaml', problems: [], commit: id('a'), checks: new Map() };

  test.each([
    ['nothing is put on commits that have nothing to do with cordage.yaml', {}, []],
    ['the commit that brought cordage.yaml gets one', { config: undefined }, ['check cordage/config success']],
    ['one that is not true any more is put right', { baseChecks: failed }, ['check cordage/config success']],
  ])('%s', (_rule, more, expected) => {
    const snapshot = given({ ...CLEAN, ...('baseChecks' in more ? more : {}) });
    const world = 'config' in more ? { ...snapshot, config: onBase } : snapshot;
    expect(planRollouts(world, blobId).actions.map(tell)).toEqual(expected);
  });

  test('a cordage.yaml that cannot be read fails on the commit that brought it, and nothing else happens', () => {
    const snapshot = given(open());
    const config = { ...snapshot.config, problems: [wrong] };
    const { actions } = planRollouts({ ...snapshot, config, network: undefined }, blobId);
    expect(actions.map(tell)).toEqual(['check cordage/config failure']);
    expect(actions[0]).toMatchObject({ commit: id('c') });
  });
});
