import { describe, expect, test } from 'vitest';
import { NO_DECISIONS, type Decisions } from '../journal/decisions.ts';
import type { Decision } from '../journal/entry.ts';
import { planRollouts } from '../rollout/plan.ts';
import { blobId, given, NOW, ownPull, release, networkOf } from '../rollout/rollout.test-data.ts';
import type { PersonPull } from '../rollout/pull.ts';
import type { SeenComment, Snapshot } from '../rollout/snapshot.ts';
import { renderRolloutCheck } from '../text/check-text.ts';

/** What a comment comes to: the one entry in the journal, and nothing else in that pass. */

const HEAD_SEEN = NOW - 60_000;
const [PULL, THEIRS, ISSUE] = [1, 5, 9];

const check = {
  ...renderRolloutCheck({
    artifact: 'trade',
    version: '1.4.0',
    ring: 'canary',
    batch: undefined,
    nodes: 1,
    state: { kind: 'waiting', verdicts: [] },
    rings: [],
    told: [],
    notices: [],
  }),
  startedAt: HEAD_SEEN,
};
const checks = new Map([['cordage/rollout', check]]);

const comment = (body: string, more: Partial<SeenComment> = {}): SeenComment => ({
  id: 77,
  url: 'https://github.example/c/77',
  on: PULL,
  onPull: (more.on ?? PULL) !== ISSUE,
  login: 'olivia',
  bot: false,
  body,
  createdAt: NOW - 1000,
  updatedAt: more.createdAt ?? NOW - 1000,
  ...more,
});

const theirs: PersonPull = {
  pull: { ...ownPull('1.4.0').pull, number: THEIRS, author: 'rob', branch: 'mine' },
  moves: [{ artifact: 'trade', version: '1.4.0', nodes: ['c1', 'n1'] }],
  next: networkOf({ c1: '1.4.0', n1: '1.4.0' }),
  checks,
};

const world = (comments: readonly SeenComment[], more: Partial<Snapshot> = {}): Snapshot => ({
  ...given({
    nodes: { c1: '1.3.2', c2: '1.4.0', n1: '1.3.2' },
    releases: [release('1.4.0')],
    pulls: [ownPull('1.4.0', { checks })],
  }),
  comments,
  people: new Map(
    (
      [
        ['olivia', 'admin'],
        ['rob', 'write'],
        ['mallory', 'none'],
      ] as const
    ).map(([login, role]) => [login, { login, role, teams: new Set<string>() }]),
  ),
  personPulls: [theirs],
  ...more,
});

type Request = Extract<Decision, { kind: 'request' }>;

const ask = (body: string, more: Partial<SeenComment> = {}, rest: Partial<Snapshot> = {}): Request | undefined => {
  const { actions } = planRollouts(world([comment(body, more)], rest), blobId);
  const appended = actions.flatMap((action) => (action.kind === 'append-journal' ? action.entries : []));
  const requests = appended.flatMap(({ decision }) => (decision.kind === 'request' ? [decision] : []));
  if (requests.length > 0) expect(actions.map(({ kind }) => kind)).toEqual(['react', 'append-journal']);
  return requests[0];
};

const codes = (request: Request | undefined): readonly string[] =>
  request?.answers.flatMap((answer) => (answer.kind === 'problems' ? answer.problems.map(({ code }) => code) : [])) ??
  [];

const paused: Decisions = { ...NO_DECISIONS, pause: { seq: 1, by: 'rob', at: 1, reason: 'x' } };

describe('a command that is carried out', () => {
  test.each<[string, Partial<SeenComment>, object]>([
    ['/rollout canary', {}, { kind: 'grant', rollout: 'trade@1.4.0', ring: 'canary' }],
    ['/rollout next', {}, { kind: 'grant', ring: 'canary' }],
    ['/rollout all', {}, { kind: 'grant', ring: 'all' }],
    ['/rollout pause "month end"', {}, { kind: 'pause', rollout: 'trade@1.4.0', reason: 'month end' }],
    ['/rollout pause network "x"', { on: ISSUE }, { kind: 'pause', reason: 'x' }],
    ['/rollout abort "x"', {}, { kind: 'abort', rollout: 'trade@1.4.0' }],
    ['/rollout retry', {}, { kind: 'retry', rollout: 'trade@1.4.0' }],
    ['/override freeze "urgent"', {}, { kind: 'override', ring: 'canary', subject: 'freeze' }],
    ['/hold c* "audit"', { on: ISSUE }, { kind: 'hold', nodes: 'c*', until: NOW + 30 * 24 * 3_600_000 }],
    ['/hold n1 until 2026-12-01 "x"', { on: ISSUE }, { kind: 'hold', until: Date.UTC(2026, 11, 2) }],
    ['/rollback "bad"', {}, { kind: 'rollback', nodes: ['c2'], rings: ['canary'] }],
    ['/rollback c2 "bad"', {}, { kind: 'rollback', nodes: ['c2'] }],
    ['/rollout trade 1.4.0 canary', { on: ISSUE }, { kind: 'start', origin: { issue: ISSUE } }],
    [
      '/rollout canary',
      { on: THEIRS },
      { kind: 'start', nodes: ['c1', 'n1'], origin: { pull: THEIRS, author: 'rob' } },
    ],
  ])('%s %j', (body, more, effect) => {
    const request = ask(body, more);
    expect(codes(request)).toEqual([]);
    expect(request).toMatchObject({ accepted: true, comment: 77, lines: [body] });
    expect(request?.effects[0]).toMatchObject(effect);
  });
});

