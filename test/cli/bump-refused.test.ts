import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, callJson, CONFIG, givenFolder, overlay } from './call.ts';

const TRADE = ['--artifact', 'trade', '--version', '1.4.0'];
const OLD = `sha256:${'0'.repeat(64)}`;
const NEW = `sha256:${'9f'.repeat(32)}`;

const textOf = (folder: string, node: string): Promise<string> =>
  readFile(join(folder, `nodes/${node}/kustomization.yaml`), 'utf8');

test('a shared pin stops everything, and nothing is shown as if it would be written', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'base/kustomization.yaml': overlay({ trade: '1.3.2' }),
    'nodes/a/kustomization.yaml': `resources: [../../base]\n${overlay({ corda: '4.12.9' })}`,
    'nodes/b/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }),
    'nodes/c/kustomization.yaml': `resources: [../../base]\n${overlay({ corda: '4.12.9' })}`,
  });
  expect(await call('bump', folder, ...TRADE, '--ring', 'canary')).toMatchInlineSnapshot(`
    {
      "err": "base/kustomization.yaml:3:13  error  the pin of "trade" also reaches 1 node outside ring canary (base/kustomization.yaml is read by c)
                                         give canary an entry of its own, such as images in a kustomization, or put these nodes in one ring
    1 error, 0 warnings
    nothing was written
    left alone:  1 node  sharing a pin in base/kustomization.yaml with nodes that stay: a
    the network has 1 error, which may hide pins: cordage lint tells
    ",
      "out": "",
      "status": 1,
    }
  `);
  expect(await textOf(folder, 'b')).toContain('1.3.2');
  expect((await callJson('bump', folder, ...TRADE, '--node', 'a', '--dry-run')).json).toMatchObject({
    written: false,
    files: [],
    problems: [{ code: 'pin-shared' }],
  });
  expect((await call('bump', folder, ...TRADE)).status).toBe(0);
  expect(await readFile(join(folder, 'base/kustomization.yaml'), 'utf8')).toContain('1.4.0');
});

const withDigest = (images: readonly string[]): string =>
  [
    'images:',
    ...images.flatMap((image) => [`  - name: r.example/${image}`, '    newTag: "1.3.2"', `    digest: ${OLD}`]),
    '',
  ].join('\n');

test('a digest is refused until it is given', async () => {
  const folder = await givenFolder({ 'cordage.yaml': CONFIG, 'nodes/a/kustomization.yaml': withDigest(['trade']) });
  expect(await call('bump', folder, ...TRADE)).toMatchInlineSnapshot(`
    {
      "err": "nodes/a/kustomization.yaml:4:13  error  r.example/trade is pinned by digest, and the digest of 1.4.0 is not known
                                            give the digest of the new image with --digest, or pin by tag only
    1 error, 0 warnings
    nothing was written
    ",
      "out": "",
      "status": 1,
    }
  `);
  expect(await textOf(folder, 'a')).toBe(withDigest(['trade']));
  expect((await call('bump', folder, ...TRADE, '--digest', NEW)).status).toBe(0);
  expect(await textOf(folder, 'a')).toBe(withDigest(['trade']).replace('1.3.2', '1.4.0').replace(OLD, NEW));
});

test('one digest cannot be that of two images', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG.replace('image: r.example/trade', 'image: [r.example/trade, r.example/other]'),
    'nodes/a/kustomization.yaml': withDigest(['trade', 'other']),
  });
  expect(await call('bump', folder, ...TRADE, '--digest', NEW)).toMatchInlineSnapshot(`
    {
      "err": "cordage bump: --digest is of one image, and the pins that move name digests of 2: r.example/other, r.example/trade
      move the pins of one image at a time, with --node, or pin by tag only
    ",
      "out": "",
      "status": 2,
    }
  `);
});

const withJar = (version: string, sum: string): string => `jars:
  - url: https://jars.example/${version}/trade-${version}.jar
    sha256: ${sum}
`;

test('a checksum is refused until the JAR is given, under its released name', async () => {
  const jar = await givenFolder({ 'trade-1.4.0.jar': 'a jar', 'other.jar': 'another' });
  const sum = createHash('sha256').update('a jar').digest('hex');
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'nodes/a/kustomization.yaml': withJar('1.3.2', 'ab'.repeat(32)),
  });
  const refused = await call('bump', folder, ...TRADE, '--jar', join(jar, 'other.jar'));
  expect(refused).toMatchInlineSnapshot(`
    {
      "err": "nodes/a/kustomization.yaml:3:13  error  a checksum stands beside this JAR, and the SHA-256 of trade-1.4.0.jar is not known
                                            give the new JAR under this name with --jar
    1 error, 0 warnings
    nothing was written
    --jar was not needed for other.jar: no pin that moves has its checksum
    ",
      "out": "",
      "status": 1,
    }
  `);
  const given = await call('bump', folder, ...TRADE, '--jar', join(jar, 'trade-1.4.0.jar'));
  expect(given).toMatchObject({ status: 0, out: 'nodes/a/kustomization.yaml  1.3.2 to 1.4.0\n' });
  expect(await textOf(folder, 'a')).toBe(withJar('1.4.0', sum));
});

test('two files for one JAR are refused', async () => {
  const jars = await givenFolder({ 'one/trade-1.4.0.jar': '1', 'two/trade-1.4.0.jar': '2', 'cordage.yaml': CONFIG });
  const { status, err } = await call(
    'bump',
    jars,
    ...TRADE,
    '--jar',
    join(jars, 'one/trade-1.4.0.jar'),
    '--jar',
    join(jars, 'two/trade-1.4.0.jar'),
  );
  expect({ status, err }).toMatchInlineSnapshot(`
    {
      "err": "cordage bump: two files given as --jar are called "trade-1.4.0.jar"
      keep one of the two
    ",
      "status": 2,
    }
  `);
});

test('what was given and not needed is told', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'nodes/a/kustomization.yaml': overlay({ trade: '1.3.2' }),
    'x.jar': '',
  });
  const { err } = await call('bump', folder, ...TRADE, '--digest', NEW, '--jar', join(folder, 'x.jar'), '--dry-run');
  expect(err).toMatchInlineSnapshot(`
    "1 file would change: 1 pin of 1 node; nothing was written
    --digest was not needed: no pin that moves names a digest
    --jar was not needed for x.jar: no pin that moves has its checksum
    "
  `);
});

test('errors elsewhere do not stop it, and are told', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'nodes/a/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }),
    'nodes/b/kustomization.yaml': 'images: [\n',
  });
  expect(await call('bump', folder, ...TRADE, '--node', 'a')).toMatchInlineSnapshot(`
    {
      "err": "1 file changed: 1 pin of 1 node
    the network has 1 error, which may hide pins: cordage lint tells
    ",
      "out": "nodes/a/kustomization.yaml  1.3.2 to 1.4.0
    ",
      "status": 0,
    }
  `);
});
