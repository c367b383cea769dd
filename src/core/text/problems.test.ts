import { expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { renderProblemItems, renderProblems, renderProblemTable } from './problems.ts';

const PROBLEMS: readonly Problem[] = [
  {
    code: 'pin-shared',
    severity: 'error',
    message: 'the pin of "trade" also reaches 11 nodes outside ring canary',
    remedy: 'give canary its own images entry, or put these nodes in one ring',
    at: { file: 'nodes/party-0042/kustomization.yaml', line: 14, column: 5 },
  },
  {
    code: 'ring-soak-unit',
    severity: 'error',
    message: 'ring "canary": soak "30" has no unit',
    remedy: 'write 30m, 2h or 1d',
    at: { file: 'cordage.yaml', line: 9, column: 12 },
  },
  {
    code: 'x',
    severity: 'warning',
    message: 'a value of \u001B[31mred\u202E\nand a new line | @alice',
    remedy: 'take it out',
  },
];

test('problems for a terminal', () => {
  expect(renderProblems(PROBLEMS, { nodes: 3002, seconds: 0.412 })).toMatchInlineSnapshot(`
    "-                                         warning  a value of [31mred and a new line | @alice
                                                       take it out
    cordage.yaml:9:12                         error    ring "canary": soak "30" has no unit
                                                       write 30m, 2h or 1d
    nodes/party-0042/kustomization.yaml:14:5  error    the pin of "trade" also reaches 11 nodes outside ring canary
                                                       give canary its own images entry, or put these nodes in one ring
    2 errors, 1 warning in 3,002 nodes, 0.4 s
    "
  `);
  expect(renderProblems([])).toBe('0 errors, 0 warnings\n');
});

test('a long place stands on a line of its own', () => {
  const at = { file: `${'a/'.repeat(40)}b.yaml`, line: 1, column: 1 };
  expect(renderProblems([{ code: 'x', severity: 'error', message: 'm', remedy: 'r', at }])).toMatchInlineSnapshot(`
    "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/b.yaml:1:1
                                                                  error  m
                                                                         r
    1 error, 0 warnings
    "
  `);
});

test('problems in Markdown', () => {
  expect(renderProblemItems(PROBLEMS).join('\n')).toMatchInlineSnapshot(`
    "- **error** \`cordage.yaml:9:12\` ring "canary": soak "30" has no unit. Next: write 30m, 2h or 1d.
    - **error** \`nodes/party-0042/kustomization.yaml:14:5\` the pin of "trade" also reaches 11 nodes outside ring canary. Next: give canary its own images entry, or put these nodes in one ring.
    - **warning** a value of &#x5b;31mred and a new line &#x7c; @&#x200b;alice. Next: take it out."
  `);
  expect(renderProblemTable(PROBLEMS, 10_000)).toMatchInlineSnapshot(`
    "| where |  | what | next |
    |---|---|---|---|
    | \`cordage.yaml:9:12\` | error | ring "canary": soak "30" has no unit | write 30m, 2h or 1d |
    | \`nodes/party-0042/kustomization.yaml:14:5\` | error | the pin of "trade" also reaches 11 nodes outside ring canary | give canary its own images entry, or put these nodes in one ring |
    |  | warning | a value of &#x5b;31mred and a new line &#x7c; @&#x200b;alice | take it out |"
  `);
  expect(renderProblemTable(PROBLEMS, 350)).toMatchInlineSnapshot(`
    "| where |  | what | next |
    |---|---|---|---|
    | \`cordage.yaml:9:12\` | error | ring "canary": soak "30" has no unit | write 30m, 2h or 1d |

    2 more problems: \`cordage lint\` shows all."
  `);
});
