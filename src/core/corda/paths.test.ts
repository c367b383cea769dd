import { expect, test } from 'vitest';
import type { Artifact } from '../config/config.ts';
import { givenConfig, givenNetwork } from '../network/network.test-data.ts';
import { findCordaWays } from './check-moves.ts';

/** Nodes by name with their version of corda. */
const given = (nodes: Readonly<Record<string, string>>, declared: readonly (readonly [string, number])[] = []) => {
  const files = Object.entries(nodes).map(([node, version]) => [
    `nodes/${node}/kustomization.yaml`,
    `images:\n  - name: r.example/corda\n    newTag: "${version}-zulu-openjdk-alpine"\n`,
  ]);
  const config = { ...givenConfig(), platformVersions: new Map(declared) };
  const network = givenNetwork(Object.fromEntries(files), config);
  return {
    network,
    corda: config.artifacts[0] as Artifact,
    judge: (version: string, moving = Object.keys(nodes)) =>
      findCordaWays(network, config.artifacts[0] as Artifact, version, moving),
  };
};

const tell = ({ problems }: ReturnType<typeof findCordaWays>): readonly string[] =>
  problems.map(({ severity, code, at }) => `${severity} ${code} ${at?.file ?? ''}`.trim());

const AT = (node: string): string => `nodes/${node}/kustomization.yaml`;

test('one problem for each version that would jump, at the first pin of its nodes', () => {
  const { judge } = given({ a: '4.11.4', b: '4.10.6', c: '4.10.6', d: '4.13.4' });
  const { paths, problems } = judge('4.14.1');
  expect(paths.map(({ from, nodes, steps }) => `${from} ${nodes} ${steps.map(({ to }) => to).join(' ')}`)).toEqual([
    '4.10.6 2 4.11.7 4.12.9 4.13.4 4.14.1',
    '4.13.4 1 4.14.1',
    '4.11.4 1 4.12.9 4.13.4 4.14.1',
  ]);
  expect(problems).toMatchInlineSnapshot(`
    [
      {
        "at": {
          "column": 13,
          "file": "nodes/b/kustomization.yaml",
          "line": 3,
        },
        "code": "corda-jump",
        "message": "2 nodes on corda 4.10.6 would jump to 4.14.1; 4.12 is reached from 4.11 only; source: 4.12/enterprise/upgrade-guide.md, "Corda Enterprise Edition 4.11 to 4.12 upgrade guide"",
        "remedy": "upgrade to 4.11.7 first, then 4.12.9, then 4.13.4, then 4.14.1: cordage plan --artifact corda --version 4.14.1 tells what each step needs",
        "severity": "error",
      },
      {
        "at": {
          "column": 13,
          "file": "nodes/a/kustomization.yaml",
          "line": 3,
        },
        "code": "corda-jump",
        "message": "1 node on corda 4.11.4 would jump to 4.14.1; from 4.11 on it is one minor release at a time; source: 4.14/enterprise/node-upgrade-notes.md, "Upgrading a node to Corda Enterprise Edition 4.14"",
        "remedy": "upgrade to 4.12.9 first, then 4.13.4, then 4.14.1: cordage plan --artifact corda --version 4.14.1 tells what each step needs",
        "severity": "error",
      },
    ]
  `);
});

test('only nodes that move are judged', () => {
  const { judge } = given({ a: '4.10.6', b: '4.13.4' });
  expect(judge('4.14.1', ['b'])).toMatchObject({ paths: [{ from: '4.13.4', nodes: 1 }], problems: [] });
  expect(judge('4.14.1', [])).toEqual({ paths: [], problems: [] });
});

test('an artifact that is no Corda node is not judged', () => {
  const { network, corda } = given({ a: '4.10.6' });
  for (const kind of ['cordapp', 'cenm', 'image'] as const) {
    expect(findCordaWays(network, { ...corda, kind }, '4.14.1', ['a'])).toEqual({ paths: [], problems: [] });
  }
});

