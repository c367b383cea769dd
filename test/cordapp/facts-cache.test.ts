import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createFactsCache, FACTS_FORMAT } from '../../src/cordapp/facts-cache.ts';
import { inspectCordapp } from '../../src/cordapp/inspect.ts';
import { makeCordappJar } from '../../src/sandbox/cordapp-jar.ts';

const FILE = 'trade.jar';
const given = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordage-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const errors: unknown[] = [];
  const facts = await inspectCordapp({
    bytes: makeCordappJar({ manifest: { 'Cordapp-Contract-Name': 'Trade', 'Cordapp-Contract-Version': '2' } }),
  });
  const open = (at = folder) => createFactsCache(at, (error) => errors.push(error));
  return { folder, errors, facts, key: { sha256: facts.sha256, fileName: FILE }, open };
};

test('what was kept is found by another process, under the same name', async () => {
  const { facts, key, open } = await given();
  expect(await open().find(key)).toBeUndefined();
  await open().keep(FILE, facts);
  expect(await open().find(key)).toEqual(facts);
  expect(await open().find({ ...key, fileName: 'other.jar' })).toBeUndefined();
});

test.each([
  ['cut off', (text: string) => text.slice(0, -20)],
  ['of another format', (text: string) => text.replace(`"format":${FACTS_FORMAT}`, '"format":0')],
  ['of another JAR', (text: string) => text.replace(/"sha256":"../, '"sha256":"zz')],
  ['nothing', () => 'null'],
])('a file that is %s counts for nothing', async (_, change) => {
  const { folder, facts, key, open } = await given();
  await open().keep(FILE, facts);
  const path = join(folder, `${facts.sha256}.json`);
  await writeFile(path, change(await readFile(path, 'utf8')));
  expect(await open().find(key)).toBeUndefined();
});

test('a hash that is none leads nowhere', async () => {
  const { folder, open } = await given();
  await writeFile(join(folder, 'secret.json'), '{}');
  expect(await open().find({ sha256: '../secret', fileName: FILE })).toBeUndefined();
});

test('many who keep the same at once leave one whole file and no draft', async () => {
  const { folder, facts, key, open } = await given();
  await Promise.all(Array.from({ length: 20 }, () => open().keep(FILE, facts)));
  expect(await readdir(folder)).toEqual([`${facts.sha256}.json`]);
  expect(await open().find(key)).toEqual(facts);
});

test('a folder that cannot be written is told and costs nothing else', async () => {
  const { folder, errors, facts, key, open } = await given();
  await writeFile(join(folder, 'file'), '');
  await open(join(folder, 'file')).keep(FILE, facts);
  expect(errors).toHaveLength(1);
  expect(await open(join(folder, 'file')).find(key)).toBeUndefined();
});

test('raise FACTS_FORMAT when this changes', async () => {
  const { facts } = await given();
  expect({
    format: FACTS_FORMAT,
    facts: Object.keys(facts),
    code: Object.keys(facts.code ?? {}),
  }).toMatchInlineSnapshot(`
    {
      "code": [
        "classes",
        "classVersion",
        "kotlin",
        "contracts",
        "states",
        "flows",
        "schemas",
        "changeLogs",
      ],
      "facts": [
        "sha256",
        "size",
        "contract",
        "workflow",
        "legacy",
        "minimumPlatformVersion",
        "targetPlatformVersion",
        "problems",
        "manifestSeen",
        "signers",
        "code",
      ],
      "format": 1,
    }
  `);
});
