import { describe, expect, test } from 'vitest';
import { NO_DECISIONS, type Decisions } from '../journal/decisions.ts';
import type { PullState } from '../text/pull-status.ts';
import { parseStatus, renderStatus } from '../text/status-comment.ts';
import { planRollouts } from './plan.ts';
import { blobId, branchAt, given, id, NOW, ownPull, release, type Given } from './rollout.test-data.ts';

/** How open or ended pull requests end: what is said, and whether the branch goes. */

const OLD = 'cordage/trade-1.4.0/canary';
const NODES = { c1: '1.3.2', n1: '1.3.2' };
const SUBJECT = { artifact: 'trade', version: '1.4.0', ring: 'canary', batch: undefined, nodes: 0 } as const;
const WAITING: PullState = { kind: 'waiting', verdicts: [] };

const said = (state: PullState, told: Decisions['told'] = []) => [
  { id: 5, body: renderStatus({ ...SUBJECT, state, rings: [], told, notices: [] }), updatedAt: 0 },
];

const endings = (world: Given): readonly string[] =>
  planRollouts(given(world), blobId).actions.flatMap((action) => {
    if (action.kind === 'delete-branch') return [`delete ${action.branch} at ${action.from[0]}`];
    if (action.kind === 'close-pull') return [`close ${action.number}`];
    if (action.kind === 'append-journal') return action.entries.map(({ decision }) => `keep ${decision.kind}`);
    if (action.kind !== 'create-comment' && action.kind !== 'edit-comment') return [];
    const told = parseStatus(action.body);
    const headline = action.body.split('\n')[0] ?? '';
    return told.ok && told.value.version === '1.4.0' ? [headline] : [];
  });

const open = (more: Partial<Given> = {}): Given => ({
  nodes: NODES,
  releases: [release('1.4.0')],
  pulls: [ownPull('1.4.0', { comments: said(WAITING) })],
  branches: { [OLD]: branchAt('1.4.0') },
  ...more,
});

const person = { [OLD]: branchAt('1.4.0', { person: { commit: id('9'), name: 'olivia' } }) };
const newer = ownPull('1.4.1', { pull: { number: 2 } });

describe('an open pull request is closed', () => {
  test.each<[string, Partial<Given>, readonly string[]]>([
    [
      'when its release is gone for certain',
      { releases: [], withdrawn: new Set(['trade@1.4.0']) },
      ['**canary: closed, release v1.4.0 was withdrawn**', `delete ${OLD} at b`],
    ],
    ['not when its release is only missing in the list', { releases: [] }, []],
    [
      'when its release became a prerelease',
      { releases: [release('1.4.0', { prerelease: true })] },
      ['**canary: closed, release v1.4.0 is not proposed any more**', `delete ${OLD} at b`],
    ],
    [
      'when a newer release has its own',
      {
        releases: [release('1.4.0'), release('1.4.1')],
        pulls: [ownPull('1.4.0', { comments: said(WAITING) }), newer],
      },
      ['**canary: closed, superseded by 1.4.1**', `delete ${OLD} at b`],
    ],
    ['not before the newer release has its own', { releases: [release('1.4.0'), release('1.4.1')] }, []],
    [
      'when its nodes run the version already',
      { nodes: { c1: '1.4.0', n1: '1.3.2' } },
      ['**canary: closed, nothing left to move**', `delete ${OLD} at b`],
    ],
    [
      'when its ring runs newer versions, though others do not',
      { nodes: { c1: '1.5.0', n1: '1.3.2' } },
      ['**canary: closed, nothing left to move**', `delete ${OLD} at b`],
    ],
    [
      'without its branch, when that is gone',
      { nodes: { c1: '1.4.0', n1: '1.3.2' }, branches: {} },
      ['**canary: closed, nothing left to move**', 'close 1'],
    ],
    [
      'never with a person’s commit in its branch; that is told',
      { releases: [], withdrawn: new Set(['trade@1.4.0']), branches: person },
      ['**canary: in the hands of a person, and release v1.4.0 was withdrawn**'],
    ],
  ])('%s', (_when, more, expected) => {
    expect(endings(open(more)).filter((what) => !what.startsWith('keep'))).toEqual(expected);
  });
});

