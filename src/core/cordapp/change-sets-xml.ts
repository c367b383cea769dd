import type { ReadChangeSet } from './change-sets.ts';

/*
 * A scanner for tags and attributes only: neither Node nor our dependencies have an XML parser, and a full one brings what nobody
 * wants from a stranger's file (entities, DTDs, schemas). A document type with declarations is refused. Each expression below is
 * held between two `<`, so the time is in proportion to the text.
 */

const NAME = String.raw`[^\s<>/="'!?]+`;
const ATTRIBUTE = String.raw`\s+${NAME}\s*=\s*(?:"[^"<]*"|'[^'<]*')`;
const OPENING = new RegExp(String.raw`<(${NAME})((?:${ATTRIBUTE})*)\s*(/?)>`, 'y');
const CLOSING = new RegExp(String.raw`</(${NAME})\s*>`, 'y');
const EACH_ATTRIBUTE = new RegExp(String.raw`\s(${NAME})\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'g');

/** What may stand between tags without being one, by how it begins and ends. */
const PASSED_OVER = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

const readAttribute = (attributes: string, name: string): string | undefined => {
  for (const [, key, double, single] of attributes.matchAll(EACH_ATTRIBUTE)) {
    if (key === name)
      return (double ?? single ?? '').replaceAll(/&[a-z]+;/g, (entity) => PREDEFINED.get(entity) ?? entity);
  }
  return undefined;
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

type Tag = {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: string;
  readonly end: number;
};

/** The tag at `at`, a position past what is none, or undefined where XML would not allow what stands there. */
const readMarkup = (text: string, at: number): Tag | number | undefined => {
  for (const [begin, finish] of PASSED_OVER) {
    if (!text.startsWith(begin, at)) continue;
    const end = text.indexOf(finish, at + begin.length);
    return end < 0 ? undefined : end + finish.length;
  }
  if (text.startsWith('<!DOCTYPE', at)) {
    const end = text.indexOf('>', at);
    return end < 0 || text.slice(at, end).includes('[') ? undefined : end + 1;
  }
  CLOSING.lastIndex = at;
  const closing = CLOSING.exec(text);
  if (closing) return { name: localName(closing[1] ?? ''), kind: 'close', attributes: '', end: CLOSING.lastIndex };
  OPENING.lastIndex = at;
  const [found, name = '', attributes = '', slash] = OPENING.exec(text) ?? [];
  if (found === undefined) return undefined;
  return { name: localName(name), kind: slash ? 'empty' : 'open', attributes, end: at + found.length };
};

type Begun = { readonly id: string; readonly author: string; readonly start: number };

const beginChangeSet = ({ attributes }: Tag, start: number): Begun => {
  const id = readAttribute(attributes, 'id');
  const author = readAttribute(attributes, 'author');
  if (id === undefined || author === undefined) throw new Error('a change set without id or author');
  return { id, author, start };
};

/** Throws where the text is not XML, or declares a document type of its own. */
export const parseXmlChangeSets = (text: string): readonly ReadChangeSet[] => {
  const found: ReadChangeSet[] = [];
  let begun: Begun | undefined;
  let root = false;
  for (let at = text.indexOf('<'); at >= 0;) {
    const markup = readMarkup(text, at);
    if (markup === undefined) throw new Error('not XML, or with a document type of its own');
    const end = typeof markup === 'number' ? markup : markup.end;
    if (typeof markup !== 'number' && markup.name === 'databaseChangeLog') root = true;
    if (typeof markup !== 'number' && markup.name === 'changeSet') {
      if (markup.kind !== 'close') begun = beginChangeSet(markup, at);
      if (begun && markup.kind !== 'open') {
        const { id, author, start } = begun;
        found.push({ id, author, text: text.slice(start, end).replaceAll(/\s+/g, ' ') });
        begun = undefined;
      }
    }
    at = text.indexOf('<', end);
  }
  if (!root || begun) throw new Error('no change log, or one that is cut off');
  return found;
};