describe('a command that is not', () => {
  test.each<[string, string, Partial<SeenComment>, Partial<Snapshot>]>([
    ['request-void', '/rollout canary', { createdAt: HEAD_SEEN }, {}],
    ['not-permitted', '/rollout all', { login: 'mallory' }, {}],
    ['not-permitted', '/override freeze "x"', { login: 'rob' }, {}],
    ['not-permitted', '/rollout pause network "x"', { login: 'rob', on: ISSUE }, {}],
    ['request-which-rollout', '/rollout canary', { on: ISSUE }, {}],
    ['request-start-on-issue', '/rollout trade 1.4.0', {}, {}],
    ['request-not-released', '/rollout trade v1.4.0', { on: ISSUE }, {}],
    ['request-not-paused', '/rollout resume "x"', {}, {}],
    ['request-no-node', '/hold x9 "x"', { on: ISSUE }, {}],
    ['request-past-date', '/hold c1 until 2026-11-01 "x"', { on: ISSUE }, {}],
    ['request-not-held', '/unhold c1', { on: ISSUE }, {}],
    ['request-no-target', '/rollback c9 "x"', {}, {}],
    ['request-nothing-to-take-back', '/rollback n1 "x"', {}, {}],
    ['request-rollbacks-in-one', '/rollback c2 "x"\n/rollback canary "x"', {}, {}],
    [
      'request-moves-several',
      '/rollout canary',
      { on: THEIRS },
      { personPulls: [{ ...theirs, moves: [...theirs.moves, ...theirs.moves] }] },
    ],
  ])('%s: %s %j', (code, body, more, rest) => {
    const request = ask(body, more, rest);
    expect(request).toMatchObject({ accepted: false, effects: [] });
    expect(codes(request).join(' ')).toContain(code);
  });

  test('one bad line keeps the others from being done', () => {
    const request = ask('/rollout canary\n/hold x9 "x"');
    expect(request).toMatchObject({ accepted: false, effects: [] });
    expect(codes(request)).toEqual(['request-no-node']);
  });
});

describe('what is no request', () => {
  test.each<[string, string, Partial<SeenComment>]>([
    ['a bot’s', '/rollout canary', { bot: true }],
    ['an edited one', '/rollout canary', { updatedAt: NOW }],
    ['a quote', '> /rollout canary', {}],
    ['small talk', 'Shall we /rollout canary?', {}],
  ])('%s', (_what, body, more) => {
    expect(ask(body, more)).toBeUndefined();
  });

  test('one that the journal has', () => {
    const done = {
      ...NO_DECISIONS,
      seq: 1,
      requests: [{ seq: 1, by: 'olivia', at: NOW, comment: 77, on: PULL, accepted: true, lines: [], answers: [] }],
    };
    expect(ask('/rollout canary', {}, { decisions: done })).toBeUndefined();
  });
});

test('later comments are judged as if the earlier ones were carried out', () => {
  const comments = [
    comment('/rollout pause network "a"', { id: 1 }),
    comment('/rollout resume network "b"', { id: 2 }),
    comment('/rollout resume network "c"', { id: 3 }),
  ];
  const { actions } = planRollouts(world(comments), blobId);
  const entries = actions.flatMap((action) => (action.kind === 'append-journal' ? action.entries : []));
  expect(entries.map(({ decision }) => decision.kind === 'request' && decision.accepted)).toEqual([true, true, false]);
  expect(ask('/rollout resume network "go"', { on: ISSUE }, { decisions: paused })).toMatchObject({ accepted: true });
});
