import { expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { renderConfigCheck, renderRolloutCheck } from './check-text.ts';
import type { PullState, PullStatus } from './status-comment.ts';

const PROBLEM: Problem = {
  code: 'ring-soak-unit',
  severity: 'error',
  message: 'ring "canary": soak "30" has no unit',
  remedy: 'write 30m, 2h or 1d',
  at: { file: 'cordage.yaml', line: 9, column: 12 },
};
const WARNING: Problem = {
  code: 'node-alone',
  severity: 'warning',
  message: 'no node is a @notary | here',
  remedy: 'look at "nodes"',
};

const status = (state: PullState): PullStatus => ({
  artifact: 'trade',
  version: '1.4.0',
  ring: 'canary',
  batch: undefined,
  nodes: 12,
  state,
});

test('a rollout that nothing speaks against, and one that is blocked', () => {
  expect(renderRolloutCheck(status({ kind: 'waiting' }))).toMatchInlineSnapshot(`
    {
      "annotations": [],
      "conclusion": "success",
      "name": "cordage/rollout",
      "summary": "trade 1.4.0 for 12 nodes.

    Next: review this pull request and merge it.",
      "title": "canary: waiting for review",
    }
  `);
  expect(renderRolloutCheck(status({ kind: 'blocked', problems: [PROBLEM, WARNING] }))).toMatchInlineSnapshot(`
    {
      "annotations": [
        {
          "level": "failure",
          "line": 9,
          "message": "ring "canary": soak "30" has no unit.
    Next: write 30m, 2h or 1d.",
          "path": "cordage.yaml",
          "title": "ring-soak-unit",
        },
      ],
      "conclusion": "failure",
      "name": "cordage/rollout",
      "summary": "- **error** \`cordage.yaml:9:12\` ring "canary": soak "30" has no unit. Next: write 30m, 2h or 1d.
    - **warning** no node is a @&#x200b;notary &#x7c; here. Next: look at "nodes".

    Next: solve what is listed; Cordage looks again by itself and this comment follows.",
      "title": "canary: blocked by 2 problems",
    }
  `);
});

test.each([
  [{ kind: 'waiting' }, 'success', 'canary: waiting for review'],
  [{ kind: 'merged', commit: 'd4e5f6a7b8' }, 'success', 'canary: merged as d4e5f6a'],
  [{ kind: 'blocked', problems: [PROBLEM] }, 'failure', 'canary: blocked by 1 problem'],
  [
    { kind: 'asset-changed', tag: 'v1_2', changes: [] },
    'failure',
    'canary: stopped, 0 assets of v1_2 changed under the tag',
  ],
  [{ kind: 'retagged', tag: 'v1', before: 'a', after: 'b' }, 'failure', 'canary: stopped, the tag v1 was moved'],
  [{ kind: 'withdrawn', tag: 'v1', merged: false }, 'failure', 'canary: closed, release v1 was withdrawn'],
  [{ kind: 'withdrawn', tag: 'v1', merged: true }, 'neutral', 'canary: merged, and release v1 was withdrawn since'],
  [{ kind: 'taken-over', commit: 'a', author: 'b' }, 'neutral', 'canary: in the hands of a person'],
  [{ kind: 'superseded', version: '1.4.1', pull: 3 }, 'neutral', 'canary: closed, superseded by 1.4.1'],
  [{ kind: 'closed' }, 'neutral', 'canary: closed by a person'],
] as const)('%j is a %s', (state, conclusion, title) => {
  expect(renderRolloutCheck(status(state))).toMatchObject({ name: 'cordage/rollout', conclusion, title });
});

test('a config with problems', () => {
  expect(renderConfigCheck([PROBLEM, WARNING], undefined)).toMatchInlineSnapshot(`
    {
      "annotations": [
        {
          "level": "failure",
          "line": 9,
          "message": "ring "canary": soak "30" has no unit.
    Next: write 30m, 2h or 1d.",
          "path": "cordage.yaml",
          "title": "ring-soak-unit",
        },
      ],
      "conclusion": "failure",
      "name": "cordage/config",
      "summary": "While this is on the default branch, Cordage moves nothing; it does not fall back on a former \`cordage.yaml\`.

    | where |  | what | next |
    |---|---|---|---|
    | \`cordage.yaml:9:12\` | error | ring "canary": soak "30" has no unit | write 30m, 2h or 1d |
    |  | warning | no node is a @&#x200b;notary &#x7c; here | look at "nodes" |

    The same in a checkout: \`cordage lint\`",
      "title": "1 error, 1 warning",
    }
  `);
});

test('a config without errors', () => {
  expect(renderConfigCheck([], { nodes: 3000, rings: 3 })).toMatchInlineSnapshot(`
    {
      "annotations": [],
      "conclusion": "success",
      "name": "cordage/config",
      "summary": "Cordage understands this network: 3,000 nodes in 3 rings.",
      "title": "No problems in 3,000 nodes in 3 rings",
    }
  `);
  expect(renderConfigCheck([WARNING], { nodes: 1, rings: 1 })).toMatchObject({
    conclusion: 'success',
    title: '0 errors, 1 warning',
    annotations: [],
  });
});

test('a config with more problems than GitHub takes', () => {
  const warnings = Array.from({ length: 3000 }, (_, line): Problem => ({
    ...PROBLEM,
    severity: 'warning',
    at: { file: 'a.yaml', line, column: 1 },
  }));
  const check = renderConfigCheck([...warnings, PROBLEM], { nodes: 1, rings: 1 });
  expect(check.annotations).toHaveLength(50);
  expect(check.annotations[0]).toMatchObject({ path: 'cordage.yaml', level: 'failure' });
  expect(check.summary.length).toBeLessThanOrEqual(65_535);
  expect(check.summary).toMatch(/\n\n[\d,]+ more problems: `cordage lint` shows all\.\n\nThe same in a checkout/);
});
