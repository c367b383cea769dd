import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { call, callJson, CONFIG, givenFolder, overlay, REFERENCE } from './call.ts';

const TRADE = ['--artifact', 'trade', '--version', '1.4.0'];

test('a plan has a line for each ring', async () => {
  expect(await call('plan', REFERENCE, ...TRADE)).toMatchInlineSnapshot(`
    {
      "err": "-  warning  R10, R14, R17, R18, R19, R20, R21, R25 and 6 more, 4 nodes: not judged, because not known: the JARs of trade 1.4.0, the JARs of trade 1.3.2, the JARs of trade 1.3.1
                name the repository whose releases carry the JARs: artifacts.<name>.releases in cordage.yaml; cordage plan takes them by --jar
    0 errors, 1 warning
    ",
      "out": "trade 1.4.0 on network trade: 4 nodes to move, in 3 rings of 3

      ring    nodes  from                  to     batches  soak    opens
      canary      1  1.3.2                 1.4.0  1        30 min  with the release
      early       1  1.3.2                 1.4.0  1        2 h     by hand
      all         2  1.3.2 (1), 1.3.1 (1)  1.4.0  1        24 h    by hand

      left out  1  without trade: notary-01

      rollback  needs a database restore: the JARs of both versions are not known, so neither new state fields nor database changes can be excluded

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
        "problems": [
          {
            "code": "rules-not-judged",
            "message": "R10, R14, R17, R18, R19, R20, R21, R25 and 6 more, 4 nodes: not judged, because not known: the JARs of trade 1.4.0, the JARs of trade 1.3.2, the JARs of trade 1.3.1",
            "remedy": "name the repository whose releases carry the JARs: artifacts.<name>.releases in cordage.yaml; cordage plan takes them by --jar",
            "severity": "warning",
          },
        ],
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
        "rollback": {
          "kind": "needs-restore",
          "reason": "the JARs of both versions are not known, so neither new state fields nor database changes can be excluded",
          "source": {
            "document": "corda/corda release/os/4.12",
            "section": "CheckpointVerifier.kt",
          },
        },
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

      rollback  needs a database restore: the JARs of both versions are not known, so neither new state fields nor database changes can be excluded

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
      "err": "-                                warning  R10, R14, R17, R18, R19, R20, R21, R25 and 6 more, 1 node: not judged, because not known: the JARs of trade 1.4.0, the JARs of trade 1.3.1
                                              name the repository whose releases carry the JARs: artifacts.<name>.releases in cordage.yaml; cordage plan takes them by --jar
    -                                warning  R21, R24, R31, R37, 1 node: not judged, because not known: what the pods of the nodes look like
                                              let the node be deployed by manifests that Cordage can read: a StatefulSet or Deployment by Kustomize
    -                                warning  R33, 1 node: not judged, because not known: which nodes are notaries
                                              name them in cordage.yaml: rules: {notaries: ["notary-*"]}
    -                                warning  R34: not judged, because not known: whether an update of the network parameters is open
                                              declare networkParameters in cordage.yaml, and an update while it is advertised
    base/kustomization.yaml:5:13     error    the pin of "trade" also reaches 1 node outside ring canary (base/kustomization.yaml is read by c)
                                              give canary an entry of its own, such as images in a kustomization, or put these nodes in one ring
    base/kustomization.yaml:5:13     error    the pin of "trade" also reaches 1 node outside ring all (base/kustomization.yaml is read by a)
                                              give all an entry of its own, such as images in a kustomization, or put these nodes in one ring
    nodes/b/kustomization.yaml:5:13  error    R23 blocks 1 node: nothing in the manifests drains these nodes: a node with a flow in flight, hospitalized or paused does not start once a byte of its JAR changes (corda/corda release/os/4.12, "CheckpointVerifier.kt")
                                              drain by a hook with cordage.io/hook: drain, or vouch for it in cordage.yaml: rules: {evidence: [{what: drain, reason: "..."}]}
    3 errors, 4 warnings
    the network has 2 errors, which may hide pins: cordage lint tells
    ",
      "out": "trade 1.4.0 on network small: 1 node to move, in 1 ring of 2

      ring    nodes  from           to     batches  soak    opens
      canary      1  1.3.1          1.4.0  1        30 min  by hand
      all         0  nothing to do

      left out  2  sharing a pin in base/kustomization.yaml with nodes that stay: a, c

      rollback  needs a database restore: the JARs of both versions are not known, so neither new state fields nor database changes can be excluded

      by hand  cordage bump --artifact trade --version 1.4.0 --ring canary
    ",
      "status": 1,
    }
  `);
  const { json } = await callJson('plan', folder, ...TRADE);
  expect(json).toMatchObject({
    lint: { errors: 2, warnings: 0 },
    problems: expect.arrayContaining([expect.objectContaining({ code: 'pin-shared' })]),
  });
});

test('JARs of versions that run are named with them, and one that nobody could place is refused', async () => {
  const jar = fileURLToPath(new URL('../fixtures/jars/both.jar', import.meta.url));
  const corda = ['--artifact', 'corda', '--version', '4.13.4'];
  const refused = await call('plan', REFERENCE, ...corda, '--jar', jar);
  expect(refused.status).toBe(2);
  expect(refused.err).toContain('--jar is of "corda", and that is no CorDapp of this network');
  const nobody = await call('plan', REFERENCE, ...corda, '--jar', `trade@9.9.9=${jar}`, '--jar', `trad@1.3.2=${jar}`);
  expect(nobody.status).toBe(2);
  expect(nobody.err).toContain('--jar is of "trade@9.9.9", which is not planned and runs nowhere');
  expect(nobody.err).toContain('--jar is of "trad", and that is no CorDapp of this network');
  const blind = await call('plan', REFERENCE, ...corda);
  expect(blind.err).toContain('the JARs of trade 1.3.2');
  const seen = await call('plan', REFERENCE, ...corda, '--jar', `trade@1.3.2=${jar}`);
  expect(seen.err).not.toContain('the JARs of trade 1.3.2');
});