describe('an ended pull request', () => {
  const ended = (state: 'merged' | 'closed', before: PullState, more: Partial<Given> = {}): Given => ({
    ...open(),
    branches: {},
    pulls: [ownPull('1.4.0', { pull: { state, mergeCommit: id('d'), closedAt: NOW }, comments: said(before) })],
    ...more,
  });
  const moved = { nodes: { c1: '1.4.0', n1: '1.3.2' } };
  const part = { ring: 'canary', pull: 1, commit: id('d'), nodes: ['c1'], at: NOW };
  const record = { id: 'trade@1.4.0', grants: [], overrides: [], merged: [part], passed: [] };
  const noted = { ...moved, decisions: { ...NO_DECISIONS, seq: 3, rollouts: { [record.id]: record } } };
  const live = new Map([['trade@1.4.0', new Map([['c1', { kind: 'live', since: NOW } as const]])]]);

  test.each<[string, Given, readonly string[]]>([
    ['merged, and git does not show it yet', ended('merged', WAITING), ['**canary: merged as `ddddddd`**']],
    ['merged', ended('merged', WAITING, noted), ['**canary: 0 of 1 live, 1 unknown** since 2026-11-20 00:00 UTC']],
    [
      'merged, and live',
      ended('merged', WAITING, { ...noted, verdicts: live }),
      ['**canary: live, soaking until 2026-11-20 01:00 UTC** since 2026-11-20 00:00 UTC'],
    ],
    [
      'merged, its branch still there',
      ended('merged', WAITING, { ...noted, branches: { [OLD]: branchAt('1.4.0') } }),
      [`delete ${OLD} at b`, '**canary: 0 of 1 live, 1 unknown** since 2026-11-20 00:00 UTC'],
    ],
    [
      'merged, its branch still there and moved on: that is a person’s',
      ended('merged', WAITING, { ...noted, branches: { [OLD]: branchAt('1.4.0', { head: id('9') }) } }),
      ['**canary: 0 of 1 live, 1 unknown** since 2026-11-20 00:00 UTC'],
    ],
    [
      'merged, and its release is withdrawn since',
      ended('merged', WAITING, { releases: [], withdrawn: new Set(['trade@1.4.0']) }),
      ['**canary: merged, and release v1.4.0 was withdrawn since**'],
    ],
    ['closed by a person', ended('closed', WAITING), ['**canary: closed by a person**']],
    ['closed by Cordage', ended('closed', { kind: 'withdrawn', tag: 'v1.4.0', merged: false }), []],
    ['closed by a person long since', ended('closed', { kind: 'closed' }), []],
  ])('%s: told once', (_what, world, expected) => {
    expect(endings(world)).toEqual(expected);
  });

  test('a merge is kept before anything is said of it', () => {
    expect(endings(ended('merged', WAITING, moved))).toEqual(['keep merged']);
  });

  test('a former batch tells of its own nodes alone, so that no later one edits its comment', () => {
    const batch = (number: number, more: Parameters<typeof ownPull>[1] = {}) =>
      ownPull('1.4.0', {
        batch: number,
        comments: [{ ...said(WAITING)[0]!, id: number }],
        pull: { number, state: 'merged', mergeCommit: id('d'), closedAt: NOW, branch: `${OLD}-${number}` },
        ...more,
      });
    const parts = [
      { ...part, batch: 1 },
      { ...part, batch: 2, pull: 2, nodes: ['c2'] },
    ];
    const at = (c2: 'live' | 'syncing', merged = parts): Given => ({
      ...ended('merged', WAITING),
      rings: '- {name: canary, nodes: {names: c*}, batch: 1}\n- {name: all}',
      nodes: { c1: '1.4.0', c2: '1.4.0', c3: '1.3.2' },
      pulls: [batch(1), batch(2)],
      decisions: { ...NO_DECISIONS, seq: 3, rollouts: { [record.id]: { ...record, merged } } },
      verdicts: new Map([
        [
          'trade@1.4.0',
          new Map([
            ['c1', { kind: 'live', since: NOW } as const],
            ['c2', { kind: c2, since: NOW } as const],
          ]),
        ],
      ]),
    });
    const edits = (world: Given) =>
      planRollouts(given(world), blobId).actions.flatMap((action) =>
        action.kind === 'edit-comment' ? [{ id: action.id, body: action.body }] : [],
      );
    const [former, newest] = edits(at('syncing'));
    expect(former?.body).toContain('1 of 1 live');
    expect(former?.body).not.toContain('| ring |');
    expect(newest?.body).toContain('| ring |');
    expect(edits(at('live'))[0]).toEqual(former);
    expect(endings(at('syncing', parts.slice(0, 1)))).toEqual(['keep merged']);
  });

  test('a comment that a person took away is not written again', () => {
    const world = open({ releases: [], pulls: [ownPull('1.4.0', { pull: { state: 'merged' } })], branches: {} });
    expect(planRollouts(given(world), blobId).actions).toEqual([]);
  });
});
