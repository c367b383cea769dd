import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { call, callJson, givenFolder, makeFolder } from './call.ts';

const JARS = join(import.meta.dirname, '../fixtures/jars');
const jar = (name: string): string => join(JARS, name);

test('tells what a signed CorDapp says', async () => {
  expect(await call('inspect', jar('signed-rsa.jar'))).toMatchInlineSnapshot(`
    {
      "err": "",
      "out": "signed-rsa.jar, 2.7 kB
      contract  "Trade Contract" 8, Acme, licence Apache-2.0
      workflow  "Trade Flows" 13, Acme, licence Apache-2.0
      platform  minimum 13, target 140
      signer    CN=Acme Release, O=Acme, C=GB
                key 8CD1D3A83F487D6EADD20D85F91E4FAF157CEED9E525D7EDD1E05F0ED5481A95
      SHA-256   4fce068da39dd697df2e3fed9dfa427bc8676b27621912fe19bb18c384f6a05c
    ",
      "status": 0,
    }
  `);
});

test('several JARs stand one after another, an empty line between', async () => {
  const { status, out } = await call('inspect', jar('both.jar'), jar('signed-ec.jar'), jar('unsigned.jar'));
  expect(status).toBe(0);
  expect(out.split('\n\n').map((part) => part.split(',', 1)[0])).toEqual(['both.jar', 'signed-ec.jar', 'unsigned.jar']);
});

test('says it in JSON, with null for what the JAR does not say', async () => {
  expect(await callJson('inspect', jar('old-style.jar'))).toMatchObject({
    json: { files: [{ contract: null, workflow: null, legacy: { name: expect.any(String) } }], problems: [] },
  });
});

test('every fixture is answered, and the status is 1 exactly where a problem is an error', async () => {
  const names = (await readdir(JARS)).filter((name) => name.endsWith('.jar'));
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) {
    const { status, json } = await callJson('inspect', jar(name));
    const problems = (
      json['files'] as readonly { readonly problems: readonly { readonly severity: string }[] }[]
    ).flatMap((file) => file.problems);
    expect(status, name).toBe(problems.some(({ severity }) => severity === 'error') ? 1 : 0);
  }
});

test('one bad JAR among good ones makes the status 1, and all are told', async () => {
  const { status, json } = await callJson('inspect', jar('both.jar'), jar('tampered.jar'));
  expect(status).toBe(1);
  expect(json['files']).toHaveLength(2);
});

test('a file that is missing is told before any is read', async () => {
  expect(await call('inspect', jar('both.jar'), 'no.jar', 'none.jar')).toMatchInlineSnapshot(`
    {
      "err": "cordage inspect: "no.jar" does not exist
      name a JAR; the path is taken from the current folder
    cordage inspect: "none.jar" does not exist
      name a JAR; the path is taken from the current folder
    ",
      "out": "",
      "status": 2,
    }
  `);
});

describe('hostile files', () => {
  test.each<[says: string, content: string | Uint8Array]>([
    ['nothing', ''],
    ['text', 'this is no JAR'],
    ['the end of an archive alone', Buffer.from('PK\u0005\u0006')],
    ['zeros', new Uint8Array(100_000)],
    ['bytes of every kind', Uint8Array.from({ length: 4096 }, (_, index) => (index * 31) % 256)],
  ])('%s', async (_, content) => {
    const folder = await givenFolder({ 'x.jar': content });
    const { status, out, err } = await call('inspect', join(folder, 'x.jar'));
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out).toMatch(/^ {2}error {5}this is no readable JAR: .+$/m);
  });

  test('a name with control sequences does not reach the terminal', async () => {
    const folder = await makeFolder();
    await copyFile(jar('both.jar'), join(folder, '\u001B[2J\u202E.jar'));
    const { out } = await call('inspect', join(folder, '\u001B[2J\u202E.jar'));
    expect(out.split('\n')[0]).toBe(String.raw`\u{1b}[2J\u{202e}.jar, 899 bytes`);
    expect((await call('inspect', join(folder, '\u001B[2J.none'))).err).not.toContain('\u001B');
  });
});
