import { expect, test } from 'vitest';

import { refuseEntry, resolvePath } from './refuse-entry.ts';

test.each([
  ['nodes/a.yaml', 'file', undefined],
  ['nodes/..a/b.yaml', 'file', undefined],
  ['nodes/a.yaml', 'symlink', 'entry-symlink'],
  ['vendor/charts', 'submodule', 'entry-submodule'],
  ['../a.yaml', 'file', 'entry-outside'],
  ['a/../../b.yaml', 'file', 'entry-outside'],
  ['/etc/passwd', 'file', 'entry-outside'],
  ['.git/config', 'file', 'entry-outside'],
  ['a/.GIT/config', 'file', 'entry-outside'],
  ['a\\..\\b.yaml', 'file', 'entry-outside'],
  ['', 'file', 'entry-outside'],
] as const)('%s as a %s: %s', (path, kind, code) => expect(refuseEntry({ path, kind })?.code).toBe(code));

test('the place that leads there is told', () => {
  const at = { file: 'nodes/kustomization.yaml', line: 3, column: 5 };
  expect(refuseEntry({ path: 'base', kind: 'symlink' }, at)).toMatchObject({ at });
  expect(refuseEntry({ path: 'base', kind: 'symlink' })).toMatchObject({ at: { file: 'base', line: 1, column: 1 } });
});

test.each([
  ['nodes/a', '../../base', 'base'],
  ['nodes/a', './b//c/', 'nodes/a/b/c'],
  ['nodes', '..', ''],
  ['', 'base', 'base'],
  ['nodes', '../../base', undefined],
  ['nodes', '../a/../../../b', undefined],
  ['', '/etc', undefined],
  ['', '.git/hooks', undefined],
  ['a', 'b\\c', undefined],
])('from %s, %s leads to %s', (folder, path, expected) => expect(resolvePath(folder, path)).toBe(expected));
