import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, CONFIG, givenFolder, makeFolder, REFERENCE } from './call.ts';

const TRADE = ['--artifact', 'trade', '--version', '1.4.0'];

test.each<[says: string, argv: readonly string[], message: string, remedy: string]>([
  ['a command that is none', ['lnt'], 'there is no command "lnt"', 'did you mean "lint"?'],
  [
    'a command nothing like any',
    ['deploy'],
    'there is no command "deploy"',
    'there are lint, pins, plan, bump, releases, inspect, audit, status',
  ],
  ['help for none', ['help', 'bmp'], 'there is no command "bmp"', 'did you mean "bump"?'],
  [
    'an option before the command',
    ['--config', 'x'],
    'the command is missing',
    'write it first: cordage lint; there are lint, pins, plan, bump, releases, inspect, audit, status',
  ],
  ['an option mistyped', ['lint', '--jsn'], 'there is no option "--jsn"', 'did you mean "--json"?'],
  [
    'a name that every object has',
    ['lint', '--__proto__'],
    'there is no option "--__proto__"',
    'cordage help lint tells the options',
  ],
  ['a short option', ['lint', '-v'], 'there is no option "-v"', 'cordage help lint tells the options'],
  [
    'an option of another command',
    ['lint', '--ring', 'x'],
    'there is no option "--ring"',
    'cordage help lint tells the options',
  ],
  ['a value for a flag', ['lint', '--json=yes'], '--json takes no value', 'write --json alone'],
  [
    'no value at the end',
    ['lint', '--config'],
    '--config has no value',
    'write --config FILE, or --config=FILE if it begins with a dash',
  ],
  [
    'an option for a value',
    ['pins', '--artifact', '--config', 'x'],
    '--artifact has no value',
    'write --artifact NAME, or --artifact=NAME if it begins with a dash',
  ],
  [
    'an empty value',
    ['lint', '--config='],
    '--config has no value',
    'write --config FILE, or --config=FILE if it begins with a dash',
  ],
  ['an option twice', ['plan', ...TRADE, '--version', '1.5.0'], '--version stands twice', 'keep one of the two'],
  [
    'a missing option',
    ['plan', '--artifact', 'trade'],
    '--version is missing',
    'add --version VERSION: where it goes, without what the tag adds: 1.4.0',
  ],
  ['a missing file', ['inspect'], 'FILE.jar... is missing', 'name one at least'],
  [
    'two folders',
    ['lint', '.', '..', '/'],
    '".." is one argument too many',
    'take it out, or put quotes around what has spaces',
  ],
  [
    'an empty folder',
    ['lint', ''],
    'an empty text stands for [DIR]',
    'look whether a variable on the command line is not set',
  ],
  [
    'a folder that is not there',
    ['lint', 'no/such'],
    '"no/such" does not exist',
    'correct the path, or leave it out for the current folder',
  ],
  [
    'a file for a folder',
    ['lint', join(REFERENCE, 'cordage.yaml')],
    `"${join(REFERENCE, 'cordage.yaml')}" is a file, and a folder is wanted`,
    'name the folder that holds cordage.yaml',
  ],
  [
    'a file for a folder on the way',
    ['lint', 'package.json/x'],
    '"package.json/x" does not exist: a part of its path is a file',
    'correct the path, or leave it out for the current folder',
  ],
  [
    'a config that is not there',
    ['lint', REFERENCE, '--config', 'none.yaml'],
    '"none.yaml" does not exist',
    'name a cordage.yaml; the path is taken from the current folder',
  ],
  [
    'a folder for a config',
    ['lint', REFERENCE, '--config', 'src'],
    '"src" is not an ordinary file',
    'name a cordage.yaml; the path is taken from the current folder',
  ],
  [
    'an artifact mistyped',
    ['pins', REFERENCE, '--artifact', 'trad'],
    'cordage.yaml has no artifact "trad"',
    'did you mean "trade"?',
  ],
  [
    'an artifact nothing like any',
    ['plan', REFERENCE, '--artifact', 'settlement', '--version', '1'],
    'cordage.yaml has no artifact "settlement"',
    'there are corda, trade',
  ],
  [
    'a tag for a version',
    ['plan', REFERENCE, '--artifact', 'trade', '--version', 'v1.4.0'],
    '"v1.4.0" is the tag of a release',
    'write its version: 1.4.0',
  ],
  [
    'no version at all',
    ['plan', REFERENCE, '--artifact', 'trade', '--version', '1/4'],
    '"1/4" cannot be a version',
    'write letters and digits, with . _ + and - between them, at most 100 characters: 1.4.0',
  ],
  [
    'a ring mistyped',
    ['bump', REFERENCE, ...TRADE, '--ring', 'erly'],
    'cordage.yaml has no ring "erly"',
    'did you mean "early"?',
  ],
  [
    'a node mistyped',
    ['bump', REFERENCE, ...TRADE, '--node', 'party-001'],
    'no node is called "party-001"',
    'did you mean "party-0001"?',
  ],
  [
    'a glob without node',
    ['bump', REFERENCE, ...TRADE, '--node', 'bank-*'],
    'no node is called "bank-*"',
    'there are 5 nodes: notary-01, party-0001, party-0002 and 2 more',
  ],
  [
    'a glob with braces',
    ['bump', REFERENCE, ...TRADE, '--node', 'party-{1,2}'],
    '"party-{1,2}" holds more than names, * and ?, which is all that is understood',
    'write names with * and ?, and give --node several times',
  ],
  [
    'a digest that is none',
    ['bump', REFERENCE, ...TRADE, '--digest', '9f2c'],
    '"9f2c" is not a digest',
    'write sha256: and 64 hexadecimal digits in lower case',
  ],
  [
    'a JAR that is not there',
    ['bump', REFERENCE, ...TRADE, '--jar', 'x/trade.jar'],
    '"x/trade.jar" does not exist',
    'name a JAR; the path is taken from the current folder',
  ],
  [
    'a device for a JAR',
    ['inspect', '/dev/zero'],
    '"/dev/zero" is not an ordinary file',
    'name a JAR; the path is taken from the current folder',
  ],
])('%s', async (_, argv, message, remedy) => {
  const { status, out, err } = await call(...argv);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err.split('\n').map((line) => line.replace(/^cordage(?: \w+)?: /, ''))).toEqual(
    expect.arrayContaining([message, `  ${remedy}`]),
  );
  const json = await call(...argv, '--json');
  expect({ status: json.status, err: json.err }).toEqual({ status: 2, err: '' });
  expect(JSON.parse(json.out)).toMatchObject({ problems: [{ severity: 'error', message, remedy }] });
});

