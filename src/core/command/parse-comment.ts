import { fail, type Problem } from '../problem.ts';
import { inLine, lineRunsOn, tooManyLines } from '../text/command-problems.ts';
import { cutText } from '../text/fit.ts';
import type { Command, Vocabulary } from './command.ts';
import { findCommandLines } from './comment-lines.ts';
import { readLine } from './read-line.ts';

/** What a comment asks for. `lines` are the command lines as written, without invisible characters. */
export type ParsedComment =
  | { readonly kind: 'none' }
  | { readonly kind: 'request'; readonly commands: readonly Command[]; readonly lines: readonly string[] }
  | { readonly kind: 'misunderstood'; readonly lines: readonly string[]; readonly problems: readonly Problem[] };

const MOST_LINES = 20;

/** A right line has less: fifty names of nodes at most, and a reason. */
const LONGEST_LINE = 1000;

/**
 * Reads a comment as one request: all of its commands, or none with everything that is wrong. Lines that address somebody
 * else, another bot's commands among them, are nothing to us.
 */
export const parseComment = (body: string, vocabulary: Vocabulary): ParsedComment => {
  const found = findCommandLines(body);
  if (found.length === 0) return { kind: 'none' };
  const lines = found.slice(0, MOST_LINES).map(({ text }) => cutText(text, LONGEST_LINE));
  if (found.length > MOST_LINES) {
    return { kind: 'misunderstood', lines, problems: [tooManyLines(found.length, MOST_LINES)] };
  }
  const read = found.map(({ text, runsOn }) => (runsOn ? fail(lineRunsOn()) : readLine(text, vocabulary)));
  const problems = read.flatMap((outcome, index) =>
    outcome.ok
      ? []
      : outcome.problems.map((problem) => (found.length > 1 ? inLine(lines[index] ?? '', problem) : problem)),
  );
  if (problems.length > 0) return { kind: 'misunderstood', lines, problems };
  return { kind: 'request', lines, commands: read.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])) };
};
