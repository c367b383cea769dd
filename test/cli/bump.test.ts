import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, callJson, givenReference, REFERENCE } from './call.ts';

const TRADE = ['--artifact', 'trade', '--version', '1.4.0'];

/** Every file of a folder, by path. */
const readAll = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
};

/** What a bump changed, as `path: -line +line`. */
const tellChanges = async (folder: string): Promise<readonly string[]> => {
  const [before, after] = [await readAll(REFERENCE), await readAll(folder)];
  expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
  return Object.entries(after).flatMap(([path, text]) => {
    const old = (before[path] ?? '').split('\n');
    return text
      .split('\n')
      .flatMap((line, index) => (line === old[index] ? [] : [`${path}: ${old[index]?.trim()} > ${line.trim()}`]));
  });
};

test('writes the version of a ring, and says so in one line for each file', async () => {
  const folder = await givenReference();
  expect(await call('bump', folder, ...TRADE, '--ring', 'canary')).toMatchInlineSnapshot(`
    {
      "err": "1 file changed: 1 pin of 1 node
    ",
      "out": "nodes/party-0001/kustomization.yaml  1.3.2 to 1.4.0
    ",
      "status": 0,
    }
  `);
  expect(await tellChanges(folder)).toEqual(['nodes/party-0001/kustomization.yaml: newTag: "1.3.2" > newTag: "1.4.0"']);
});

test('a dry run prints the difference, and writes nothing', async () => {
  const folder = await givenReference();
  expect(await call('bump', folder, ...TRADE, '--ring', 'canary', '--dry-run')).toMatchInlineSnapshot(`
    {
      "err": "1 file would change: 1 pin of 1 node; nothing was written
    ",
      "out": "diff --git a/nodes/party-0001/kustomization.yaml b/nodes/party-0001/kustomization.yaml
    --- a/nodes/party-0001/kustomization.yaml
    +++ b/nodes/party-0001/kustomization.yaml
    @@ -23,4 +23,4 @@
       - name: registry.example.com/corda/corda-enterprise
         newTag: "4.12.9-zulu-openjdk-alpine"
       - name: registry.example.com/cordapps/trade
    -    newTag: "1.3.2"
    +    newTag: "1.4.0"
    ",
      "status": 0,
    }
  `);
  expect(await tellChanges(folder)).toEqual([]);
});

test('keeps the flavour of the tag', async () => {
  const folder = await givenReference();
  await call('bump', folder, '--artifact', 'corda', '--version', '4.12.10', '--node', 'notary-*');
  expect(await tellChanges(folder)).toEqual([
    'nodes/notary-01/kustomization.yaml: newTag: "4.12.9-zulu-openjdk-alpine" > newTag: "4.12.10-zulu-openjdk-alpine"',
  ]);
});

test.each<[says: string, choice: readonly string[], nodes: readonly string[]]>([
  ['all', [], ['0001', '0002', '0003', '0004']],
  ['a name', ['--node', 'party-0002'], ['0002']],
  ['a glob', ['--node', 'party-000?'], ['0001', '0002', '0003', '0004']],
  ['two globs', ['--node', '*-0002', '--node', '*-0004'], ['0002', '0004']],
  ['two rings', ['--ring', 'canary', '--ring', 'early'], ['0001', '0002']],
  ['a ring and a glob that overlap', ['--ring', 'all', '--node', 'party-*4'], ['0003', '0004']],
  ['a ring and a node', ['--node=party-0001', '--ring=all'], ['0001', '0003', '0004']],
])('moves the nodes of %s', async (_, choice, nodes) => {
  const { status, json } = await callJson('bump', REFERENCE, ...TRADE, '--dry-run', ...choice);
  expect(status).toBe(0);
  expect(json).toMatchObject({ written: false, problems: [] });
  expect((json['files'] as readonly { readonly path: string }[]).map(({ path }) => path)).toEqual(
    nodes.map((node) => `nodes/party-${node}/kustomization.yaml`),
  );
});

test('leaves nodes on a newer version alone, and says which', async () => {
  const folder = await givenReference();
  await call('bump', folder, ...TRADE, '--node', 'party-0002');
  expect(await call('bump', folder, '--artifact', 'trade', '--version', '1.3.3')).toMatchInlineSnapshot(`
    {
      "err": "3 files changed: 3 pins of 3 nodes
    left alone:  1 node  on 1.4.0, which is newer: party-0002
    left alone:  1 node  without trade: notary-01
    ",
      "out": "nodes/party-0001/kustomization.yaml  1.3.2 to 1.3.3
    nodes/party-0003/kustomization.yaml  1.3.2 to 1.3.3
    nodes/party-0004/kustomization.yaml  1.3.1 to 1.3.3
    ",
      "status": 0,
    }
  `);
  expect(await readFile(join(folder, 'nodes/party-0002/kustomization.yaml'), 'utf8')).toContain('"1.4.0"');
});

test('a second time there is nothing to change', async () => {
  const folder = await givenReference();
  await call('bump', folder, ...TRADE);
  const before = await readAll(folder);
  expect(await call('bump', folder, ...TRADE)).toMatchInlineSnapshot(`
    {
      "err": "nothing to change: no chosen node runs an older trade than 1.4.0
    left alone:  4 nodes  already on 1.4.0: party-0001, party-0002, party-0003, party-0004
    left alone:  1 node   without trade: notary-01
    ",
      "out": "",
      "status": 0,
    }
  `);
  expect(await readAll(folder)).toEqual(before);
  expect((await callJson('bump', folder, ...TRADE)).json).toMatchObject({ written: false, files: [] });
});

test('says in JSON what it wrote', async () => {
  const folder = await givenReference();
  expect(await callJson('bump', folder, ...TRADE, '--ring', 'canary')).toMatchInlineSnapshot(`
    {
      "json": {
        "artifact": "trade",
        "files": [
          {
            "diff": "diff --git a/nodes/party-0001/kustomization.yaml b/nodes/party-0001/kustomization.yaml
    --- a/nodes/party-0001/kustomization.yaml
    +++ b/nodes/party-0001/kustomization.yaml
    @@ -23,4 +23,4 @@
       - name: registry.example.com/corda/corda-enterprise
         newTag: "4.12.9-zulu-openjdk-alpine"
       - name: registry.example.com/cordapps/trade
    -    newTag: "1.3.2"
    +    newTag: "1.4.0"
    ",
            "path": "nodes/party-0001/kustomization.yaml",
            "pins": [
              {
                "column": 13,
                "format": "kustomize-image",
                "from": "1.3.2",
                "line": 26,
                "nodes": [
                  "party-0001",
                ],
              },
            ],
          },
        ],
        "leftOut": [],
        "lint": {
          "errors": 0,
          "warnings": 0,
        },
        "problems": [],
        "version": "1.4.0",
        "written": true,
      },
      "status": 0,
    }
  `);
  expect(await tellChanges(folder)).toHaveLength(1);
});
