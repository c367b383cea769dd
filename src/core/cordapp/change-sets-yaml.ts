import { parse } from 'yaml';
import { z } from 'zod';
import type { ReadChangeSet } from './change-sets.ts';

const named = z.union([z.string(), z.number()]).transform(String);

const log = z.object({
  databaseChangeLog: z.array(
    z.object({ changeSet: z.looseObject({ id: named, author: named }).optional() }).nullable(),
  ),
});

const toChangeSets = (value: unknown): readonly ReadChangeSet[] =>
  log
    .parse(value)
    .databaseChangeLog.flatMap((item) => item?.changeSet ?? [])
    .map((changeSet) => ({ id: changeSet.id, author: changeSet.author, text: JSON.stringify(changeSet) }));

/** Throws where the text is not JSON or no change log. */
export const parseJsonChangeSets = (text: string): readonly ReadChangeSet[] => toChangeSets(JSON.parse(text));

/** The library takes a minute for two kilobytes of explicit keys (`? ? ? …`), which nobody writes into a change log. */
const EXPLICIT_KEY = /(?:^|[\s[{,-])\?(?:\s|$)/;

/** Each alias is looked up in the whole document, so its cost is quadratic. */
const ALIAS = /(?:^|[\s[{,])\*[^\s*]/g;
const MOST_ALIASES = 100;

/** Throws where the text is not YAML, no change log, or would cost more than its size allows. */
export const parseYamlChangeSets = (text: string): readonly ReadChangeSet[] => {
  if (EXPLICIT_KEY.test(text) || (text.match(ALIAS)?.length ?? 0) > MOST_ALIASES) throw new Error('costly YAML');
  return toChangeSets(parse(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' }));
};
