import { describe, expect, test } from 'vitest';
import { parseConfig } from './parse.ts';
import { LARGEST_CONFIG } from './read-yaml.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const tell = (bytes: Uint8Array | string): readonly string[] => {
  const { config, problems } = parseConfig('cordage.yaml', typeof bytes === 'string' ? encode(bytes) : bytes);
  expect(config).toBeUndefined();
  return problems.map(({ at, code, message }) => `${at?.line}:${at?.column} ${code}: ${message}`);
};

const fill = (count: number, name: string, item: string): string =>
  `${name}: &${name} [${`${item}, `.repeat(count)}]\n`;

test.each([
  ['empty', '', 'config-empty'],
  ['only a comment', '# nothing\n', 'config-empty'],
  ['null', '~', 'config-empty'],
  ['a scalar', '3', 'config-value'],
  ['a list', '[1, 2]', 'config-value'],
  ['two documents', 'network: a\n---\nnetwork: b\n', 'config-documents'],
  ['a key twice', 'network: a\nnetwork: b\n', 'config-duplicate-key'],
  ['a key that is a list', '? [a]\n: 1\n', 'config-key-kind'],
  ['a key that is a number', '1: a\n', 'config-key-kind'],
  ['an unquoted template', 'tag: {version}-alpine\n', 'config-yaml'],
  ['an unquoted glob', 'nodes: *.yaml\n', 'config-alias'],
  ['an unknown tag', 'nodes: !secret x\n', 'config-yaml'],
  ['a key of the prototype', '__proto__: {a: 1}\n', 'config-unknown-key'],
  ['keys of an object', 'artifacts: {constructor: 1, toString: 2}\n', 'config-missing-key'],
  ['an alias to itself', 'a: &a [*a, *a]\n', 'config-too-deep'],
  [
    'an alias bomb',
    fill(100, 'a', 'x') + fill(100, 'b', '*a') + fill(100, 'c', '*b') + fill(100, 'd', '*c'),
    'config-alias-bomb',
  ],
  ['deep lists', '['.repeat(100_000), 'config-too-deep'],
  ['deep lists that close', `a: ${'['.repeat(50)}${']'.repeat(50)}`, 'config-too-deep'],
  ['too many bytes', `# ${'x'.repeat(LARGEST_CONFIG)}`, 'config-too-large'],
])('%s', (_, text, code) => {
  expect(tell(text)[0]).toContain(` ${code}: `);
});

test('bytes that are not UTF-8', () => {
  expect(tell(Uint8Array.of(0x61, 0x3a, 0x20, 0xff))).toEqual([expect.stringContaining('1:4 manifest-not-utf8')]);
});

test('a byte order mark takes no column, and CRLF no line', () => {
  expect(tell('\uFEFFnetwrk: a\r\nnodes: 3\r\n').filter((line) => !line.includes('lacks'))).toEqual([
    '1:1 config-unknown-key: the file has no setting "netwrk"',
    '2:8 config-value: nodes "3" is not a glob',
  ]);
});

test('twenty thousand mistakes are told up to a hundred', () => {
  const lines = tell(Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'));
  expect(lines).toHaveLength(101);
  expect(lines.at(-1)).toContain('more than these 100 problems');
});

describe('what a stranger wrote', () => {
  test('is shown on one line, escaped and cut', () => {
    const [line] = tell(`"a\\n\\u202Eb\\e[31m${'x'.repeat(300)}": 1\n`).filter((text) => text.includes('unknown-key'));
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(line?.length).toBeLessThan(220);
  });
});
