import type { ReadChangeSet } from './change-sets.ts';

const FORMATTED = /^\s*--\s*liquibase\s+formatted\s+sql/i;
const CHANGE_SET = /^[ \t]*--[ \t]*changeset[ \t]+("[^"\n]*"|[^\s:"]+):("[^"\n]*"|[^\s"]+)/i;

const unquote = (text: string): string => text.replace(/^"(.*)"$/, '$1');

/** Formatted SQL; any other SQL file is to Liquibase one change set with this id and author. */
export const parseSqlChangeSets = (text: string): readonly ReadChangeSet[] => {
  if (!FORMATTED.test(text)) return [{ id: 'raw', author: 'includeAll', text: text.replaceAll(/\s+/g, ' ') }];
  const found: { id: string; author: string; lines: string[] }[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const [, author, id] = CHANGE_SET.exec(line) ?? [];
    if (author !== undefined && id !== undefined)
      found.push({ id: unquote(id), author: unquote(author), lines: [line] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ id, author, lines }) => ({ id, author, text: lines.join(' ').replaceAll(/\s+/g, ' ') }));
};
