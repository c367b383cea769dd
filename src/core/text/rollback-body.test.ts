import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from './hostile.test-data.ts';
import { parseMarker } from './marker.ts';
import { nodeNames } from './pull-view.test-data.ts';
import type { RollbackView } from './pull-view.ts';
import { renderRollbackBody, renderRollbackTitle, renderScope } from './rollback-body.ts';

const VIEW: RollbackView = {
  artifact: 'trade',
  version: '1.4.0',
  request: 57,
  scope: 'canary',
  by: 'olivia',
  url: 'https://github.com/acme/network-manifests/pull/12#issuecomment-5',
  reason: 'double bookings',
  moves: nodeNames(12).map((node, index) => ({ node, from: '1.4.0', to: index < 9 ? '1.3.2' : '1.3.1' })),
  left: [
    { node: 'party-0042', why: 'not on 1.4.0 (1.4.1)' },
    { node: 'party-0043', why: 'never moved (1.4.0)' },
    { node: 'party-0044', why: 'never moved (1.4.0)' },
  ],
  pins: 12,
  files: 12,
  problems: [],
  rules: { findings: [], passed: 12, rollback: undefined },
  marker: { artifact: 'trade', version: '1.4.0', request: 57, nodes: 12, plan: '5f1c09ab' },
};

test('the body', () => {
  expect(renderRollbackBody(VIEW)).toMatchInlineSnapshot(`
    "[Asked for](<https://github.com/acme/network-manifests/pull/12#issuecomment-5>) by olivia: "double bookings".

    **To go on:** the approvals and checks that its rings ask for, then it merges by itself. Freezes do not hold it up, and nobody has to say \`/rollout\`. 12 nodes go back to what each ran before trade 1.4.0, by 12 pins in 12 files; nothing else changes.

    | from | to | nodes |
    |---|---|--:|
    | 1.4.0 | **1.3.2** | 9 |
    | 1.4.0 | **1.3.1** | 3 |

    Rules: 0 blocks, 0 warnings, 12 passed.

    **Not taken back:** 3 nodes

    - 2 never moved (1.4.0): \`party-0043\`, \`party-0044\`
    - 1 not on 1.4.0 (1.4.1): \`party-0042\`

    **After the merge** these nodes are kept from trade 1.4.0 and every newer version, also when the rollout goes on elsewhere, until somebody comments \`/unhold\` with the name of a node or a pattern.

    <details><summary>12 nodes</summary>

    - from 1.4.0 to 1.3.2 (9):
      \`party-0001\`, \`party-0002\`, \`party-0003\`, \`party-0004\`, \`party-0005\`, \`party-0006\`, \`party-0007\`, \`party-0008\`, \`party-0009\`
    - from 1.4.0 to 1.3.1 (3):
      \`party-0010\`, \`party-0011\`, \`party-0012\`

    </details>

    <!-- cordage:1 {"kind":"rollback","artifact":"trade","version":"1.4.0","request":57,"nodes":12,"plan":"5f1c09ab"} -->"
  `);
});

test('a body with an error, of one node, by rule', () => {
  const problem = { code: 'x', severity: 'error', message: 'no former version', remedy: 'write it by hand' } as const;
  const body = renderRollbackBody({
    ...VIEW,
    url: undefined,
    moves: VIEW.moves.slice(0, 1),
    left: [],
    pins: 1,
    files: 1,
    problems: [problem],
  });
  expect(body.slice(0, body.indexOf('<details>'))).toMatchInlineSnapshot(`
    "Asked for by olivia: "double bookings".

    **To go on:** the approvals and checks that its rings ask for, then it merges by itself. Freezes do not hold it up, and nobody has to say \`/rollout\`. 1 problem below keeps nodes from going back. 1 node goes back to what it ran before trade 1.4.0, by 1 pin in 1 file; nothing else changes.

    | from | to | nodes |
    |---|---|--:|
    | 1.4.0 | **1.3.2** | 1 |

    **Problems:** 1 error, 0 warnings

    - **error** no former version. Next: write it by hand.

    Rules: 0 blocks, 0 warnings, 12 passed.

    **After the merge** this node is kept from trade 1.4.0 and every newer version, also when the rollout goes on elsewhere, until somebody comments \`/unhold\` with the name of a node or a pattern.

    "
  `);
});

test('nothing to take back', () => {
  const body = renderRollbackBody({ ...VIEW, moves: [], pins: 0, files: 0 });
  expect(body).not.toMatch(/^\||<details>|After the merge/m);
  expect(body).toContain('0 nodes go back');
});

test('the title, at any length', () => {
  expect(renderRollbackTitle({ ...VIEW, nodes: 12 })).toBe('Take trade back from 1.4.0 on canary (12 nodes)');
  const title = renderRollbackTitle({ ...VIEW, scope: 'x'.repeat(300), nodes: 1 });
  expect(title).toHaveLength(255);
  expect(title).toMatch(/… \(1 node\)$/);
});

test('what the title names', () => {
  expect(renderScope(['canary', 'early'])).toBe('canary, early');
  expect(renderScope(nodeNames(12))).toBe('party-0001, party-0002, party-0003 and 9 more');
});

test('whatever comes from outside, layout and marker stay', () => {
  const shape = (body: string): unknown => [
    parseMarker('rollback', body),
    body.split('\n').length,
    body.match(/<\/?(?:details|summary)>/g)?.length,
    body.match(/^\|/gm)?.length,
  ];
  const viewOf = (text: string): RollbackView => ({
    ...VIEW,
    scope: text,
    by: text,
    url: text,
    reason: text,
    moves: [{ node: text, from: text, to: text }],
    left: [{ node: text, why: text }],
    problems: [{ code: 'x', severity: 'error', message: text, remedy: text, at: { file: text, line: 1, column: 1 } }],
  });
  const expected = shape(renderRollbackBody(viewOf('x')));
  fc.assert(
    fc.property(hostileText, (text) => {
      const body = renderRollbackBody(viewOf(`x${text}`));
      expect(shape(body)).toEqual(expected);
      expect(body.slice(0, body.lastIndexOf('<!--'))).not.toMatch(/@\w|<!--|^[ \t>]*\/|#\d/m);
    }),
    { numRuns: 300 },
  );
});

test('a body of any size fits', () => {
  const moves = nodeNames(9000).map((node, index) => ({ node, from: '1.4.0', to: `1.3.${index}` }));
  const left = nodeNames(9000).map((node) => ({ node, why: `edited by hand: ${node}` }));
  const body = renderRollbackBody({ ...VIEW, moves, left });
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(parseMarker('rollback', body)).toEqual({ ok: true, value: VIEW.marker });
  expect(body.split('<details>').length).toBe(body.split('</details>').length);
});
