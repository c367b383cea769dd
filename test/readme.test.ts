import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parseConfig } from '../src/core/config/parse.ts';

const root = new URL('../', import.meta.url);
const readme = await readFile(new URL('README.md', root), 'utf8');

it('the cordage.yaml in the README is a valid one', () => {
  const [, block = ''] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
  const yaml = block.replaceAll(/^ {3}/gm, '');
  expect(yaml).toContain('network: trade');
  expect(parseConfig('cordage.yaml', new TextEncoder().encode(yaml)).problems).toEqual([]);
});

it('everything the README links to is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

it('every npm script that the README and CONTRIBUTING name exists', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as { scripts: object };
  const contributing = await readFile(new URL('CONTRIBUTING.md', root), 'utf8');
  const named = [...`${readme}${contributing}`.matchAll(/npm (?:run ([\w:-]+)|(test|start))/g)].map(
    ([, run, own]) => run ?? own ?? '',
  );
  expect(named).toContain('demo');
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});
