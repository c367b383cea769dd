import { expect, test } from 'vitest';
import { APPROVAL, at, COMMIT, RINGS, ROLLBACK, seen, status, settling } from './status-comment.test-data.ts';
import { renderStatus } from './status-comment.ts';

const SECOND = { number: 2, of: 15 };

test('the whole comment, with rings, decisions, a notice and its marker', () => {
  const url = 'https://github.com/acme/network-manifests/pull/12#issuecomment-5';
  const told = [
    { seq: 9, at: at(14, 2), by: 'olivia', url, text: 'may go on up to all' },
    { seq: 8, at: at(13), by: 'cordage[bot]', text: 'canary passed, 12 of 12 live' },
  ];
  const [canary, early, all] = RINGS;
  const rings = [
    { ...canary!, state: { kind: 'passed', at: at(13), laggards: 1, overridden: undefined } as const },
    { ...early!, state: { kind: 'elsewhere', pull: 14, merged: true } as const },
    { ...all!, state: { kind: 'here' } as const },
  ];
  const notices = ['Labels change nothing. Not put here by Cordage: `cordage:go`.'];
  const more = { ring: 'all', batch: SECOND, nodes: 200, rings, told, notices };
  expect(renderStatus(status({ kind: 'waiting', verdicts: [APPROVAL] }, more))).toMatchInlineSnapshot(`
    "**all, batch 2 of 15: waiting for approval** since 2026-11-22 14:02 UTC

    Waits for 1 approval. Team operators but olivia, who asked for it, can approve. Overdue after 2026-11-23 14:02 UTC.

    - Note: Labels change nothing. Not put here by Cordage: \`cordage:go\`.

    <details><summary>3 rings, 1 done</summary>

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | canary | 12 | 1.3.2 | 1.4.0 | done 2026-11-22 13:00 UTC, 1 laggard |
    | early | 118 | 1.3.2 (117), 1.3.1 (1) | 1.4.0 | #14, merged |
    | **all** (this pull request) | 2,870 | 1.3.2 (2,861), 1.2.9 (9) | **1.4.0** | batch 2 of 15: waiting for approval |

    </details>

    <details><summary>2 decisions, the last 2026-11-22 14:02 UTC by olivia</summary>

    - 2026-11-22 14:02 UTC, olivia: [may go on up to all](<https://github.com/acme/network-manifests/pull/12#issuecomment-5>)
    - 2026-11-22 13:00 UTC, cordage&#x5b;bot&#x5d;: canary passed, 12 of 12 live

    </details>

    <!-- cordage:1 {"kind":"status","artifact":"trade","version":"1.4.0","ring":"all","batch":2,"state":"waiting","sum":"1aff87bd"} -->"
  `);
});

test('a pull request that takes nodes back', () => {
  expect(renderStatus(status({ kind: 'waiting', verdicts: [APPROVAL] }, ROLLBACK))).toMatchInlineSnapshot(`
    "**rollback of canary: waiting for approval** since 2026-11-22 14:02 UTC

    Waits for 1 approval. Team operators but olivia, who asked for it, can approve. Overdue after 2026-11-23 14:02 UTC.

    <!-- cordage:1 {"kind":"status","artifact":"trade","version":"1.4.0","ring":"","state":"waiting","request":57,"sum":"91643633"} -->"
  `);
  expect(seen({ kind: 'taken-over', commit: COMMIT, author: 'alice' }, ROLLBACK)).toContain(
    'the branch `cordage/rollback/trade-1.4.0/57` as it is',
  );
  expect(seen({ kind: 'merged', commit: COMMIT }, ROLLBACK)).toMatchInlineSnapshot(`
    "**rollback of canary: merged as \`d4e5f6a\`**

    12 nodes go back from trade 1.4.0 as Argo CD syncs, and are kept from it and every newer version until \`/unhold\`.

    Next: look at these nodes in Argo CD."
  `);
  expect(seen({ kind: 'closed' }, ROLLBACK)).toMatchInlineSnapshot(`
    "**rollback of canary: closed by a person**

    12 nodes stay on trade 1.4.0 or what they run now; Cordage does not reopen what a person closed.

    Next: nothing, or "Reopen pull request" to go on with it."
  `);
  expect(seen({ kind: 'nothing-left' }, ROLLBACK)).toContain('None of the nodes it was for runs trade 1.4.0 any more.');
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

    Commit d4e5f6a7b8 by @&#x200b;alice is not Cordage's. Cordage leaves the branch \`cordage/trade-1.4.0/canary-2\` as it is, also when the default branch or the release changes, and does not merge it.

    Next: review and merge it as it is, or remove the commit from the branch and Cordage goes on, or close the pull request."
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
  expect(seen({ kind: 'retagged', tag: 'v1.4.0', before, after: undefined })).toContain(
    'It led to `a5c3785` when this was opened and is gone now.',
  );
});

test('more errors than anybody reads', () => {
  const groups = Array.from({ length: 9 }, (_, index) => ({
    message: `error ${index}`,
    nodes: Array.from({ length: 9 - index }, (_, node) => `party-${node}`),
    since: at(14),
  }));
  const text = seen(settling({ nodes: 45, live: 0, degraded: 45, groups }, []));
  expect(text.match(/^- \d nodes since/gm)).toHaveLength(5);
  expect(text).toContain('`error 0` (`party-0`, `party-1`, `party-2`, `party-3`, `party-4` and 4 more)');
  expect(text).toContain('- 4 more messages of 10 nodes');
});
