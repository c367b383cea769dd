import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isName } from '../text/branch.ts';
import { anyCommand } from './command.test-data.ts';
import { parseComment } from './parse-comment.ts';
import { permissionOf, RESERVED_NAMES, rowOf, ROWS, SLASHES, usageOf } from './table.ts';

test('every way to command, with its right', () => {
  expect(ROWS.map((row) => `${usageOf(row)}  ${row.permission}`)).toMatchInlineSnapshot(`
    [
      "/rollout <ring>|all|next  rollout",
      "/rollout <artifact> <version> [<ring>|all]  start",
      "/rollout plan [<ring>]  ask",
      "/rollout status  ask",
      "/rollout pause "reason"  pause",
      "/rollout pause network "reason"  network",
      "/rollout resume "reason"  pause",
      "/rollout resume network "reason"  network",
      "/rollout abort "reason"  abort",
      "/rollout retry  retry",
      "/rollback [<ring>|<node>...] "reason"  rollback",
      "/hold <node glob> [until <date>] "reason"  hold",
      "/unhold <node glob>  hold",
      "/override <rule or gate> "reason"  override",
      "/cordage help  ask",
    ]
  `);
});

test('the words that comments are searched for', () => {
  expect(SLASHES).toEqual(['/rollout', '/rollback', '/hold', '/unhold', '/override', '/cordage']);
});

test('each command has one row, that of its kind', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyCommand, (command) => {
      const row = rowOf(command);
      seen.add(usageOf(row));
      expect(row.kind).toBe(command.kind);
      expect(permissionOf(command)).toBe(row.permission);
    }),
    { numRuns: 1000 },
  );
  expect(seen.size).toBe(ROWS.length);
});

test('pausing everything takes another right than pausing one rollout', () => {
  expect(permissionOf({ kind: 'pause', scope: 'network', reason: 'x' })).toBe('network');
  expect(permissionOf({ kind: 'pause', scope: 'rollout', reason: 'x' })).toBe('pause');
});

test('a ring called by a reserved word could not be named, and by any other word it can', () => {
  const vocabulary = (name: string) => ({ rings: [name], artifacts: [name], overridable: [] });
  for (const name of RESERVED_NAMES) {
    expect(parseComment(`/rollout ${name}`, vocabulary(name))).not.toMatchObject({
      commands: [{ to: { ring: name } }],
    });
  }
  const names = fc
    .stringMatching(/^[a-z]{1,8}(?:-[a-z0-9]{1,4})?$/)
    .filter((name) => isName(name) && !RESERVED_NAMES.has(name));
  fc.assert(
    fc.property(
      names.filter((name) => name !== 'all'),
      (name) => {
        expect(parseComment(`/rollout ${name}\n/rollout ${name} 1.0`, vocabulary(name))).toMatchObject({
          commands: [
            { kind: 'rollout', to: { ring: name } },
            { kind: 'start', artifact: name },
          ],
        });
      },
    ),
  );
});
