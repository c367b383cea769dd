import { expect, test } from 'vitest';
import { givenConfig, givenNetwork, overlay } from '../network/network.test-data.ts';
import { forecast } from './forecast.ts';

const KNOWN = { now: Date.UTC(2026, 10, 22), jars: new Map(), parameters: givenConfig().policy.parameters };

const RINGS = `- {name: canary, nodes: {names: [a]}, soak: 30m}
- {name: early, nodes: {names: [b, c]}, batch: 1}
- {name: all}`;

/** Node d runs nothing of trade. */
const given = (versions: Readonly<Record<string, string>>, releases = 'acme/trade', rings = RINGS) => {
  const from = releases === '' ? '' : `, releases: ${releases}`;
  const config = givenConfig(rings, undefined, `  late: {kind: cordapp, image: r.example/late${from}}`);
  const files = Object.entries(versions).map(([node, version]) => [
    `nodes/${node}/kustomization.yaml`,
    overlay(version).replace('r.example/trade', 'r.example/late'),
  ]);
  const network = givenNetwork(
    { ...Object.fromEntries(files), 'nodes/d/kustomization.yaml': overlay('1.0.0') },
    config,
  );
  const artifact = network.artifacts.find(({ name }) => name === 'late');
  if (!artifact) throw new Error('no artifact');
  return { network, artifact };
};

const tellOpens = ({ network, artifact }: ReturnType<typeof given>, version = '1.4.0'): readonly string[] =>
  forecast(network, artifact, version, KNOWN).rings.map(
    ({ ring, nodes, opens }) => `${ring} ${nodes.length} ${opens ?? '-'}`,
  );

test('counts nodes, versions and batches of each ring', () => {
  const { network, artifact } = given({ a: '1.3.2', b: '1.3.2', c: '1.3.1' });
  expect(forecast(network, artifact, '1.4.0', KNOWN)).toMatchInlineSnapshot(`
    {
      "artifact": "late",
      "leftOut": [
        {
          "node": "d",
          "reason": {
            "kind": "does-not-run",
          },
        },
      ],
      "network": "test",
      "problems": [
        {
          "at": {
            "column": 13,
            "file": "nodes/a/kustomization.yaml",
            "line": 4,
          },
          "code": "rule-r23",
          "message": "R23 blocks 3 nodes: nothing in the manifests drains these nodes: a node with a flow in flight, hospitalized or paused does not start once a byte of its JAR changes (corda/corda release/os/4.12, "CheckpointVerifier.kt")",
          "remedy": "drain by a hook with cordage.io/hook: drain, or vouch for it in cordage.yaml: rules: {evidence: [{what: drain, reason: "..."}]}",
          "severity": "error",
        },
        {
          "code": "rules-not-judged",
          "message": "R10, R14, 3 nodes: not judged, because not known: the platform version of the node",
          "remedy": "pin the node image by an artifact of kind corda, and declare releases that are not known in platformVersions",
          "severity": "warning",
        },
        {
          "code": "rules-not-judged",
          "message": "R10, R14, R17, R18, R19, R20, R21, R25 and 5 more, 3 nodes: not judged, because not known: the JARs of late 1.4.0, the JARs of late 1.3.2, the JARs of late 1.3.1",
          "remedy": "name the repository whose releases carry the JARs: artifacts.<name>.releases in cordage.yaml; cordage plan takes them by --jar",
          "severity": "warning",
        },
        {
          "code": "rules-not-judged",
          "message": "R21, R24, R31, R37, 3 nodes: not judged, because not known: what the pods of the nodes look like",
          "remedy": "let the node be deployed by manifests that Cordage can read: a StatefulSet or Deployment by Kustomize",
          "severity": "warning",
        },
        {
          "code": "rules-not-judged",
          "message": "R33, 3 nodes: not judged, because not known: which nodes are notaries",
          "remedy": "name them in cordage.yaml: rules: {notaries: ["notary-*"]}",
          "severity": "warning",
        },
        {
          "code": "rules-not-judged",
          "message": "R34: not judged, because not known: whether an update of the network parameters is open",
          "remedy": "declare networkParameters in cordage.yaml, and an update while it is advertised",
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
            "a",
          ],
          "opens": "with-release",
          "ring": "canary",
          "soak": 1800000,
        },
        {
          "batches": {
            "count": 2,
            "size": 1,
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
            "b",
            "c",
          ],
          "opens": "by-hand",
          "ring": "early",
          "soak": 3600000,
        },
        {
          "batches": {
            "count": 0,
            "size": 0,
          },
          "from": [],
          "nodes": [],
          "opens": undefined,
          "ring": "all",
          "soak": 3600000,
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
    }
  `);
});

test('the first ring that the release concerns opens with it, the others by hand', () => {
  expect(tellOpens(given({ a: '1.3.2', b: '1.3.2', c: '1.3.1' }))).toEqual([
    'canary 1 with-release',
    'early 2 by-hand',
    'all 0 -',
  ]);
  expect(tellOpens(given({ a: '1.5.0', b: '1.3.2', c: '1.3.1' }))).toEqual([
    'canary 0 -',
    'early 2 with-release',
    'all 0 -',
  ]);
});

test('a ring that is done keeps the next from opening by itself', () => {
  expect(tellOpens(given({ a: '1.4.0', b: '1.3.2', c: '1.3.1' }))).toEqual([
    'canary 0 -',
    'early 2 by-hand',
    'all 0 -',
  ]);
});

test('nothing opens by itself without releases, where the ring says so, nor for a prerelease', () => {
  const versions = { a: '1.3.2' };
  expect(tellOpens(given(versions, ''))[0]).toBe('canary 1 by-hand');
  expect(tellOpens(given(versions, undefined, RINGS.replace('soak: 30m', 'opens: manual')))[0]).toBe(
    'canary 1 by-hand',
  );
  expect(tellOpens(given(versions), '1.4.0-rc.1')[0]).toBe('canary 1 by-hand');
  expect(tellOpens(given(versions, '{repository: acme/trade, prereleases: propose}'), '1.4.0-rc.1')[0]).toBe(
    'canary 1 with-release',
  );
});

test('the class of rollback is the hardest of all rings', () => {
  const config = givenConfig(RINGS);
  const node = (tag: string): string => `images:\n  - {name: r.example/corda, newTag: "${tag}"}\n`;
  const network = givenNetwork(
    {
      'nodes/a/kustomization.yaml': node('4.14.0'),
      'nodes/b/kustomization.yaml': node('4.13.4'),
      'nodes/d/kustomization.yaml': node('4.14.0'),
    },
    config,
  );
  const [corda] = network.artifacts;
  if (!corda) throw new Error('no artifact');
  expect(forecast(network, corda, '4.14.1', KNOWN).rollback?.kind).toBe('needs-restore');
});
