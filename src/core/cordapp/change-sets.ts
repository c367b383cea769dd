import { parseXmlChangeSets } from './change-sets-xml.ts';
import { parseJsonChangeSets, parseYamlChangeSets } from './change-sets-yaml.ts';
import { parseSqlChangeSets } from './change-sets-sql.ts';

/** A change set and the text that it is made of, each run of white space as one space. */
export type ReadChangeSet = { readonly id: string; readonly author: string; readonly text: string };

const PARSERS: ReadonlyMap<string, (text: string) => readonly ReadChangeSet[]> = new Map([
  ['xml', parseXmlChangeSets],
  ['yaml', parseYamlChangeSets],
  ['yml', parseYamlChangeSets],
  ['json', parseJsonChangeSets],
  ['sql', parseSqlChangeSets],
]);

/** Files that Liquibase may read, by Corda's convention (`MigrationHelpers.kt`) or because one of those includes them. */
export const isChangeLog = (name: string): boolean => /^migration\/.*\.(?:xml|ya?ml|json|sql)$/.test(name);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The change sets of a Liquibase change log in the order of the file, `name` telling its format. Undefined where it is not in that
 * format, not UTF-8, or declares entities of its own: nothing is expanded, nothing else is opened.
 */
export const parseChangeSets = (name: string, bytes: Uint8Array): readonly ReadChangeSet[] | undefined => {
  try {
    return PARSERS.get(name.slice(name.lastIndexOf('.') + 1))?.(utf8.decode(bytes));
  } catch {
    // Broken text, or nested deeper than the stack: in both cases a file that tells us nothing.
    return undefined;
  }
};
