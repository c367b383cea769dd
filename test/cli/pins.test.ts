import { expect, test } from 'vitest';
import { call, callJson, CONFIG, givenFolder, overlay, REFERENCE } from './call.ts';

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
