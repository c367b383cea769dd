import { expect, test } from 'vitest';
import { givenConfig, givenNetwork } from '../network/network.test-data.ts';
import { nextStep } from './next-step.ts';

/** A network whose nodes, a, b and so on, run these versions of corda. */
const given = (versions: readonly string[], declared: readonly (readonly [string, number])[] = []) => {
  const files = versions.map((version, at) => [
    `nodes/${'abcdef'[at]}/kustomization.yaml`,
    `images:\n  - name: r.example/corda\n    newTag: "${version}"\n`,
  ]);
  return givenNetwork(Object.fromEntries(files), { ...givenConfig(), platformVersions: new Map(declared) });
};

/** `version: way (nodes)`, or the codes of what keeps it. */
const tell = (step: ReturnType<typeof nextStep>): string =>
  step.ok
    ? `${step.value.version}: ${step.value.steps.map(({ to }) => to).join(' ')} (${step.value.nodes})`
    : step.problems.map(({ code }) => code).join(' ');

test.each<[readonly string[], string, string]>([
  [['4.10.6', '4.10.6'], '4.14.1', '4.11.7: 4.11.7 4.12.9 4.13.4 4.14.1 (2)'],
  [['4.10.6', '4.10.6'], '4.11.4', '4.11.4: 4.11.4 (2)'],
  [['4.12.6'], '4.12.9', '4.12.9: 4.12.9 (1)'],
  [['4.11.7'], '4.12', '4.12: 4.12 (1)'],
  // Those that are at the step, past it or past the goal wait; those behind it move, whichever version they run.
  [['4.12.9', '4.10.6', '4.11.4', '4.11.7', '4.14.1'], '4.13.4', '4.11.7: 4.11.7 4.12.9 4.13.4 (2)'],
  [['4.14.1', '4.13.4'], '4.14.1', '4.14.1: 4.14.1 (1)'],
  [['4.8.9', '4.10.6'], '4.12.9', '4.11.7: 4.11.7 4.12.9 (2)'],
  [['4.14.1', '4.14.1'], '4.14.1', '4.14.1:  (0)'],
  [[], '4.14.1', '4.14.1:  (0)'],
  // A tag that is no version keeps nobody waiting unless there is nothing else.
  [['4.10.6.Final', '4.10.6'], '4.12.9', '4.11.7: 4.11.7 4.12.9 (1)'],
  [['4.10.6.Final'], '4.12.9', 'corda-version-unclear'],
  [['4.10.6'], 'newest', 'corda-version-unclear'],
  [['4.14.1'], '4.13.4', 'corda-downgrade'],
  [['4.10.6'], '4.19.0', 'corda-release-unknown'],
])('%j on the way to %s: %s', (versions, goal, expected) => {
  expect(tell(nextStep(given(versions), 'corda', goal))).toBe(expected);
});

test('only the nodes that are given count', () => {
  const network = given(['4.10.6', '4.12.9']);
  expect(tell(nextStep(network, 'corda', '4.14.1', ['b']))).toBe('4.13.4: 4.13.4 4.14.1 (1)');
  expect(tell(nextStep(network, 'corda', '4.14.1', []))).toBe('4.14.1:  (0)');
  expect(tell(nextStep(network, 'trade', '4.14.1'))).toBe('4.14.1:  (0)');
});

test('a release of which no patch is known is no step, and may be the goal', () => {
  const network = given(
    ['4.14.1'],
    [
      ['4.15', 170],
      ['4.16', 180],
    ],
  );
  expect(tell(nextStep(network, 'corda', '4.15.0'))).toBe('4.15.0: 4.15.0 (1)');
  const step = nextStep(network, 'corda', '4.16.0');
  expect(step.ok ? [] : step.problems).toMatchInlineSnapshot(`
    [
      {
        "code": "corda-patch-unknown",
        "message": "the way to Corda 4.16.0 leads over 4.15, and Cordage's table has no patch of it",
        "remedy": "look up its newest patch and ask for that first: "rollout corda 4.15.N" as a command on an issue",
        "severity": "error",
      },
    ]
  `);
});
