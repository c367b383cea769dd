import { expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { renderConfigCheck, renderRolloutCheck } from './check-text.ts';
import type { PullState } from './pull-status.ts';
import { APPROVAL, block, GRANT, pass, ROLLBACK, settling, status, wait } from './status-comment.test-data.ts';

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

test('a rollout that nothing speaks against, and one that is blocked', () => {
  expect(renderRolloutCheck(status({ kind: 'waiting', verdicts: [GRANT] }))).toMatchInlineSnapshot(`
    {
      "annotations": [],
      "conclusion": "success",
      "name": "cordage/rollout",
      "startedAt": undefined,
      "summary": "Waits for \`/rollout canary\` by team operators. Overdue after 2026-11-23 14:02 UTC.",
      "title": "canary: ready, waiting for /rollout canary",
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
      "startedAt": undefined,
      "summary": "- **error** \`cordage.yaml:9:12\` ring "canary": soak "30" has no unit. Next: write 30m, 2h or 1d.
    - **warning** no node is a @&#x200b;notary &#x7c; here. Next: look at "nodes".

    Next: solve what is listed; Cordage looks again by itself and this comment follows.",
      "title": "canary: blocked by 2 problems",
    }
  `);
});

const APART = { kind: 'aborted', by: 'olivia', reason: 'month end', merged: true } as const;

test.each<[PullState, string, string]>([
  [{ kind: 'waiting', verdicts: [pass('pause')] }, 'success', 'canary: about to merge'],
  [{ kind: 'waiting', verdicts: [GRANT] }, 'success', 'canary: ready, waiting for /rollout canary'],
  [{ kind: 'waiting', verdicts: [GRANT, APPROVAL] }, 'pending', 'canary: waiting for approval'],
  [{ kind: 'waiting', verdicts: [wait('pause', 'a word')] }, 'pending', 'canary: paused'],
  [
    { kind: 'waiting', verdicts: [APPROVAL, block('checks', 'a', 'b')] },
    'failure',
    'canary: stopped, a required check failed',
  ],
  [
    { kind: 'waiting', verdicts: [block('grant', 'a', 'b', 'overdue')] },
    'success',
    'canary: overdue, waiting for /rollout canary',
  ],
  [settling({ live: 7, degraded: 5 }, [block('budget', 'a', 'b')]), 'success', 'canary: stopped, 5 of 12 degraded'],
  [
    { kind: 'passed', commit: undefined, at: 0, nodes: 1, laggards: [], overridden: undefined, next: undefined },
    'success',
    'canary: done',
  ],
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
  [APART, 'neutral', 'canary: merged, and the rollout was aborted by olivia since'],
  [{ ...APART, kind: 'rolled-back', pull: 3 }, 'neutral', 'canary: merged, and taken back by olivia since'],
  [{ kind: 'closed' }, 'neutral', 'canary: closed by a person'],
])('%j is a %s', (state, conclusion, title) => {
  expect(renderRolloutCheck(status(state))).toMatchObject({ name: 'cordage/rollout', conclusion, title });
});

test('the check of a pull request that takes nodes back, and one whose gates block at a place', () => {
  expect(renderRolloutCheck(status({ kind: 'waiting', verdicts: [] }, ROLLBACK)).title).toBe(
    'rollback of canary: about to merge',
  );
  const verdicts = [{ kind: 'block', gate: 'order', problem: PROBLEM } as const];
  expect(renderRolloutCheck(status({ kind: 'waiting', verdicts })).annotations).toHaveLength(1);
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
      "startedAt": undefined,
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
      "startedAt": undefined,
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
