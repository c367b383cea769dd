import { expect, test } from 'vitest';
import { call, callJson, CONFIG, givenFolder, overlay, REFERENCE } from './call.ts';

const TRADE = ['--artifact', 'trade', '--version', '1.4.0'];

test('pins stand in the order of files, each with its nodes', async () => {
  expect(await call('pins', REFERENCE, '--artifact', 'trade')).toMatchInlineSnapshot(`
    {
      "err": "",
      "out": "trade 1.3.2  kustomize-image  party-0001  nodes/party-0001/kustomization.yaml:26:13
    trade 1.3.2  kustomize-image  party-0002  nodes/party-0002/kustomization.yaml:26:13
    trade 1.3.2  kustomize-image  party-0003  nodes/party-0003/kustomization.yaml:26:13
    trade 1.3.1  kustomize-image  party-0004  nodes/party-0004/kustomization.yaml:26:13
    4 pins
    ",
      "status": 0,
    }
  `);
});

test('a pin in JSON', async () => {
  const { status, json } = await callJson('pins', REFERENCE);
  expect(status).toBe(0);
  expect(json).toMatchObject({ pins: { length: 9 }, problems: [] });
  expect((json['pins'] as readonly unknown[])[1]).toMatchInlineSnapshot(`
    {
      "artifact": "corda",
      "column": 13,
      "file": "nodes/party-0001/kustomization.yaml",
      "format": "kustomize-image",
      "line": 24,
      "nodes": [
        "party-0001",
      ],
      "version": "4.12.9",
    }
  `);
});

test('pins tells what may hide others', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'nodes/a/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }),
    'nodes/b/kustomization.yaml': 'images: [\n',
    'nodes/c/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }),
  });
  const { status, out, err } = await call('pins', folder);
  expect({ status, err }).toMatchInlineSnapshot(`
    {
      "err": "nodes/b/kustomization.yaml:2:1  error  not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]
                                           correct the file; no pin in it is seen until then
    1 error, 0 warnings
    ",
      "status": 1,
    }
  `);
  expect(out).toContain('4 pins');
});

test('a plan has a line for each ring', async () => {
  expect(await call('plan', REFERENCE, ...TRADE)).toMatchInlineSnapshot(`
    {
      "err": "",
      "out": "trade 1.4.0 on network trade: 4 nodes to move, in 3 rings of 3

      ring    nodes  from                  to     batches  soak    opens
      canary      1  1.3.2                 1.4.0  1        30 min  with the release
      early       1  1.3.2                 1.4.0  1        2 h     by hand
      all         2  1.3.2 (1), 1.3.1 (1)  1.4.0  1        24 h    by hand

      left out  1  without trade: notary-01

      by hand  cordage bump --artifact trade --version 1.4.0 --ring early
    ",
      "status": 0,
    }
  `);
});

test('a plan in JSON', async () => {
  expect(await callJson('plan', REFERENCE, ...TRADE)).toMatchInlineSnapshot(`
    {
      "json": {
        "artifact": "trade",
        "leftOut": [
          {
            "node": "notary-01",
            "reason": "does-not-run",
            "why": "without trade",
          },
        ],
        "lint": {
          "errors": 0,
          "warnings": 0,
        },
        "network": "trade",
        "paths": [],
        "problems": [],
        "rings": [
          {
            "batches": {
              "count": 1,
              "size": 1,
            },
            "from": [
              {
                "nodes": 1,
                "version": "1.3.2",
              },
            ],
            "nodes": [
              "party-0001",
            ],
            "opens": "with-release",
            "ring": "canary",
            "soakSeconds": 1800,
            "to": "1.4.0",
          },
          {
            "batches": {
              "count": 1,
              "size": 1,
            },
            "from": [
              {
                "nodes": 1,
                "version": "1.3.2",
              },
            ],
            "nodes": [
              "party-0002",
            ],
            "opens": "by-hand",
            "ring": "early",
            "soakSeconds": 7200,
            "to": "1.4.0",
          },
          {
            "batches": {
              "count": 1,
              "size": 2,
            },
            "from": [
              {
                "nodes": 1,
                "version": "1.3.2",
              },
              {
                "nodes": 1,
                "version": "1.3.1",
              },
            ],
            "nodes": [
              "party-0003",
              "party-0004",
            ],
            "opens": "by-hand",
            "ring": "all",
            "soakSeconds": 86400,
            "to": "1.4.0",
          },
        ],
        "version": "1.4.0",
      },
      "status": 0,
    }
  `);
});

test('a plan leaves out who runs it, who runs a newer one, and who does not run it', async () => {
  expect((await call('plan', REFERENCE, '--artifact', 'trade', '--version', '1.3.2')).out).toMatchInlineSnapshot(`
    "trade 1.3.2 on network trade: 1 node to move, in 1 ring of 3

      ring    nodes  from           to     batches  soak  opens
      canary      0  nothing to do
      early       0  nothing to do
      all         1  1.3.1          1.3.2  1        24 h  by hand

      left out  3  already on 1.3.2: party-0001, party-0002, party-0003
      left out  1  without trade: notary-01

      by hand  cordage bump --artifact trade --version 1.3.2 --ring all
    "
  `);
  expect((await call('plan', REFERENCE, '--artifact', 'trade', '--version', '1.3.1')).out).toMatchInlineSnapshot(`
    "trade 1.3.1 on network trade: 0 nodes to move, in 0 rings of 3

      ring    nodes  from           to  batches  soak  opens
      canary      0  nothing to do
      early       0  nothing to do
      all         0  nothing to do

      left out  3  on 1.3.2, which is newer: party-0001, party-0002, party-0003
      left out  1  already on 1.3.1: party-0004
      left out  1  without trade: notary-01
    "
  `);
});

const SHARED = {
  'cordage.yaml': CONFIG,
  'base/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.2' }),
  'nodes/a/kustomization.yaml': 'resources: [../../base]\n',
  'nodes/b/kustomization.yaml': overlay({ corda: '4.12.9', trade: '1.3.1' }),
  'nodes/c/kustomization.yaml': 'resources: [../../base]\n',
};

test('a plan that a shared pin stands against says so, and what lint would', async () => {
  const folder = await givenFolder(SHARED);
  expect(await call('plan', folder, ...TRADE)).toMatchInlineSnapshot(`
    {
      "err": "base/kustomization.yaml:5:13  error  the pin of "trade" also reaches 1 node outside ring canary (base/kustomization.yaml is read by c)
                                         give canary an entry of its own, such as images in a kustomization, or put these nodes in one ring
    base/kustomization.yaml:5:13  error  the pin of "trade" also reaches 1 node outside ring all (base/kustomization.yaml is read by a)
                                         give all an entry of its own, such as images in a kustomization, or put these nodes in one ring
    2 errors, 0 warnings
    the network has 2 errors, which may hide pins: cordage lint tells
    ",
      "out": "trade 1.4.0 on network small: 1 node to move, in 1 ring of 2

      ring    nodes  from           to     batches  soak    opens
      canary      1  1.3.1          1.4.0  1        30 min  by hand
      all         0  nothing to do

      left out  2  sharing a pin in base/kustomization.yaml with nodes that stay: a, c

      by hand  cordage bump --artifact trade --version 1.4.0 --ring canary
    ",
      "status": 1,
    }
  `);
  const { json } = await callJson('plan', folder, ...TRADE);
  expect(json).toMatchObject({
    lint: { errors: 2, warnings: 0 },
    problems: [{ code: 'pin-shared' }, { code: 'pin-shared' }],
  });
});
