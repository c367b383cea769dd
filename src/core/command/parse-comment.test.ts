import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileText } from '../text/hostile.test-data.ts';
import { renderProblemItems } from '../text/problems.ts';
import { anyCommand, VOCABULARY } from './command.test-data.ts';
import { findCommandLines, isCommandLine } from './comment-lines.ts';
import { parseComment } from './parse-comment.ts';
import { renderCommand } from './render-command.ts';

const parse = (body: string) => parseComment(body, VOCABULARY);

const problemsOf = (body: string) => {
  const parsed = parse(body);
  return parsed.kind === 'misunderstood' ? parsed.problems : [];
};

const tellAll = (body: string): readonly string[] =>
  problemsOf(body).map(({ message, remedy }) => `${message}; ${remedy}`);

test('what is rendered is read back, one command or several', () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 20 }), (commands) => {
      expect(parse(commands.map(renderCommand).join('\n\n'))).toMatchObject({ kind: 'request', commands });
    }),
    { numRuns: 2000 },
  );
});

test('one line that is not understood makes all of them so', () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 18 }), fc.nat(), (commands, at) => {
      const lines = commands.map(renderCommand);
      const parsed = parse(lines.toSpliced(at % (lines.length + 1), 0, '/rollout erly').join('\n\n'));
      expect(parsed).toMatchObject({ kind: 'misunderstood', problems: [{ code: 'command-ring' }] });
    }),
  );
});

describe('what a person is told', () => {
  test.each([
    ['/rollout erly', 'there is no ring "erly"; did you mean "early"?'],
    ['/rollout paus "x"', 'there is no ring "paus"; did you mean "pause"?'],
    ['/rollout trad', 'there is no ring "trad"; did you mean "trade"?'],
    ['/rollout europe', 'there is no ring "europe"; name one of: canary, wave-2, early, settlement, all, next'],
    ['/rollout trad 1.4.0', 'there is no artifact "trad"; did you mean "trade"?'],
    ['/rollout trade', '<version> is missing; write /rollout <artifact> <version> [<ring>|all]'],
    ['/rollout trade@1.4.0', 'artifact and version are one word in "trade@1.4.0"; write /rollout trade 1.4.0'],
    ['/rollout trade-app-2.0', 'artifact and version are one word in "trade-app-2.0"; write /rollout trade-app 2.0'],
    ['/rollout canary please', '"please" is one word too many; write /rollout canary'],
    ['/rollout pause month end', 'the reason is not in quotes; write /rollout pause "month end"'],
    ["/rollout pause 'month end'", 'the reason is not in quotes; write /rollout pause "month end"'],
    ['/rollback canary they fail', 'the reason is not in quotes; write /rollback canary "they fail"'],
    ['/rollback party-0042', 'the reason is missing; write /rollback party-0042 "why"'],
    ['/hold p-1 2026-12-01 audit', '"until" is missing before "2026-12-01"; write /hold p-1 until 2026-12-01 "audit"'],
    ['/rollout canary "go"', 'this command takes no reason; write /rollout canary'],
    ['/override R9 "x"', 'there is no rule or gate "R9" that could be overridden; did you mean "R7"?'],
    [
      '/cordage hepl',
      'there is no command "/cordage hepl"; write /cordage help on a line of its own to see every command',
    ],
  ])('%s', (body, told) => expect(tellAll(body)).toEqual([told]));

  test('with several lines, which one it is about', () => {
    expect(tellAll('/rollout canary\n/rollout erly')).toEqual([
      'in "/rollout erly": there is no ring "erly"; did you mean "early"?',
    ]);
  });

  test('a corrected line in a remedy is right', () => {
    const slips = [
      '/rollout trade@1.4.0',
      '/rollout canary x',
      '/rollout abort no',
      '/hold a 2026-12-01 b',
      '/rollback b1 c',
    ];
    for (const { remedy } of slips.flatMap(problemsOf)) {
      expect(parse(remedy.replace(/^write /, '')).kind).toBe('request');
    }
    expect.assertions(slips.length);
  });

  test('with a network that has nothing yet', () => {
    const nothing = { rings: [], artifacts: [], overridable: [] };
    const told = ['/rollout canary', '/rollout trade 1.4.0', '/override R7 "x"', '/rollout 1.4.0'].flatMap((body) => {
      const parsed = parseComment(body, nothing);
      return parsed.kind === 'misunderstood' ? parsed.problems.map(({ remedy }) => remedy) : [];
    });
    expect(told).toMatchInlineSnapshot(`
      [
        "name one of: all, next",
        "cordage.yaml has no artifact yet",
        "nothing can be overridden here",
        "to start a rollout, write the artifact before its version: /rollout <artifact> 1.4.0",
      ]
    `);
  });

  test('never begins a line with a command, as written and as rendered, whatever it repeats', () => {
    const piece = fc.oneof(
      hostileText,
      fc.constantFrom(' ', '"', '/rollout', '/hold', 'canary', 'until', 'trade', '1.4.0'),
    );
    const line = fc.tuple(
      fc.constantFrom('/rollout ', '/rollback ', '/hold ', '/override ', '/cordage ', '/unhold '),
      piece,
      piece,
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), (lines) => {
        const problems = problemsOf(lines.map((parts) => parts.join('').replace(/[\r\n]/g, ' ')).join('\n'));
        for (const { message, remedy } of problems) {
          expect([message, remedy].filter((text) => isCommandLine(text) || /[\r\n]/.test(text))).toEqual([]);
        }
        expect(findCommandLines(renderProblemItems(problems).join('\n'))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

test('limits hold to the character', () => {
  expect(parse(`/rollout abort "${'x'.repeat(300)}"`).kind).toBe('request');
  expect(problemsOf(`/rollout abort "${'x'.repeat(301)}"`)).toMatchObject([{ code: 'command-reason-long' }]);
  expect(parse(`/hold ${'a'.repeat(253)} "x"`).kind).toBe('request');
  expect(problemsOf(`/hold ${'a'.repeat(254)} "x"`)).toMatchObject([{ code: 'command-glob' }]);
  expect(parse(`/rollback ${'a1 '.repeat(50)} "x"`).kind).toBe('request');
  expect(problemsOf(`/rollback ${'a1 '.repeat(51)} "x"`)).toMatchObject([{ code: 'command-targets' }]);
  expect(parse('/rollout plan\n'.repeat(20)).kind).toBe('request');
  expect(problemsOf('/rollout plan\n'.repeat(21))).toMatchObject([{ code: 'command-lines' }]);
});

test('a word of 60 kB is told in short, and kept in short', () => {
  const parsed = parse(`/rollout ${'x'.repeat(60_000)}`);
  expect(JSON.stringify(parsed).length).toBeLessThan(2000);
  expect(parsed).toMatchObject({ kind: 'misunderstood', problems: [{ code: 'command-ring' }] });
});

test('four thousand wrong lines are told in short', () => {
  expect(JSON.stringify(parse('/rollout erly\n'.repeat(4000))).length).toBeLessThan(2000);
});

test('no text whatever makes it fail', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(hostileText, fc.constantFrom('/rollout ', '/hold ', '\n/rollback "')), { maxLength: 20 }),
      (pieces) => {
        expect(['none', 'request', 'misunderstood']).toContain(parse(pieces.join('')).kind);
      },
    ),
    { numRuns: 3000 },
  );
});
