import { expect, test } from 'vitest';
import { renderPullBody } from './pull-body.ts';
import { JAR, VIEW } from './pull-view.test-data.ts';
import type { PullView } from './pull-view.ts';

test('a pull request, just opened', () => {
  expect(renderPullBody(VIEW)).toMatchInlineSnapshot(`
    "Release [v1.4.0](<https://github.com/acme/trade-cordapp/releases/tag/v1.4.0>) of acme/trade-cordapp, published 2026-11-22 13:58 UTC.

    **To go on:** one approval, then comment \`/rollout canary\`. 12 nodes move, by 12 pins in 12 files; nothing else changes. \`/rollout pause "reason"\` stops it at any time; \`/cordage help\` lists all commands.

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | **canary** (this pull request) | 12 | 1.3.2 | **1.4.0** | proposed here |
    | early | 118 | 1.3.2 (117), 1.3.1 (1) | 1.4.0 | after canary is live for 30 min |
    | all | 2,870 | 1.3.2 (2,861), 1.2.9 (9) | 1.4.0 | after early is live for 2 h, in 15 batches of 200 |

    **Left out:** 8 nodes

    - 7 already on 1.4.0: \`new-party-0001\`, \`new-party-0002\`, \`new-party-0003\`, \`new-party-0004\`, \`new-party-0005\` and 2 more
    - 1 without trade: \`notary-01\`

    **Problems:** 0 errors, 1 warning

    - **warning** \`nodes/party-0003/kustomization.yaml:14:5\` the digest of "trade" was left out, because its registry was not asked. Next: pin the digest by hand where you need it.

    **Rollback:** reversible after a drain: flows of this JAR must have ended before the former one comes back.

    Rules: 0 blocks, 0 warnings, 17 passed.

    <details><summary>What the JAR says</summary>

    **\`trade-1.4.0.jar\`**, 1.2 MB

    - contract "Trade Contract" version 8, by Acme, licence Apache-2.0
    - workflow "Trade Flows" version 13, by Acme, licence Apache-2.0
    - minimum platform version 13, target 13
    - signed by \`CN=Release, O=Acme, C=GB\`
    - SHA-256 \`9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c\`

    </details>

    <details><summary>Release notes</summary>

    From [v1.4.0](<https://github.com/acme/trade-cordapp/releases/tag/v1.4.0>):

    > **What's Changed**
    > - Settle on T+1 by @&#x200b;alice in &#x23;&#x200b;57, fixes &#x23;&#x200b;12

    </details>

    <details><summary>12 nodes</summary>

    - from 1.3.2 (12):
      \`party-0001\`, \`party-0002\`, \`party-0003\`, \`party-0004\`, \`party-0005\`, \`party-0006\`, \`party-0007\`, \`party-0008\`, \`party-0009\`, \`party-0010\`
      \`party-0011\`, \`party-0012\`

    </details>

    <!-- cordage:1 {"kind":"pull","artifact":"trade","version":"1.4.0","ring":"canary","nodes":12,"plan":"5f1c09ab","release":{"id":7,"tag":"v1.4.0","commit":"a5c3785ed8d6a35868bc169f07e40e889087fd2e"},"assets":[{"name":"trade-1.4.0.jar","id":9,"size":1234567,"updatedAt":1795355820000,"sha256":"9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c"}]} -->"
  `);
});

test('the second batch of a backport, blocked, with nothing more to say', () => {
  const body = renderPullBody({
    ...VIEW,
    version: '1.3.5',
    ring: 'all',
    batch: { number: 2, of: 3 },
    line: '1.3',
    rings: [
      { name: 'canary', nodes: 0, from: [], batches: undefined, state: { kind: 'nothing-to-do' } },
      {
        name: 'all',
        nodes: 500,
        from: [{ version: '1.3.2', nodes: 500 }],
        batches: { count: 3, size: 200 },
        state: { kind: 'here' },
      },
    ],
    release: { ...VIEW.release, tag: 'v1.3.5', notes: '' },
    moves: [{ node: 'party-0001', from: '1.3.2' }],
    pins: 1,
    files: 1,
    leftOut: [{ node: 'party-0002', reason: { kind: 'other-line', line: '1.3' } }],
    jars: [],
    problems: [
      {
        code: 'asset-gone',
        severity: 'error',
        message: 'the asset "x.jar" cannot be downloaded',
        remedy: 'upload it again',
      },
    ],
  });
  expect(body).toMatchInlineSnapshot(`
    "Release [v1.3.5](<https://github.com/acme/trade-cordapp/releases/tag/v1.4.0>) of acme/trade-cordapp, published 2026-11-22 13:58 UTC. It is a backport, for nodes on 1.3.x only.

    **To go on:** do not merge yet. 1 problem below stands in the way, and the check \`cordage/rollout\` fails until then. 1 node moves, by 1 pin in 1 file; nothing else changes.

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | canary | 0 |  |  | nothing to do |
    | **all** (this pull request) | 500 | 1.3.2 | **1.3.5** | batch 2 of 3: proposed here |

    **Left out:** 1 node

    - 1 not on 1.3.x, which this backport is for: \`party-0002\`

    **Problems:** 1 error, 0 warnings

    - **error** the asset "x.jar" cannot be downloaded. Next: upload it again.

    **Rollback:** reversible after a drain: flows of this JAR must have ended before the former one comes back.

    Rules: 0 blocks, 0 warnings, 17 passed.

    <details><summary>1 node</summary>

    - from 1.3.2 (1):
      \`party-0001\`

    </details>

    <!-- cordage:1 {"kind":"pull","artifact":"trade","version":"1.4.0","ring":"canary","nodes":12,"plan":"5f1c09ab","release":{"id":7,"tag":"v1.4.0","commit":"a5c3785ed8d6a35868bc169f07e40e889087fd2e"},"assets":[{"name":"trade-1.4.0.jar","id":9,"size":1234567,"updatedAt":1795355820000,"sha256":"9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c"}]} -->"
  `);
});

