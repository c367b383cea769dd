import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { CordappFacts } from '../../src/core/cordapp/cordapp.ts';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';
import type { Limits } from '../../src/cordapp/limits.ts';
import { makeCordappJar } from '../../src/sandbox/cordapp-jar.ts';
import recorded from '../fixtures/classes/expected.json' with { type: 'json' };
import { u2, writeClass } from './class-writer.ts';

const pathOf = (name: string): string => fileURLToPath(new URL(`../fixtures/classes/${name}`, import.meta.url));

const inspectFiles = async (
  files: Readonly<Record<string, string | Uint8Array>>,
  limits: Partial<Limits> = {},
): Promise<CordappFacts> => inspectCordapp({ bytes: makeCordappJar({ manifest: {}, files }) }, { limits });

const CONTRACT = 'net.corda.core.contracts.Contract';

test.each(Object.entries(recorded))('%s: finds what a JVM finds by loading the classes', async (name, java) => {
  const { code, problems } = await inspectCordapp({ path: pathOf(name) });
  const { changeLogs, flows, ...classes } = java;
  expect(problems).toEqual([]);
  expect(code).toMatchObject({ ...classes, flows: flows.map((flow) => expect.objectContaining(flow)) });
  for (const flow of flows) {
    const found = code?.flows.find((candidate) => candidate.name === flow.name);
    expect('initiating' in flow ? flow.initiating : undefined).toBe(found?.initiating);
    expect('initiatedBy' in flow ? flow.initiatedBy : undefined).toBe(found?.initiatedBy);
  }
  for (const [log, sets] of Object.entries(changeLogs)) {
    const found = code?.changeLogs.find((candidate) => candidate.name === log);
    expect(found?.changeSets?.map(({ id, author }) => ({ id, author }))).toEqual(sets);
  }
});

test('change logs of every format', async () => {
  const { code } = await inspectCordapp({ path: pathOf('trade-1.jar') });
  const sets = code?.changeLogs.map(({ name, changeSets }) => [
    name,
    changeSets?.map(({ id, author }) => [id, author]),
  ]);
  expect(sets?.slice(0, 3)).toEqual([
    ['migration/more.json', [['j1', 'acme']]],
    ['migration/notes.yml', [['1', 'acme']]],
    [
      'migration/tables.sql',
      [
        ['s1', 'acme'],
        ['s 2', 'the acme'],
      ],
    ],
  ]);
});

test('the classes of a JAR without a manifest that the node sees are told, for the node scans them', async () => {
  const bytes = makeCordappJar({
    manifest: {},
    files: { 'a/A.class': writeClass({ name: 'a.A', interfaces: [CONTRACT] }) },
  });
  const renamed = Buffer.from(
    Buffer.from(bytes).toString('latin1').replaceAll('META-INF/MANIFEST.MF', 'META-INF/MANIFEST.NO'),
    'latin1',
  );
  expect(await inspectCordapp({ bytes: renamed })).toMatchObject({ manifestSeen: false, code: { contracts: ['a.A'] } });
});

test('a JAR that is not read to its end tells nothing of its classes', async () => {
  expect((await inspectFiles({ 'a.txt': 'a'.repeat(100) }, { entryBytes: 99 })).code).toBeUndefined();
});

test('what is not at the path of its name, is no class or only for newer JVMs', async () => {
  const { code, problems } = await inspectFiles({
    'a/Moved.class': writeClass({ name: 'b.Moved' }),
    'a/None.class': 'none',
    'a/Good.class': writeClass({ name: 'a.Good', major: 55 }),
    'META-INF/versions/21/a/Good.class': writeClass({ name: 'a.Good', major: 65 }),
    'module-info.class': writeClass({ name: 'module-info', major: 65 }),
  });
  expect(code).toMatchObject({ classes: 1, classVersion: 55 });
  expect(problems.map(({ code }) => code)).toEqual(['jar-unsigned', 'jar-classes-unread']);
  expect(problems[1]?.message).toContain(
    '2 class files cannot be read, are too large or not at the path of their name: "a/Moved.class", "a/None.class"',
  );
});

test('limits: one class, all classes, number and size of change logs, YAML', async () => {
  const files = {
    'a/A.class': writeClass({ name: 'a.A', annotations: u2(0) }),
    'a/B.class': writeClass({ name: 'a.B', annotations: u2(0) }),
    'migration/a.yaml': 'databaseChangeLog: []\n',
    'migration/b.yml': 'databaseChangeLog: []\n',
  };
  const size = files['a/A.class'].length;
  const read = async (limits: Partial<Limits>) => {
    const { code } = await inspectFiles(files, limits);
    return [code?.classes, code?.changeLogs.filter(({ changeSets }) => changeSets).length, code?.changeLogs.length];
  };
  expect(await read({})).toEqual([2, 2, 2]);
  expect(await read({ classBytes: size - 1 })).toEqual([0, 2, 2]);
  expect(await read({ classesBytes: 2 * size - 1 })).toEqual([1, 2, 2]);
  expect(await read({ changeLogBytes: 21 })).toEqual([2, 0, 2]);
  expect(await read({ yamlBytes: 43 })).toEqual([2, 1, 2]);
  expect(await read({ changeLogs: 1 })).toEqual([2, 1, 1]);
});