test.each<readonly [from: string, to: string, problems: readonly string[]]>([
  ['4.12.6', '4.12.9', []],
  ['4.11.7', '4.12.9', []],
  ['4.10.6', '4.11.7', []],
  ['4.8.9', '4.11.7', [`warning corda-database-steps ${AT('a')}`]],
  ['4.10.6', '4.12.9', [`error corda-jump ${AT('a')}`]],
  ['4.11.7', '4.13.4', [`error corda-jump ${AT('a')}`]],
  ['4.12.9', '4.14.1', [`error corda-jump ${AT('a')}`]],
  ['4.11.7', '4.12.6', ['warning corda-known-bad']],
  ['4.10.6', '4.12.8', [`error corda-jump ${AT('a')}`, 'warning corda-known-bad']],
  // Announced, and described by nobody yet.
  ['4.14.1', '4.15', [`warning corda-step-inferred ${AT('a')}`]],
  ['4.13.4', '4.15', [`warning corda-jump ${AT('a')}`]],
  ['4.12.9', '4.15', [`error corda-jump ${AT('a')}`]],
  ['4.14.1', '4.16', ['error corda-release-unknown']],
])('from %s to %s: %j', (from, to, expected) => {
  expect(tell(given({ a: from }).judge(to))).toEqual(expected);
});

test('with the word of the operator what is newer than every document warns', () => {
  const declared = [['4.16', 180]] as const;
  expect(tell(given({ a: '4.15' }, declared).judge('4.16'))).toEqual([`warning corda-step-inferred ${AT('a')}`]);
  expect(tell(given({ a: '4.14.1' }, declared).judge('4.16'))).toEqual([`warning corda-jump ${AT('a')}`]);
});

test('an unknown target is told once, from however many versions', () => {
  const { paths, problems } = given({ a: '4.10.6', b: '4.13.4' }).judge('4.99');
  expect(paths).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(['corda-release-unknown']);
});

test('warnings say what they rest on', () => {
  const warnings = [
    ...given({ a: '4.8.9' }).judge('4.11.2').problems,
    ...given({ a: '4.14.1' }).judge('4.15').problems,
    ...given({ a: '4.13.4' }).judge('4.15').problems,
    ...given({ a: '4.12.5' }).judge('4.12.8').problems,
    ...given({ a: '4.12.5' }).judge('4.17').problems,
  ];
  expect(warnings.map(({ message, remedy }) => `${message}. Next: ${remedy}.`)).toMatchInlineSnapshot(`
    [
      "1 node on corda 4.8.9 would go to 4.11.2 past 2 minor releases; the node may, its database may not. Next: apply the database updates of 4.9, 4.10, 4.11 one after the other, or go one minor release at a time.",
      "corda 4.11.2 is known to be bad: the database upgrade from before 4.11 fails where confidential identities of the new style are stored; source: 4.11/enterprise/release-notes-enterprise.md, "Corda Enterprise Edition 4.11.3 release notes". Next: take 4.11.7 instead.",
      "whether 1 node on corda 4.14.1 may go straight to 4.15 is inferred, not confirmed; nearest source: 4.14/enterprise/node-upgrade-notes.md, "Upgrading a node to Corda Enterprise Edition 4.14". Next: read R3's upgrade notes of 4.15 before you merge.",
      "1 node on corda 4.13.4 would jump to 4.15; from 4.11 on it is one minor release at a time (inferred, no document of R3 says it of this release); source: 4.14/enterprise/node-upgrade-notes.md, "Upgrading a node to Corda Enterprise Edition 4.14". Next: upgrade to 4.14.0 first, then 4.15: cordage plan --artifact corda --version 4.15 tells what each step needs.",
      "corda 4.12.8 is known to be bad (inferred): its quasar is of the series with the instrumentation issues that R3 later went back from; source: 4.12/enterprise/release-notes-enterprise.md, "Corda Enterprise Edition 4.12.9 release notes". Next: take 4.12.9 instead.",
      "Corda 4.17 is not in Cordage's table of releases, and its platform version follows from nothing. Next: look it up in R3's release notes and declare it in cordage.yaml: platformVersions: {"4.17": NUMBER}.",
    ]
  `);
});
