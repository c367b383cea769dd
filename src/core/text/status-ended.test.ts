import { expect, test } from 'vitest';
import { at, COMMIT, ROLLBACK, seen } from './status-comment.test-data.ts';

test.each([
  [
    { kind: 'superseded', version: '1.4.1', pull: 3 },
    'superseded by 1.4.1',
    '1.4.1 came after trade 1.4.0; it is proposed in #3.',
  ],
  [{ kind: 'superseded', version: '1.4.1', pull: undefined }, 'superseded by 1.4.1', '1.4.1 came after trade 1.4.0.'],
  [
    { kind: 'withdrawn', tag: 'v1.4.0', merged: false },
    'release v1.4.0 was withdrawn',
    'The release was deleted or unpublished.',
  ],
  [
    { kind: 'not-proposed', tag: 'v1.4.0', reason: { kind: 'image-tag', tag: '1_' } },
    'release v1.4.0 is not proposed any more',
    'Now "1&#x5f;" cannot be an image tag.',
  ],
  [
    { kind: 'nothing-left' },
    'nothing left to move',
    'The nodes it was for run trade 1.4.0 or a newer version already, or are held.',
  ],
  [
    { kind: 'aborted', by: 'olivia', reason: 'month end', merged: false },
    'the rollout was aborted by olivia',
    'The reason: "month end".',
  ],
  [
    { kind: 'rolled-back', by: 'olivia', reason: 'bad', pull: 31, merged: false },
    'the rollout was taken back by olivia',
    'The reason: "bad"; see #31.',
  ],
] as const)('taken over, and it would be closed: %j', (outdated, headline, why) => {
  const state = { kind: 'taken-over', commit: COMMIT, author: 'alice', outdated } as const;
  const [first, second, ...rest] = seen(state).split('\n\n');
  expect(first).toBe(`**canary: in the hands of a person, and ${headline}**`);
  expect(second?.split('\n')[0]).toBe(why);
  expect(rest.at(-1)).toBe(
    'Next: close this pull request, or remove the commit from the branch and Cordage closes it.',
  );
});

test('a release that is not proposed any more', () => {
  expect(seen({ kind: 'not-proposed', tag: 'v1.4.0', reason: { kind: 'prerelease' } })).toMatchInlineSnapshot(`
    "**canary: closed, release v1.4.0 is not proposed any more**

    It was not merged. Now it is a prerelease; set "prereleases: propose" in cordage.yaml to propose it.

    Next: nothing, unless it shall be proposed again: then change that, restore the branch and reopen this pull request."
  `);
});

test('a release that was withdrawn', () => {
  expect(seen({ kind: 'withdrawn', tag: 'v1.4.0', merged: false })).toMatchInlineSnapshot(`
    "**canary: closed, release v1.4.0 was withdrawn**

    The release was deleted or unpublished before this was merged. No node was moved to trade 1.4.0 by it.

    Next: nothing, unless the release is published again: then restore the branch and reopen this pull request."
  `);
  expect(seen({ kind: 'withdrawn', tag: 'v1.4.0', merged: true })).toMatchInlineSnapshot(`
    "**canary: merged, and release v1.4.0 was withdrawn since**

    The release was deleted or unpublished. Nothing is undone: trade 1.4.0 stays where it is, on 12 nodes.

    Next: ask why it was withdrawn. \`/rollback canary "reason"\` takes these nodes back."
  `);
});

test('superseded', () => {
  expect(seen({ kind: 'superseded', version: '1.4.1', pull: 214 })).toMatchInlineSnapshot(`
    "**canary: closed, superseded by 1.4.1**

    trade 1.4.0 was not merged; the newer version is proposed in #214.

    Next: review #214."
  `);
  expect(seen({ kind: 'superseded', version: '1.4.1', pull: undefined })).toMatchInlineSnapshot(`
    "**canary: closed, superseded by 1.4.1**

    trade 1.4.0 was not merged and is not needed any more."
  `);
});

test('aborted', () => {
  expect(seen({ kind: 'aborted', by: 'olivia', reason: 'month end', merged: false })).toMatchInlineSnapshot(`
    "**canary: closed, the rollout was aborted by olivia**

    The reason: "month end".
    No node was moved to trade 1.4.0 by it."
  `);
  expect(seen({ kind: 'aborted', by: 'olivia', reason: 'month end', merged: true })).toMatchInlineSnapshot(`
    "**canary: merged, and the rollout was aborted by olivia since**

    The reason: "month end".
    Nothing is undone: 12 nodes of this pull request stay on trade 1.4.0, and no other ring opens.

    Next: nothing, or \`/rollback canary "reason"\` to take these nodes back."
  `);
});

test('taken back', () => {
  const state = { kind: 'rolled-back', by: 'olivia', reason: 'double bookings' } as const;
  expect(seen({ ...state, pull: undefined, merged: false })).toMatchInlineSnapshot(`
    "**canary: closed, the rollout was taken back by olivia**

    The reason: "double bookings".
    No node was moved to trade 1.4.0 by it."
  `);
  expect(seen({ ...state, pull: 31, merged: true })).toMatchInlineSnapshot(`
    "**canary: merged, and taken back by olivia since**

    The reason: "double bookings".
    The nodes go back to what each ran before trade 1.4.0, by #31.

    Next: review #31."
  `);
  expect(seen({ ...state, pull: undefined, merged: true })).toContain('; the pull request for that opens next.');
});

test('done', () => {
  const state = { kind: 'passed', commit: COMMIT, at: at(14, 32), nodes: 12, overridden: undefined } as const;
  const next = { ring: 'early', pull: 214 };
  expect(seen({ ...state, laggards: [], next })).toMatchInlineSnapshot(`
    "**canary: done**

    12 of 12 nodes live on trade 1.4.0, done 2026-11-22 14:32 UTC, merged as d4e5f6a7b8.
    Continued in #214 (early)."
  `);
  const laggards = [
    { node: 'party-0007', owner: 'acme-ops', until: at(34) },
    { node: 'party-0008', until: at(34) },
  ];
  expect(seen({ ...state, laggards, overridden: 'soak', next: undefined })).toMatchInlineSnapshot(`
    "**canary: done**

    10 of 12 nodes live on trade 1.4.0, done 2026-11-22 14:32 UTC, merged as d4e5f6a7b8.
    Left to their owners: \`party-0007\` (acme-ops, until 2026-11-23 10:00 UTC), \`party-0008\` (no owner, until 2026-11-23 10:00 UTC).
    It did not pass by itself: \`soak\` was overridden."
  `);
});

test('merged', () => {
  expect(seen({ kind: 'merged', commit: COMMIT })).toMatchInlineSnapshot(`
    "**canary: merged as \`d4e5f6a\`**

    12 nodes move to trade 1.4.0 as Argo CD syncs. No rollout of Cordage's follows from here.

    Next: look at these nodes in Argo CD."
  `);
  expect(seen({ kind: 'merged', commit: undefined })).toContain('**canary: merged**');
});

test('closed by a person', () => {
  expect(seen({ kind: 'closed' })).toMatchInlineSnapshot(`
    "**canary: closed by a person**

    trade 1.4.0 is not proposed again to these 12 nodes, and no later ring opens; Cordage does not reopen what a person closed.

    Next: nothing, or "Reopen pull request" or \`/rollout retry\` to go on with it."
  `);
  expect(seen({ kind: 'closed' }, { nodes: 1 })).toContain('not proposed again to this node,');
  expect(seen({ kind: 'closed' }, { ...ROLLBACK, nodes: 1 })).toContain('1 node stays on');
});
