import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from './hostile.test-data.ts';
import { parseStatus, renderStatus, type PullState, type PullStatus } from './status-comment.ts';

const status = (state: PullState, more: Partial<PullStatus> = {}): PullStatus => ({
  artifact: 'trade',
  version: '1.4.0',
  ring: 'canary',
  batch: undefined,
  nodes: 12,
  state,
  ...more,
});
const COMMIT = 'd4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3';
const SECOND = { number: 2, of: 15 };

/** The comment without its marker, which every one of them has. */
const seen = (state: PullState, more?: Partial<PullStatus>): string =>
  renderStatus(status(state, more)).replace(/\n\n<!-- cordage:1 \{.*\} -->$/, '');

test('waiting, with its marker', () => {
  expect(renderStatus(status({ kind: 'waiting' }, { ring: 'all', batch: SECOND, nodes: 200 }))).toMatchInlineSnapshot(`
    "**all, batch 2 of 15: waiting for review**

    trade 1.4.0 for 200 nodes.

    Next: review this pull request and merge it.

    <!-- cordage:1 {"kind":"status","artifact":"trade","version":"1.4.0","ring":"all","batch":2,"state":"waiting"} -->"
  `);
});

test('blocked', () => {
  const problems = [
    { code: 'x', severity: 'error' as const, message: 'the asset "x.jar" is gone', remedy: 'upload it again' },
  ];
  expect(seen({ kind: 'blocked', problems })).toMatchInlineSnapshot(`
    "**canary: blocked by 1 problem**

    - **error** the asset "x.jar" is gone. Next: upload it again.

    Next: solve what is listed; Cordage looks again by itself and this comment follows."
  `);
});

test("a person's commit on the branch", () => {
  expect(seen({ kind: 'taken-over', commit: COMMIT, author: '@alice' }, { batch: SECOND })).toMatchInlineSnapshot(`
    "**canary, batch 2 of 15: in the hands of a person**

    Commit d4e5f6a7b8 by @&#x200b;alice is not Cordage's. Cordage leaves the branch \`cordage/trade-1.4.0/canary-2\` as it is, also when the default branch or the release changes.

    Next: review and merge it as it is, or remove the commit from the branch and Cordage goes on, or close the pull request."
  `);
});

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
    'The nodes it was for run trade 1.4.0 or a newer version already.',
  ],
] as const)('taken over, and it would be closed: %j', (outdated, headline, why) => {
  const [first, second, ...rest] = seen({ kind: 'taken-over', commit: COMMIT, author: 'alice', outdated }).split(
    '\n\n',
  );
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

test('an asset changed under its tag', () => {
  const [before, after] = ['9f2c'.repeat(16), '01ab'.repeat(16)];
  const changes = [
    { name: 'trade-1.4.0.jar', before, after },
    { name: 'flows-1.4.0.jar', before, after: undefined },
  ];
  expect(seen({ kind: 'asset-changed', tag: 'v1.4.0', changes })).toMatchInlineSnapshot(`
    "**canary: stopped, 2 assets of v1.4.0 changed under the tag**

    | asset | SHA-256 when this was opened | SHA-256 now |
    |---|---|---|
    | \`trade-1.4.0.jar\` | \`9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c\` | \`01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab\` |
    | \`flows-1.4.0.jar\` | \`9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c\` | none |

    Next: do not merge; ask who changed the release and why. If the new bytes are right, release them under a new version. When the former bytes are back, the check \`cordage/rollout\` passes again."
  `);
});

test('the tag was moved, or is gone', () => {
  const before = 'a5c3785ed8d6a35868bc169f07e40e889087fd2e';
  expect(seen({ kind: 'retagged', tag: 'v1.4.0', before, after: COMMIT })).toMatchInlineSnapshot(`
    "**canary: stopped, the tag v1.4.0 was moved**

    It led to \`a5c3785\` when this was opened and leads to \`d4e5f6a\` now.

    Next: do not merge; ask who moved the tag and why. If the new commit is right, release it under a new version. When the tag is back, the check \`cordage/rollout\` passes again."
  `);
  expect(seen({ kind: 'retagged', tag: 'v1.4.0', before, after: undefined })).toContain('is gone now');
});

test('the release was withdrawn, before or after the merge', () => {
  expect(seen({ kind: 'withdrawn', tag: 'v1.4.0', merged: false })).toMatchInlineSnapshot(`
    "**canary: closed, release v1.4.0 was withdrawn**

    The release was deleted or unpublished before this was merged. No node was moved to trade 1.4.0 by it.

    Next: nothing, unless the release is published again: then restore the branch and reopen this pull request."
  `);
  expect(seen({ kind: 'withdrawn', tag: 'v1.4.0', merged: true })).toMatchInlineSnapshot(`
    "**canary: merged, and release v1.4.0 was withdrawn since**

    The release was deleted or unpublished. Nothing is undone: trade 1.4.0 stays where it is, on 12 nodes.

    Next: ask why it was withdrawn. "Revert" on this pull request proposes the way back."
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

test('merged', () => {
  expect(seen({ kind: 'merged', commit: COMMIT })).toMatchInlineSnapshot(`
    "**canary: merged as \`d4e5f6a\`**

    trade 1.4.0 goes to 12 nodes as soon as Argo CD has synced; Cordage does not watch that yet.

    Next: look at these nodes in Argo CD, and move the next ring when they are well."
  `);
  expect(seen({ kind: 'merged', commit: undefined })).toContain('**canary: merged**');
});

test('closed by a person', () => {
  expect(seen({ kind: 'closed' })).toMatchInlineSnapshot(`
    "**canary: closed by a person**

    trade 1.4.0 is not proposed again to these 12 nodes; Cordage does not reopen what a person closed.

    Next: nothing, or "Reopen pull request" to go on with it. A newer release gets its own pull request."
  `);
  expect(seen({ kind: 'closed' }, { nodes: 1 })).toContain('not proposed again to this node;');
});

test('every status reads back, fits, and lets nothing from outside act', () => {
  const text = hostileText.map((text) => `x${text}`);
  const state: fc.Arbitrary<PullState> = fc.oneof(
    fc.record({ kind: fc.constant('taken-over' as const), commit: fc.constant(COMMIT), author: text }),
    fc.record({
      kind: fc.constant('asset-changed' as const),
      tag: text,
      changes: fc.array(fc.record({ name: text, before: text, after: fc.option(text, { nil: undefined }) }), {
        maxLength: 900,
      }),
    }),
    fc.record({ kind: fc.constant('withdrawn' as const), tag: text, merged: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('waiting' as const, 'closed' as const) }),
  );
  fc.assert(
    fc.property(state, (state) => {
      const comment = renderStatus(status(state));
      const value = { artifact: 'trade', version: '1.4.0', ring: 'canary', state: state.kind };
      expect(parseStatus(comment)).toEqual({ ok: true, value });
      expect(comment.length).toBeLessThanOrEqual(65_536);
      expect(comment.slice(0, comment.lastIndexOf('<!--'))).not.toMatch(/@\w|#\d|<(?!\/?code>)|^\//m);
    }),
    { numRuns: 200 },
  );
});
