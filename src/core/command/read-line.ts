import { fail, succeed, type Outcome, type Problem } from '../problem.ts';
import * as say from '../text/command-problems.ts';
import { chooseRow } from './choose-row.ts';
import type { Command, Vocabulary } from './command.ts';
import { isDay, READERS } from './read-slot.ts';
import { isOptional, showSlot, type SlotName, type Values } from './slot.ts';
import { splitLine } from './split-line.ts';
import { ROWS, SLASHES, usageOf, type Row } from './table.ts';

/** A reason is a sentence that stands in a table, not a report. */
export const LONGEST_REASON = 300;

const MOST_TARGETS = 50;

/** One command line, cleaned; or what is wrong with it first, with the line that was probably meant. */
export const readLine = (line: string, vocabulary: Vocabulary): Outcome<Command> => {
  const { words, reason, fault } = splitLine(line);
  const slash = (words[0] ?? '').toLowerCase();
  if (words.slice(1).some((word) => SLASHES.includes(word.toLowerCase()))) return fail(say.severalCommands());
  if (fault) return fail(fault === 'open' ? say.quoteOpen() : say.quoteAfter());
  const rows = ROWS.filter((row) => row.words[0] === slash);
  if (words.length === 1 && rows.length > 1) return fail(say.nothingSaid(slash));
  const row = chooseRow(words, vocabulary);
  if (!row) return fail(refuseWord(slash, words[1], rows));
  const filled = fill(row, words.slice(row.words.length), reason, vocabulary);
  if (!filled.ok) return filled;
  const problem = judgeRest(row, filled.value, reason);
  return problem ? fail(problem) : succeed(row.make({ ...filled.value.values, reason: reason ?? '' }));
};

const refuseWord = (slash: string, word: string | undefined, rows: readonly Row[]): Problem =>
  word === undefined
    ? say.nothingSaid(slash)
    : say.unknownWord(
        slash,
        word,
        rows.flatMap(({ words }) => words.slice(1)),
      );

/** `used`: the words that found a place, `rest` those that found none. */
type Filled = { readonly values: Values; readonly used: readonly string[]; readonly rest: readonly string[] };

const NO_VALUES: Values = {
  goal: '',
  artifact: '',
  version: '',
  upTo: undefined,
  ring: undefined,
  targets: [],
  nodes: '',
  until: undefined,
  subject: '',
  reason: '',
};

const fill = (
  row: Row,
  given: readonly string[],
  reason: string | undefined,
  vocabulary: Vocabulary,
): Outcome<Filled> => {
  let values = NO_VALUES;
  let rest = given;
  for (const slot of row.slots) {
    const count = countWords(slot, rest, reason !== undefined, vocabulary);
    if (count === 0 && !isOptional(slot)) return fail(say.placeMissing(showSlot(slot), usageOf(row)));
    const words = slot === 'until' ? rest.slice(1, count) : rest.slice(0, count);
    if (slot === 'until' && count === 1) return fail(say.dayMissing());
    if (words.length > MOST_TARGETS) return fail(say.tooManyTargets(words.length, MOST_TARGETS));
    const read = words.map((word) => READERS[slot](word, vocabulary));
    const texts = read.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
    const problems = read.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
    if (problems[0]) return fail(problems[0]);
    if (count > 0) values = { ...values, [slot]: slot === 'targets' ? texts : texts[0] };
    rest = rest.slice(count);
  }
  return succeed({ values, used: given.slice(0, given.length - rest.length), rest });
};

/** How many of the next words are for this place. */
const countWords = (slot: SlotName, words: readonly string[], isQuoted: boolean, { rings }: Vocabulary): number => {
  if (slot === 'until') return words[0]?.toLowerCase() === 'until' ? Math.min(2, words.length) : 0;
  if (slot !== 'targets') return Math.min(1, words.length);
  // Without quotes nobody knows where names end and the reason begins; the names of most nodes have a digit.
  const end = isQuoted ? -1 : words.findIndex((word) => !rings.includes(word.toLowerCase()) && !/\d/.test(word));
  return end < 0 ? words.length : end;
};

/** What is wrong with words that found no place, and with the reason. */
const judgeRest = (row: Row, { used, rest }: Filled, reason: string | undefined): Problem | undefined => {
  const [word = ''] = rest;
  const kept = [...row.words, ...used];
  if (rest.length > 0 && row.slots.includes('until') && isDay(word)) {
    return say.untilMissing(word, suggest([...kept, 'until', word], reason || guessReason(rest.slice(1))));
  }
  if (rest.length > 0 && row.reason && reason === undefined) {
    return say.reasonUnquoted(suggest(kept, guessReason(rest)));
  }
  if (rest.length > 0) return say.wordTooMany(word, suggest(kept, row.reason ? reason || 'why' : undefined));
  if (row.reason && !reason) return say.reasonMissing(suggest(kept, 'why'));
  if (!row.reason && reason !== undefined) return say.reasonUnwanted(suggest(kept, undefined));
  return reason !== undefined && reason.length > LONGEST_REASON
    ? say.reasonLong(reason.length, LONGEST_REASON)
    : undefined;
};

const suggest = (words: readonly string[], reason: string | undefined): string =>
  [...words, ...(reason === undefined ? [] : [`"${reason}"`])].join(' ');

const guessReason = (words: readonly string[]): string => words.join(' ').replace(/^['`]+|['`]+$/g, '') || 'why';