test('everything that is wrong is told at once, with how it is written', async () => {
  expect((await call('bump', '--rign', 'x', '--dry-run=1', '--artifact', 'a')).err).toMatchInlineSnapshot(`
    "cordage bump: there is no option "--rign"
      did you mean "--ring"?
    cordage bump: --dry-run takes no value
      write --dry-run alone
    cordage bump: --version is missing
      add --version VERSION: where it goes, without what the tag adds: 1.4.0

      cordage bump [DIR] --artifact NAME --version VERSION [--ring RING]... [--node GLOB]...
                   [--digest DIGEST] [--jar FILE]... [--dry-run] [--config FILE] [--json]

    More: cordage help bump
    "
  `);
  expect((await call('bump', REFERENCE, ...TRADE, '--ring', 'erly', '--node', 'x', '--digest', '1')).err)
    .toMatchInlineSnapshot(`
    "cordage bump: cordage.yaml has no ring "erly"
      did you mean "early"?
    cordage bump: no node is called "x"
      there are 5 nodes: notary-01, party-0001, party-0002 and 2 more
    cordage bump: "1" is not a digest
      write sha256: and 64 hexadecimal digits in lower case
    "
  `);
});

test('cordage alone is wrong use, and tells what there is', async () => {
  const { status, out, err } = await call();
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toBe((await call('--help')).out);
});

test('a folder without cordage.yaml is told where there is one', async () => {
  const empty = await makeFolder();
  expect((await call('lint', empty)).out.replaceAll(empty, 'EMPTY')).toMatchInlineSnapshot(`
    "cordage.yaml:1:1  error  there is no cordage.yaml in "EMPTY"
                             write one (ten lines are enough: the README has them), or read another with --config FILE
    1 error, 0 warnings
    "
  `);
  const folder = await givenFolder({ 'cordage.yaml': CONFIG, 'nodes/a/kustomization.yaml': '' });
  for (const command of ['lint', 'pins', 'plan', 'bump']) {
    const target = command === 'lint' || command === 'pins' ? [] : TRADE;
    const { status, out, err } = await call(command, join(folder, 'nodes/a'), ...target);
    expect(status).toBe(1);
    expect(out + err).toContain('name the folder that has one: ');
  }
});

test('a link in the place of cordage.yaml is not followed', async () => {
  const elsewhere = await givenFolder({ 'cordage.yaml': CONFIG });
  const folder = await makeFolder();
  await symlink(join(elsewhere, 'cordage.yaml'), join(folder, 'cordage.yaml'));
  const { status, out } = await call('lint', folder);
  expect(status).toBe(1);
  expect(out).toContain('cordage.yaml is a symbolic link, which Cordage does not follow');
});

test('what stands for cordage.yaml must be a file of text', async () => {
  const folder = await givenFolder({ 'cordage.yaml/x': '' });
  expect((await call('lint', folder)).out).toContain('there is no cordage.yaml');
  const binary = await makeFolder();
  await writeFile(join(binary, 'cordage.yaml'), new Uint8Array([0xff, 0xfe, 0]));
  expect((await call('lint', binary)).out).toContain('not UTF-8');
});
