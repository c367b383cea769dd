import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

test('what was kept is found by another process, under each of its names', async () => {
  const { facts, key, open } = await given();
  expect(await open().find(key)).toBeUndefined();
  await open().keep(FILE, facts);
  expect(await open().find(key)).toEqual(facts);
  expect(await open().find({ ...key, fileName: 'other.jar' })).toBeUndefined();
  await open().keep('other.jar', facts);
  expect(await open().find(key)).toEqual(facts);
});

test.each([
  ['cut off', (text: string) => text.slice(0, -20)],
  ['of another format', (text: string) => text.replace(`"format":${FACTS_FORMAT}`, '"format":0')],
  ['of another JAR', (text: string) => text.replace(/"sha256":"../, '"sha256":"zz')],
  ['nothing', () => 'null'],
])('a file that is %s counts for nothing', async (_, change) => {
  const { folder, facts, key, open } = await given();
  await open().keep(FILE, facts);
  const path = join(folder, (await readdir(folder))[0] ?? '');
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
  expect(await readdir(folder)).toEqual([expect.stringMatching(new RegExp(`^${facts.sha256}-\\w+\\.json$`))]);
  expect(await open().find(key)).toEqual(facts);
});

test('a folder that cannot be written is told and costs nothing else', async () => {
  const { folder, errors, facts, key, open } = await given();
  await writeFile(join(folder, 'file'), '');
  await open(join(folder, 'file')).keep(FILE, facts);
  expect(errors).toHaveLength(1);
  expect(await open(join(folder, 'file')).find(key)).toBeUndefined();
});

test('of more than 2,000 the oldest go', async () => {
  const { folder, facts, open } = await given();
  const names = Array.from({ length: 2001 }, (_, index) => join(folder, `${index}.json`));
  await Promise.all(names.map((name) => writeFile(name, '{}')));
  await Promise.all([0, 1].map((index) => utimes(names[index] ?? '', index, index)));
  await open().keep(FILE, facts);
  const left = await readdir(folder);
  expect(left).toHaveLength(2000);
  expect(['0.json', '1.json', '2.json'].filter((name) => left.includes(name))).toEqual(['2.json']);
  expect(left.filter((name) => name.startsWith(facts.sha256))).toHaveLength(1);
});

/** Every setting that the fixtures show, as `code.flows[].name`. */
const pathsIn = (value: unknown, at = ''): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, item]) => pathsIn(item, at === '' ? key : `${at}.${key}`));
};

const FIXTURES = [
  'classes/trade-1.jar',
  'classes/trade-2.jar',
  'jars/both.jar',
  'jars/old-style.jar',
  'jars/signed-rsa.jar',
];

test('raise FACTS_FORMAT when this changes', async () => {
  const paths = FIXTURES.map((name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));
  const facts = await Promise.all(paths.map((path) => inspectCordapp({ path })));
  const broken = await inspectCordapp({ bytes: Buffer.from('not a JAR') });
  const seen = new Set([...facts, broken].flatMap((one) => pathsIn(one)));
  expect([`format ${FACTS_FORMAT}`, ...[...seen].toSorted()].join('\n')).toMatchInlineSnapshot(`
    "format 1
    code
    code.changeLogs[].changeSets[].author
    code.changeLogs[].changeSets[].id
    code.changeLogs[].changeSets[].sha256
    code.changeLogs[].name
    code.changeLogs[].sha256
    code.classVersion
    code.classes
    code.contracts[]
    code.flows[].initiatedBy
    code.flows[].initiating
    code.flows[].name
    code.flows[].startableBy[]
    code.kotlin
    code.schemas[]
    code.states[]
    contract
    contract.licence
    contract.name
    contract.vendor
    contract.version
    legacy
    legacy.name
    legacy.vendor
    legacy.version
    manifestSeen
    minimumPlatformVersion
    problems[].code
    problems[].message
    problems[].remedy
    problems[].severity
    sha256
    signers[].development
    signers[].fingerprint
    signers[].subject
    size
    targetPlatformVersion
    workflow
    workflow.licence
    workflow.name
    workflow.vendor
    workflow.version"
  `);
});
