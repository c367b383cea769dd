import { describe, expect, test } from 'vitest';
import { parseStatus, renderStatus, type PullState } from '../text/status-comment.ts';
import { planRollouts } from './plan.ts';
import { blobId, branchAt, given, id, ownPull, release, type Given } from './rollout.test-data.ts';

/** How open or ended pull requests end: what is said, and whether the branch goes. */

const OLD = 'cordage/trade-1.4.0/canary';
const NODES = { c1: '1.3.2', n1: '1.3.2' };
const SUBJECT = { artifact: 'trade', version: '1.4.0', ring: 'canary', batch: undefined, nodes: 0 } as const;

const said = (state: PullState) => [{ id: 5, body: renderStatus({ ...SUBJECT, state }) }];

const endings = (world: Given): readonly string[] =>
  planRollouts(given(world), blobId).actions.flatMap((action) => {
    if (action.kind === 'delete-branch') return [`delete ${action.branch} at ${action.from[0]}`];
    if (action.kind === 'close-pull') return [`close ${action.number}`];
    if (action.kind !== 'create-comment' && action.kind !== 'edit-comment') return [];
    const told = parseStatus(action.body);
    const headline = action.body.split('\n')[0] ?? '';
    return told.ok && told.value.version === '1.4.0' ? [headline] : [];
  });

const open = (more: Partial<Given> = {}): Given => ({
  nodes: NODES,
  releases: [release('1.4.0')],
  pulls: [ownPull('1.4.0', { comments: said({ kind: 'waiting' }) })],
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
        pulls: [ownPull('1.4.0', { comments: said({ kind: 'waiting' }) }), newer],
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
    expect(endings(open(more))).toEqual(expected);
  });
});

describe('an ended pull request', () => {
  const ended = (state: 'merged' | 'closed', before: PullState, more: Partial<Given> = {}): Given => ({
    ...open(),
    pulls: [ownPull('1.4.0', { pull: { state, mergeCommit: id('d') }, comments: said(before) })],
    ...more,
  });

  test.each<[string, Given, readonly string[]]>([
    ['merged', ended('merged', { kind: 'waiting' }), ['**canary: merged as `ddddddd`**']],
    [
      'merged, and its release is withdrawn since',
      ended('merged', { kind: 'waiting' }, { releases: [], withdrawn: new Set(['trade@1.4.0']) }),
      ['**canary: merged, and release v1.4.0 was withdrawn since**'],
    ],
    ['closed by a person', ended('closed', { kind: 'waiting' }), ['**canary: closed by a person**']],
    ['closed by Cordage', ended('closed', { kind: 'withdrawn', tag: 'v1.4.0', merged: false }), []],
    ['closed by a person long since', ended('closed', { kind: 'closed' }), []],
  ])('%s: told once', (_what, world, expected) => {
    expect(endings(world)).toEqual(expected);
  });

  test('a comment that a person took away is not written again', () => {
    const world = open({ pulls: [ownPull('1.4.0', { pull: { state: 'merged' } })] });
    expect(planRollouts(given(world), blobId).actions).toEqual([]);
  });
});
