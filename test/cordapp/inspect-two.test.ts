import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from '../../src/cli/run.ts';

const pathOf = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

const OLD = pathOf('classes/trade-1.jar');
const NEW = pathOf('classes/trade-2.jar');
const SIGNED = pathOf('jars/signed-rsa.jar');

const inspect = async (...words: readonly string[]) => {
  const said: string[] = [];
  const out = (text: string): void => void said.push(text);
  const status = await runCli(['inspect', ...words], { out, err: out, isWatched: false, now: () => 0 });
  return { status, text: said.join('') };
};

test('two files: both in brief, and what the change means', async () => {
  const { status, text } = await inspect(OLD, NEW);
  expect(status).toBe(1);
  expect(text).toContain('Java 8, Kotlin 1.1.16, 17 classes, 4 contracts, 2 states, 6 flows, 1 schema, 4 change logs');
  expect(text.slice(text.indexOf('What')).match(/^ {2}\w+ +.{30}/gm)).toMatchInlineSnapshot(`
    [
      "  block     1 contract of the old JAR is n",
      "  warn      the configuration of the CorDa",
      "  warn      Min-Platform-Version goes up, ",
      "  warn      Java 8, Kotlin 1.1.16 → Java 1",
      "  warn      1 flow that a person, a servic",
      "  warn      the version of 1 initiating fl",
      "  warn      1 change log of the old JAR is",
      "  warn      1 change set of the old JAR ha",
      "  warn      3 new change sets: migration/m",
      "  info      a node does not start with the",
      "  info      signed by the same key ("CN=Ac",
      "  info      the contract version goes up, ",
      "  info      the workflow version goes up, ",
      "  info      Target-Platform-Version change",
      "  info      1 contract more: com.acme.Loan",
      "  info      1 state class more: com.acme.M",
      "  info      1 flow more: com.acme.SettleFl",
    ]
  `);
});

test('two files as JSON', async () => {
  const { text } = await inspect('--json', OLD, NEW);
  expect(JSON.parse(text)).toMatchObject({
    files: [
      {
        file: OLD,
        code: { classVersion: 52, flows: expect.arrayContaining([expect.objectContaining({ initiating: null })]) },
      },
      { file: NEW, code: { classVersion: 61, kotlin: '1.9.0' } },
    ],
    change: { identical: false, findings: expect.arrayContaining([expect.objectContaining({ severity: 'block' })]) },
  });
});

test('the same file twice is fine', async () => {
  const { status, text } = await inspect(SIGNED, SIGNED);
  expect(status).toBe(0);
  expect(text).toContain(
    'What the change means: 0 blocks, 0 warnings\n  info      the two files are the same, byte for byte\n',
  );
});

test.each([[[OLD]], [[OLD, NEW, SIGNED]]])('%#: no change is told of one file or three', async (files) => {
  expect((await inspect(...files)).text).not.toContain('What the change means');
  expect(JSON.parse((await inspect('--json', ...files)).text)).not.toHaveProperty('change');
});
