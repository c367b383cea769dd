import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { VOCABULARY } from './command.test-data.ts';
import { parseComment, type ParsedComment } from './parse-comment.ts';

const ROOT = join(import.meta.dirname, '../../../test/fixtures/comments');

/** A comment as data, with the commands it gives, the codes of what is wrong with it, or nothing. */
const Case = z.union([
  z.strictObject({ name: z.string(), body: z.string(), commands: z.array(z.looseObject({ kind: z.string() })).min(1) }),
  z.strictObject({ name: z.string(), body: z.string(), problems: z.array(z.string()).min(1) }),
  z.strictObject({ name: z.string(), body: z.string(), none: z.literal(true) }),
]);

const FILES = readdirSync(ROOT).map((file) => {
  const cases = z.array(Case).parse(parse(readFileSync(join(ROOT, file), 'utf8')));
  return [file, cases] as const;
});

const outcomeOf = (parsed: ParsedComment) => {
  if (parsed.kind === 'none') return { none: true };
  return parsed.kind === 'request'
    ? { commands: parsed.commands }
    : { problems: parsed.problems.map(({ code }) => code) };
};

describe.each(FILES)('%s', (_, cases) => {
  test.each(cases)('$name', ({ name, body, ...expected }) =>
    expect({ name, ...outcomeOf(parseComment(body, VOCABULARY)) }).toEqual({ name, ...expected }),
  );
});

test('the corpus is worth its name, and no case stands twice', () => {
  const bodies = FILES.flatMap(([, cases]) => cases.map(({ body }) => body));
  expect(bodies.length).toBeGreaterThan(300);
  expect(new Set(bodies).size).toBe(bodies.length);
});
