import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isChangeLog, parseChangeSets } from './change-sets.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `author:id` of each change set. */
const read = (name: string, text: string): readonly string[] | undefined =>
  parseChangeSets(name, bytesOf(text))?.map(({ id, author }) => `${author}:${id}`);

const xml = (content: string): string => `<databaseChangeLog>${content}</databaseChangeLog>`;

test.each<[string, string, readonly string[]]>([
  [
    'in order, with either quote',
    xml(`<changeSet id="1" author='a'/><x/><changeSet author="b" id="2"><c/></changeSet>`),
    ['a:1', 'b:2'],
  ],
  [
    'with a prefix',
    '<l:databaseChangeLog xmlns:l="x"><l:changeSet l:id="no" id="1" author="a"/></l:databaseChangeLog>',
    ['a:1'],
  ],
  [
    'with entities that every parser knows',
    xml('<changeSet id="a&lt;&amp;&custom;" author="&quot;"/>'),
    ['":a<&&custom;'],
  ],
  ['not in comments, CDATA or instructions', xml('<!-- <changeSet> --><![CDATA[<changeSet>]]><?x <changeSet>?>'), []],
  [
    'after a document type without declarations',
    `<!DOCTYPE databaseChangeLog SYSTEM "x.dtd">${xml('<changeSet id="1" author="a"/>')}`,
    ['a:1'],
  ],
  ['with a ">" in a value', xml('<changeSet id="a>b" author="a"></changeSet>'), ['a:a>b']],
])('XML: %s', (_, text, sets) => {
  expect(read('migration/a.xml', text)).toEqual(sets);
});

test.each<[string, string]>([
  ['entities of its own', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${xml('')}`],
  ['cut off', '<databaseChangeLog><changeSet id="1" author="a">'],
  ['no change log', '<project/>'],
  ['a change set without an author', xml('<changeSet id="1"/>')],
  ['a "<" in a value', xml('<changeSet id="<" author="a"/>')],
  ['an open comment', xml('<!-- ')],
  ['text', 'create table'],
  ['nothing', ''],
])('XML: unread with %s', (_, text) => {
  expect(read('migration/a.xml', text)).toBeUndefined();
});

test.each<[string, string, readonly string[] | undefined]>([
  [
    'a.yaml',
    'databaseChangeLog:\n- preConditions: []\n- changeSet: {id: 1, author: a}\n- changeSet: {id: x, author: b}\n',
    ['a:1', 'b:x'],
  ],
  ['a.yml', 'databaseChangeLog:\n- changeSet: {id: 1}\n', undefined],
  ['a.yml', `databaseChangeLog:\n- ${'? '.repeat(2000)}\n`, undefined],
  ['a.yml', `databaseChangeLog: [&a 1,${'*a,'.repeat(200)}]\n`, undefined],
  ['a.yml', '['.repeat(20_000), undefined],
  ['a.json', '{"databaseChangeLog": [{"changeSet": {"id": "j", "author": "a"}}, {"include": {"file": "x"}}]}', ['a:j']],
  [
    'a.json',
    `{"databaseChangeLog": [{"changeSet": {"id": "j", "author": "a", "x": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}]}`,
    undefined,
  ],
  ['a.json', '[]', undefined],
  [
    'a.sql',
    '--liquibase formatted sql\n\n-- changeset a:1 dbms:h2\nx;\r\n--changeset "b c":"2 3"\ny;\n',
    ['a:1', 'b c:2 3'],
  ],
  ['a.sql', '-- a comment\ncreate table t (a int);\n', ['includeAll:raw']],
])('%s %j', (name, text, sets) => {
  expect(read(`migration/${name}`, text)).toEqual(sets);
});

test('a byte that is no UTF-8', () => {
  expect(parseChangeSets('migration/a.sql', new Uint8Array([0x2d, 0xff]))).toBeUndefined();
});

test('white space is the same in any amount, words are not', () => {
  const textOf = (change: string): string | undefined =>
    parseChangeSets('migration/a.xml', bytesOf(xml(`<changeSet id="1" author="a">${change}</changeSet>`)))?.[0]?.text;
  expect(textOf('<a/>\n\n   <b/>')).toBe(textOf('<a/>\t<b/>'));
  expect(textOf('a b')).not.toBe(textOf('ab'));
});

test.each([
  ['migration/a.changelog-master.xml', true],
  ['migration/more/b.sql', true],
  ['migration/readme.txt', false],
  ['migration/', false],
  ['db/migration/a.xml', false],
])('%s is a change log: %s', (name, expected) => {
  expect(isChangeLog(name)).toBe(expected);
});

test('any text in any format: change sets or nothing, never an exception', () => {
  const words = fc.constantFrom(
    '<',
    '>',
    '<databaseChangeLog>',
    '<changeSet id="1" author="a">',
    '</changeSet>',
    '<!--',
    '-->',
    '"',
    "'",
    '&',
    '{',
    '}',
    '[',
    ']',
    ':',
    '- ',
    '\n',
    ' ',
    'databaseChangeLog',
    '*a',
    '&a',
    '? ',
    '--changeset a:1',
    '--liquibase formatted sql',
  );
  const text = fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.constantFrom('xml', 'yml', 'yaml', 'json', 'sql'), text, (format, content) => {
      const sets = parseChangeSets(`migration/a.${format}`, bytesOf(content));
      expect(sets === undefined || sets.every(({ id, author }) => typeof id === 'string' && author !== '')).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
