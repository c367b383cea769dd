import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseConfig } from './parse.ts';
import { renderSchema } from './schema.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');

/** `soak | `1h`` for every row of a table of keys. */
const ROWS = [...PAGE.matchAll(/^\| `(?<key>\w+)` \| (?<fallback>.*?) \| /gm)].map(({ groups }) => ({
  key: groups?.['key'],
  fallback: groups?.['fallback'],
}));

type Shape = Readonly<Record<string, unknown>>;

const children = (shape: Shape): readonly (readonly [key: string, Shape])[] => {
  const inner = [shape['items'], shape['additionalProperties'], ...((shape['anyOf'] ?? []) as readonly unknown[])];
  const own = Object.entries((shape['properties'] ?? {}) as Readonly<Record<string, Shape>>);
  return [
    ...own.flatMap(([key, child]) => [[key, child] as const, ...children(child)]),
    ...inner.flatMap((child) => (typeof child === 'object' && child !== null ? children(child as Shape) : [])),
  ];
};

const SCHEMA = JSON.parse(renderSchema());
const SETTINGS = [...children(SCHEMA), ...children(SCHEMA.definitions.who)];

describe('the page about cordage.yaml', () => {
  test('has every setting of the schema, and no other', () => {
    const known = new Set(SETTINGS.map(([key]) => key));
    expect(new Set(ROWS.map(({ key }) => key))).toEqual(known);
  });

  test.each(
    SETTINGS.flatMap(([key, { default: fallback }]) =>
      typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean'
        ? [[key, String(fallback)] as const]
        : [],
    ),
  )('says the default of %s', (key, fallback) => {
    expect(ROWS).toContainEqual({ key, fallback: `\`${fallback}\`` });
  });

  test('says the default of every permission', () => {
    const { config } = read({});
    for (const [key, { role }] of Object.entries(config?.policy.permissions ?? {}))
      expect(ROWS).toContainEqual({ key, fallback: `\`${role}\`` });
  });

  const examples = [...PAGE.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => parse(text ?? ''));
  const read = (example: object) => {
    const text = stringify({ ...examples[0], ...example });
    return parseConfig('cordage.yaml', new TextEncoder().encode(text));
  };

  test('has examples that are right', () => {
    expect(examples.length).toBeGreaterThan(4);
    for (const example of examples) expect(read(example).problems).toEqual([]);
  });
});
