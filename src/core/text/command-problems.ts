import type { Problem } from '../problem.ts';
import { isRuleId } from '../rules/overrides.ts';
import { formatCount, listNames } from './count.ts';
import { findNearest } from './nearest.ts';
import { printable, quoted } from './printable.ts';

/**
 * Sentences about commands in comments. All are plain text, for they repeat what a stranger wrote; and none begins with a
 * command, so that no answer is ever read as one.
 */

const wrong = (code: string, message: string, remedy: string): Problem => ({
  code: `command-${code}`,
  severity: 'error',
  message,
  remedy,
});

const HELP = 'write /cordage help on a line of its own to see every command';

/** A corrected line goes into the remedy whole, so that it can be copied. */
const instead = (line: string): string => `write ${printable(line)}`;

const choose = (word: string, known: readonly string[], otherwise: string): string => {
  const near = findNearest(word, known);
  return near === undefined ? otherwise : `did you mean "${printable(near)}"?`;
};

const thereAre = (what: string, known: readonly string[]): string =>
  known.length === 0 ? `cordage.yaml has no ${what} yet` : `name one of: ${printable(listNames(known, 8))}`;

/** Where a comment has several commands: which of them it is about. */
export const inLine = (line: string, problem: Problem): Problem => ({
  ...problem,
  message: `in ${quoted(line)}: ${problem.message}`,
});

export const tooManyLines = (count: number, most: number): Problem =>
  wrong(
    'lines',
    `the comment has ${formatCount(count)} commands, and ${most} are read`,
    'write fewer, or use a glob or a ring instead of single nodes',
  );

export const severalCommands = (): Problem =>
  wrong('several', 'two commands stand on one line', 'write each command on a line of its own');

/** Part of the comment would be read as code, as a link, or as nothing, and perhaps a command with it. */
export const lineRunsOn = (): Problem =>
  wrong(
    'runs-on',
    'code, a link or HTML begins in this line and does not end in it',
    'take the backtick, bracket or tag out, or close it on the same line',
  );

export const nothingSaid = (slash: string): Problem => wrong('nothing', `nothing stands behind ${slash}`, HELP);

/** @param known words that may stand there */
export const unknownWord = (slash: string, word: string, known: readonly string[]): Problem =>
  wrong('word', `there is no command ${quoted(`${slash} ${word}`)}`, choose(word, known, HELP));

/** @param place as the usage shows it: `<version>` */
export const placeMissing = (place: string, usage: string): Problem =>
  wrong('missing', `${place} is missing`, instead(usage));

/** @param line the command without it */
export const wordTooMany = (word: string, line: string): Problem =>
  wrong('word-too-many', `${quoted(word)} is one word too many`, instead(line));

/** @param known names that are right there
 *  @param others words that are right somewhere near, for "did you mean" */
export const unknownRing = (word: string, known: readonly string[], others: readonly string[] = []): Problem =>
  wrong('ring', `there is no ring ${quoted(word)}`, choose(word, [...known, ...others], thereAre('ring', known)));

export const unknownArtifact = (word: string, known: readonly string[], others: readonly string[]): Problem =>
  wrong(
    'artifact',
    `there is no artifact ${quoted(word)}`,
    choose(word, [...known, ...others], thereAre('artifact', known)),
  );

/** Rules are too many to be listed, and have numbers. */
export const unknownSubject = (word: string, known: readonly string[]): Problem => {
  const gates = known.filter((name) => !isRuleId(name));
  const [last] = known.filter(isRuleId).slice(-1);
  const rules = last === undefined ? '' : `, or a rule by its number, up to ${last}`;
  return wrong(
    'subject',
    `there is no rule or gate ${quoted(word)} that could be overridden`,
    choose(
      word,
      known,
      known.length === 0 ? 'nothing can be overridden here' : `${thereAre('rule or gate', gates)}${rules}`,
    ),
  );
};

export const artifactMissing = (word: string, artifacts: readonly string[]): Problem =>
  wrong(
    'artifact-missing',
    `${quoted(word)} is no ring`,
    `to start a rollout, write the artifact before its version: ${printable(`/rollout ${artifacts[0] ?? '<artifact>'} ${word}`)}`,
  );

export const joinedVersion = (word: string, artifact: string, version: string): Problem =>
  wrong('joined', `artifact and version are one word in ${quoted(word)}`, instead(`/rollout ${artifact} ${version}`));

export const ringForVersion = (word: string): Problem =>
  wrong(
    'version',
    `${quoted(word)} is a ring and stands where the version should`,
    'write the version first, then the ring',
  );

export const notAVersion = (word: string): Problem =>
  wrong(
    'version',
    `${quoted(word)} cannot be a version`,
    'write letters and digits, at least one digit, with . _ + and - between them, at most 100 characters: 1.4.0',
  );

export const globMissing = (): Problem =>
  wrong('glob-missing', 'the nodes are missing before "until"', 'write their name or a glob first: party-00*');

export const notAGlob = (word: string): Problem =>
  wrong(
    'glob',
    `${quoted(word)} cannot be the name of nodes`,
    'write one name or glob a line, of small letters, digits, dots and dashes, with * and ?, at most 253 characters: party-00*',
  );

export const notATarget = (word: string, rings: readonly string[]): Problem =>
  wrong(
    'target',
    `${quoted(word)} cannot be the name of a ring or a node`,
    choose(
      word,
      rings,
      'write names of rings and nodes with spaces between them: small letters, digits, dots and dashes',
    ),
  );

export const tooManyTargets = (count: number, most: number): Problem =>
  wrong(
    'targets',
    `${formatCount(count)} rings and nodes are named, and ${most} may be`,
    'name their ring, or write several lines',
  );

export const dayMissing = (): Problem =>
  wrong('day-missing', 'no date stands behind "until"', 'write a day, as in until 2026-12-01, or leave "until" out');

export const notADay = (word: string): Problem =>
  wrong('day', `${quoted(word)} is not a day`, 'write year, month and day: 2026-12-01');

/** @param line the command with it */
export const untilMissing = (word: string, line: string): Problem =>
  wrong('until-missing', `"until" is missing before ${quoted(word)}`, instead(line));

/** @param line the command with what seems to be the reason in quotes */
export const reasonUnquoted = (line: string): Problem =>
  wrong('reason-quotes', 'the reason is not in quotes', instead(line));

/** @param line the command with a place for one */
export const reasonMissing = (line: string): Problem => wrong('reason-missing', 'the reason is missing', instead(line));

/** @param line the command without it */
export const reasonUnwanted = (line: string): Problem =>
  wrong('reason-unwanted', 'this command takes no reason', instead(line));

export const reasonLong = (length: number, most: number): Problem =>
  wrong(
    'reason-long',
    `the reason has ${formatCount(length)} characters, and ${most} are kept`,
    'say it in fewer, and write the rest in another comment',
  );

export const quoteOpen = (): Problem =>
  wrong('quote-open', 'the reason begins with a quote, and none closes it', 'end the line with a quote');

export const quoteAfter = (): Problem =>
  wrong(
    'quote-after',
    'something stands behind the reason',
    "let the reason be the last, with no quotes but ' in it, and each command on a line of its own",
  );
