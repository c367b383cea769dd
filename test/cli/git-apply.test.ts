import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderDiff } from '../../src/core/text/unified-diff.ts';
import { call, CONFIG, givenFolder, makeFolder } from './call.ts';

const GOLDEN = join(import.meta.dirname, '../fixtures/pins');

/** Real git, without the settings of whoever runs the tests. */
const applyByGit = (folder: string, patch: string): void => {
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
    cwd: folder,
    input: patch,
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CEILING_DIRECTORIES: dirname(folder),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
};

const put = (folder: string, path: string, bytes: Uint8Array): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
};

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const listFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

test('git makes of every golden file what the edit makes of it', async () => {
  const folder = await makeFolder();
  let patch = '';
  const wanted = new Map<string, Buffer>();
  for (const name of readdirSync(GOLDEN)) {
    for (const path of listFiles(join(GOLDEN, name, 'before'))) {
      const [before, after] = ['before', 'after'].map((side) => readFileSync(join(GOLDEN, name, side, path)));
      if (!before || !after || before.equals(after)) continue;
      const at = `${name}/${path}`;
      put(folder, at, before);
      wanted.set(at, after);
      patch += renderDiff(at, decode(before), decode(after));
    }
  }
  applyByGit(folder, patch);
  expect(wanted.size).toBeGreaterThan(25);
  for (const [path, after] of wanted) expect(readFileSync(join(folder, path)).equals(after), path).toBe(true);
});

const line = fc.constantFrom('a', 'b', '', ' x', '\tx', '+', '-', '\\', '@@ -1 +1 @@', '\u2028', 'ü');
const text = fc
  .tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n'))), line, fc.constantFrom('', '\uFEFF'))
  .map(([lines, last, mark]) => mark + lines.map((parts) => parts.join('')).join('') + last)
  .filter((content) => content !== '');
const name = fc.constantFrom(
  'a.yaml',
  'a b.yaml',
  'ü.yaml',
  '"q".yaml',
  'x\\y.yaml',
  ' a',
  'a ',
  'tab\t.yaml',
  "it's.yaml",
);

test('git applies the difference of any two texts, under any name', async () => {
  const folder = await makeFolder();
  fc.assert(
    fc.property(text, text, name, (before, after, path) => {
      fc.pre(before !== after);
      put(folder, path, Buffer.from(before));
      applyByGit(folder, renderDiff(path, before, after));
      expect(readFileSync(join(folder, path), 'utf8')).toBe(after);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['CRLF', (content: string) => content.replaceAll('\n', '\r\n')],
  ['no line end at the end', (content: string) => content.trimEnd()],
  ['a byte order mark', (content: string) => `\uFEFF${content}`],
])('a dry run and git give what a bump writes, with %s', async (_, shape) => {
  const files = {
    'cordage.yaml': CONFIG,
    'nodes/a/kustomization.yaml': shape('images:\n  - name: r.example/trade\n    newTag: 1.3.2\n'),
    'nodes/ü b/kustomization.yaml': shape('images:\n  - name: r.example/trade\n    newTag: "1.3.1"\n'),
  };
  const [ours, theirs] = [await givenFolder(files), await givenFolder(files)];
  const target = ['--artifact', 'trade', '--version', '1.4.0', '--node', 'a'];
  const trial = await call('bump', theirs, ...target, '--dry-run');
  applyByGit(theirs, trial.out);
  expect(await call('bump', ours, ...target)).toMatchObject({ status: 0, out: expect.stringContaining('1.4.0') });
  const written = readFileSync(join(ours, 'nodes/a/kustomization.yaml'), 'utf8');
  expect(readFileSync(join(theirs, 'nodes/a/kustomization.yaml'), 'utf8')).toBe(written);
  expect(written).toBe(shape('images:\n  - name: r.example/trade\n    newTag: 1.4.0\n'));
});
