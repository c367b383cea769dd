import type { Document } from 'yaml';
import { Composer, Lexer, Parser } from 'yaml';

import type { Place, Problem } from '../problem.ts';
import * as say from '../text/manifest-problems.ts';

export const DEEPEST = 200;
/** How many problems of one file are told. */
export const MOST_PROBLEMS = 20;
/** The parser's stack holds the document and the scalar being read besides one entry a level. */
const DEEPEST_STACK = DEEPEST + 10;
const MOST_LEXEMES = 3_000_000;

/** Where the text stands: inline YAML is parsed by itself, but its offsets and places are those of the file around it. */
export type Origin = {
  readonly offsetOf: (offset: number) => number;
  readonly placeOf: (offset: number) => Place;
};

/**
 * The documents of a text as the YAML library composes them. Lexer, parser and composer are driven by hand, so that hostile
 * nesting and length are seen before they fill memory and stack; what is seen goes to `problems` and ends the stream.
 */
export function* composeDocuments(text: string, { placeOf }: Origin, problems: Problem[]): Generator<Document.Parsed> {
  const parser = new Parser();
  // uniqueKeys compares every pair of keys: minutes on a large map. The planter looks for duplicates itself.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  boundErrors(composer);
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      yield* composer.next(token);
      if (token.type === 'error') problems.push(say.yamlError(placeOf(token.offset), token.message));
    }
    lexemes += 1;
    if (parser.stack.length > DEEPEST_STACK) problems.push(say.tooDeep(placeOf(parser.offset), DEEPEST));
    if (lexemes > MOST_LEXEMES) problems.push(say.tooManyTokens(placeOf(parser.offset), MOST_LEXEMES));
    if (problems.length > 0) return;
  }
  for (const token of parser.end()) yield* composer.next(token);
  yield* composer.end();
}

/**
 * A hostile file has an error in every character, and the library makes an error object with a stack trace of each: minutes.
 * It keeps them through one method, which is stopped here after the first few. Warnings say nothing that Cordage uses.
 */
const boundErrors = (composer: Composer): void => {
  const keep: unknown = Reflect.get(composer, 'onError');
  let kept = 0;
  const keepFew = (source: unknown, code: unknown, message: unknown, isWarning: unknown): void => {
    if (isWarning === true || kept === MOST_PROBLEMS || typeof keep !== 'function') return;
    kept += 1;
    Reflect.apply(keep, composer, [source, code, message]);
  };
  Object.assign(composer, { onError: keepFew });
};
