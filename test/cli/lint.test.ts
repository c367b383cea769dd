import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, callJson, CONFIG, givenFolder, overlay, REFERENCE } from './call.ts';

test('finds nothing wrong with the reference network', async () => {
  expect(await call('lint', REFERENCE)).toEqual({
    status: 0,
    out: '0 errors, 0 warnings in 5 nodes, 0.0 s\n',
    err: '',
  });
});

test('says in JSON what it looked at', async () => {
  expect(await callJson('lint', REFERENCE)).toMatchInlineSnapshot(`
    {
      "json": {
        "network": "trade",
        "nodes": 5,
        "pins": 9,
        "problems": [],
        "rings": [
          {
            "nodes": 1,
            "ring": "canary",
          },
          {
            "nodes": 1,
            "ring": "early",
          },
          {
            "nodes": 3,
            "ring": "all",
          },
        ],
      },
      "status": 0,
    }
  `);
});

test('tells all errors of cordage.yaml at once', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG.replace('soak: 30m', 'soak: 30')
      .replace('kind: corda,', 'kind: coda,')
      .replace('nodes: n', 'noodles: n'),
  });
  expect(await call('lint', folder)).toMatchInlineSnapshot(`
    {
      "err": "nodes and pins are looked at once cordage.yaml is right
    ",
      "out": "cordage.yaml:1:1   error  the file lacks "nodes"
                              write a glob that ends in a file, such as nodes/*/kustomization.yaml
    cordage.yaml:3:17  error  artifact "corda": kind "coda" is not a kind of artifact
                              write corda, cordapp, cenm or image
    cordage.yaml:5:1   error  the file has no setting "noodles"
                              did you mean "nodes"?
    cordage.yaml:7:50  error  ring "canary": soak "30" has no unit
                              write 30m, 2h or 1d
    4 errors, 0 warnings
    ",
      "status": 1,
    }
  `);
  const { status, json } = await callJson('lint', folder);
  expect(status).toBe(1);
  expect(Object.keys(json)).toEqual(['problems']);
});

test('tells a pin that is shared by rings, where it stands', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'base/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }),
    'nodes/a/kustomization.yaml': 'resources: [../../base]\n',
    'nodes/c/kustomization.yaml': 'resources: [../../base]\n',
  });
  expect(await call('lint', folder)).toMatchInlineSnapshot(`
    {
      "err": "",
      "out": "base/kustomization.yaml:3:13  error    the pin of "corda" also reaches 1 node outside ring canary (base/kustomization.yaml is read by c)
                                           give canary an entry of its own, such as images in a kustomization, or put these nodes in one ring
    base/kustomization.yaml:5:13  error    the pin of "trade" also reaches 1 node outside ring canary (base/kustomization.yaml is read by c)
                                           give canary an entry of its own, such as images in a kustomization, or put these nodes in one ring
    cordage.yaml:7:5              warning  ring "canary" chooses "b", and no node is called or filed so
                                           correct it, or take it out
    2 errors, 1 warning in 2 nodes, 0.0 s
    ",
      "status": 1,
    }
  `);
});

test('leaves the status at 0 for warnings alone', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'nodes/a/kustomization.yaml': overlay({ corda: '4.12.9' }),
    'nodes/b/kustomization.yaml': overlay({ corda: '4.12.9' }),
  });
  expect(await call('lint', folder)).toMatchInlineSnapshot(`
    {
      "err": "",
      "out": "cordage.yaml:4:3  warning  no node says a version of artifact "trade"
                               check its image and jar against the manifests, or take it out
    cordage.yaml:8:5  warning  ring "all" has no nodes
                               correct what it chooses, or take it out
    0 errors, 2 warnings in 2 nodes, 0.0 s
    ",
      "status": 0,
    }
  `);
});

test('follows no link, and tells one that a node needs', async () => {
  const elsewhere = await givenFolder({ 'kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }) });
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'nodes/a/kustomization.yaml': 'resources: [../../base]\n',
    'nodes/c/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }),
  });
  await symlink(elsewhere, join(folder, 'base'));
  await symlink(folder, join(folder, 'nodes/loop'));
  expect(await call('lint', folder)).toMatchInlineSnapshot(`
    {
      "err": "",
      "out": "cordage.yaml:5:1                 warning  1 node of "nodes" says no version of any artifact: a
                                              add their images to the artifacts, mark their versions with "# cordage: <artifact>", or narrow the globs
    cordage.yaml:7:5                 warning  ring "canary" chooses "b", and no node is called or filed so
                                              correct it, or take it out
    nodes/a/kustomization.yaml:1:13  error    base is a symbolic link, which Cordage does not follow
                                              refer to the file it points to, or put a file in its place
    nodes/loop:1:1                   error    nodes/loop is a symbolic link, which Cordage does not follow
                                              refer to the file it points to, or put a file in its place
    2 errors, 2 warnings in 2 nodes, 0.0 s
    ",
      "status": 1,
    }
  `);
});

test('takes a clone inside the folder for a submodule', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'nodes/a/kustomization.yaml': 'resources: [../../base]\n',
    'base/.git/HEAD': 'ref: refs/heads/main\n',
    'base/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }),
  });
  const { status, out } = await call('lint', folder);
  expect(status).toBe(1);
  expect(out).toContain('base is a submodule');
});

test('reads another cordage.yaml, for a folder without', async () => {
  const elsewhere = await givenFolder({ 'their.yaml': CONFIG.replace('soak: 30m', 'soak: 30') });
  const folder = await givenFolder({ 'nodes/a/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }) });
  const wrong = await call('lint', folder, '--config', join(elsewhere, 'their.yaml'));
  expect(wrong.out.replaceAll(elsewhere, 'ELSEWHERE')).toMatchInlineSnapshot(`
    "ELSEWHERE/their.yaml:7:50  error  ring "canary": soak "30" has no unit
                                                    write 30m, 2h or 1d
    1 error, 0 warnings
    "
  `);
  const right = await givenFolder({ 'cordage.yaml': CONFIG });
  expect((await call('lint', folder, `--config=${join(right, 'cordage.yaml')}`)).status).toBe(0);
});

test.each([
  ['latin1', new Uint8Array([0x69, 0x6d, 0x61, 0x67, 0x65, 0x3a, 0xe9]), 'manifest-not-utf8'],
  ['broken', 'images: [\n', 'manifest-yaml'],
  ['huge', `# image\n${'#'.repeat(17 * 1024 * 1024)}`, 'file-unread'],
])('tells a %s file that a node reads', async (_, content, code) => {
  const folder = await givenFolder({ 'cordage.yaml': CONFIG, 'nodes/a/kustomization.yaml': content });
  const { status, json } = await callJson('lint', folder);
  expect(status).toBe(1);
  expect(json['problems']).toContainEqual(expect.objectContaining({ code }));
});