/** Its first two paragraphs: where it comes from, and what to do. */
const headOf = (view: PullView): readonly string[] => renderPullBody(view).split('\n\n').slice(0, 2);

test('a step to a goal', () => {
  const goal = { version: '1.6.0', by: 'olivia', at: 1, way: ['1.3.0', '1.4.0', '1.5.0', '1.6.0'] };
  const view = { ...VIEW, release: undefined, jars: [], asked: { by: 'cordage[bot]', on: 12, adopted: false, goal } };
  expect([headOf(view)[0], headOf({ ...view, version: '1.6.0' })[0]]).toMatchInlineSnapshot(`
    [
      "Step 1 of 3 to trade 1.6.0, asked for by olivia in #12: 1.3.0 → 1.4.0 → 1.5.0 → 1.6.0. When every ring has passed, 1.5.0 is proposed next. No release of trade 1.4.0 is known.",
      "Step 3 of 3 to trade 1.6.0, asked for by olivia in #12: 1.3.0 → 1.4.0 → 1.5.0 → 1.6.0. No release of trade 1.6.0 is known.",
    ]
  `);
});

test('asked for by a person', () => {
  const view = { ...VIEW, release: undefined, jars: [], asked: { by: 'olivia', on: 12, adopted: false } };
  expect(headOf(view).join('\n')).toMatchInlineSnapshot(`
    "Asked for by olivia in #12. No release of trade 1.4.0 is known.
    **To go on:** one approval, then comment \`/rollout canary\`. 12 nodes move, by 12 pins in 12 files; nothing else changes. \`/rollout pause "reason"\` stops it at any time; \`/cordage help\` lists all commands."
  `);
  expect(renderPullBody(view)).not.toContain('Release notes');
  expect(headOf({ ...view, asked: { ...view.asked, adopted: true } })[0]).toMatchInlineSnapshot(
    `"Taken out of #12 at the word of olivia: its nodes, ring by ring. No release of trade 1.4.0 is known."`,
  );
  expect(headOf({ ...VIEW, asked: view.asked })[0]).toMatch(/^Release .* Asked for by olivia in #12\.$/);
});

test.each<[PullView['goOn'], string]>([
  [{ approvals: 0, merges: 'manual' }, 'comment `/rollout canary`.'],
  [{ approvals: 2, merges: 'manual' }, '2 approvals, then comment `/rollout canary`.'],
  [{ approvals: 0, merges: 'automatic' }, 'nothing to do, it merges by itself when every gate is open.'],
  [{ approvals: 1, merges: 'automatic' }, 'one approval, then it merges by itself when every gate is open.'],
  [
    { approvals: 1, merges: 'manual', granted: true },
    'one approval, then it merges by itself when every gate is open.',
  ],
])('to go on with %j', (goOn, sentence) => {
  expect(headOf({ ...VIEW, goOn })[1]).toContain(`**To go on:** ${sentence} 12 nodes move,`);
});

test('what the JAR says, at its worst', () => {
  const facts = {
    ...JAR.facts,
    manifestSeen: false,
    contract: undefined,
    workflow: undefined,
    signers: [{ subject: 'CN=`</details>@acme', fingerprint: '', development: true }],
    problems: [{ code: 'x', severity: 'warning' as const, message: 'a class is there twice', remedy: 'build it anew' }],
  };
  const body = renderPullBody({
    ...VIEW,
    jars: [
      { ...JAR, facts: { ...facts, signers: [] } },
      { ...JAR, name: 'a|b.jar', facts },
    ],
  });
  expect(body.slice(body.indexOf('<details><summary>What'), body.indexOf('<details><summary>Release')))
    .toMatchInlineSnapshot(`
    "<details><summary>What the 2 JARs say</summary>

    **\`trade-1.4.0.jar\`**, 1.2 MB

    - no manifest where a node looks for it: every value is the default
    - minimum platform version 13, target 13
    - not signed
    - SHA-256 \`9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c\`
    - **warning** a class is there twice. Next: build it anew.

    **<code>a&#x7c;b.jar</code>**, 1.2 MB

    - no manifest where a node looks for it: every value is the default
    - minimum platform version 13, target 13
    - signed by <code>CN=&#x60;&#x3c;/details&#x3e;&#x40;&#x200b;acme</code>, a development key of R3's: a node outside devMode refuses it
    - SHA-256 \`9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c\`
    - **warning** a class is there twice. Next: build it anew.

    </details>

    "
  `);
});
