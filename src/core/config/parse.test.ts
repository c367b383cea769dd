import { describe, expect, test } from 'vitest';
import { parseConfig } from './parse.ts';

const read = (text: string) => parseConfig('cordage.yaml', new TextEncoder().encode(text));

/** `3:5 code: message; remedy`, as `cordage lint` would say it. */
const tell = (text: string): readonly string[] =>
  read(text).problems.map(
    ({ at, code, message, remedy }) => `${at?.line}:${at?.column} ${code}: ${message}; ${remedy}`,
  );

const SMALL = `network: trade
artifacts:
  corda: {kind: corda, image: registry.example.com/corda/corda-enterprise}
  trade: {kind: cordapp, image: registry.example.com/cordapps/trade, releases: acme/trade-cordapp}
nodes: nodes/*/kustomization.yaml           # a node is a folder; its name is the folder's
rings:
  - {name: canary, nodes: {labels: {ring: canary}}, soak: 30m}
  - {name: early,  nodes: {labels: {ring: early}},  soak: 2h, batch: 25%, maxUnhealthy: 1}
  - {name: all,    soak: 24h, batch: 200, maxUnhealthy: 1%}
`;

describe('a small network', () => {
  const { config, problems } = read(SMALL);

  test('has no problem', () => expect(problems).toEqual([]));

  test('gets every default', () => {
    expect(config?.artifacts[1]).toEqual({
      name: 'trade',
      kind: 'cordapp',
      images: ['registry.example.com/cordapps/trade'],
      tag: undefined,
      jars: [],
      releases: {
        repository: 'acme/trade-cordapp',
        tag: 'v{version}',
        assets: ['*.jar'],
        prereleases: 'ignore',
        order: 'semver',
        during: 'supersede',
      },
    });
    expect(config?.nodes).toEqual(['nodes/*/kustomization.yaml']);
  });

  test('says of each ring what it says and what goes without saying', () => {
    const labels = { ring: 'canary' };
    expect(config?.rings[0]).toEqual({
      name: 'canary',
      nodes: { labels, names: [], glob: [], percent: undefined },
      soak: 30 * 60_000,
      batch: undefined,
      maxUnhealthy: { count: 0 },
      opens: 'automatic',
      merges: 'manual',
      approvals: 1,
      checks: [],
      liveWithin: 3_600_000,
      permissions: {},
    });
    expect(config?.rings.map(({ batch }) => batch)).toEqual([undefined, { percent: 25 }, { count: 200 }]);
    expect(config?.rings[2]).toMatchObject({ nodes: undefined, soak: 24 * 3_600_000, maxUnhealthy: { percent: 1 } });
  });

  test('remembers where things stand', () => {
    expect(config?.places?.get('nodes')).toEqual({ file: 'cordage.yaml', line: 5, column: 1 });
    expect(config?.places?.get('artifacts.trade')).toMatchObject({ line: 4, column: 3 });
    expect(config?.places?.get('rings.all')).toMatchObject({ line: 9, column: 5 });
  });
});

test('long forms, lists, anchors and aliases', () => {
  const { config, problems } = read(`network: trade
artifacts:
  corda: {kind: corda, image: [a/corda, "localhost:5000/corda"], tag: "{version}-zulu-openjdk-alpine"}
  trade:
    kind: cordapp
    jar: "https://downloads.example.com/v{version}/trade-{version}.jar"
    releases: {repository: acme/apps, tag: "trade-v{version}", assets: "trade-*.jar", prereleases: propose, order: published, during: queue}
nodes: [nodes/*/kustomization.yaml, "apps/party-*.yaml"]
rings:
  - {name: canary, nodes: {names: [party-0001, "eu-*"], glob: nodes/**}, soak: &short 10s, opens: manual}
  - {name: half, nodes: {percent: 50}, soak: *short}
  - {name: all}
`);
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    artifacts: [
      { images: ['a/corda', 'localhost:5000/corda'], tag: '{version}-zulu-openjdk-alpine' },
      {
        images: [],
        jars: ['https://downloads.example.com/v{version}/trade-{version}.jar'],
        releases: {
          repository: 'acme/apps',
          tag: 'trade-v{version}',
          assets: ['trade-*.jar'],
          prereleases: 'propose',
          order: 'published',
          during: 'queue',
        },
      },
    ],
    nodes: ['nodes/*/kustomization.yaml', 'apps/party-*.yaml'],
    rings: [
      { nodes: { names: ['party-0001', 'eu-*'], glob: ['nodes/**'] }, soak: 10_000, opens: 'manual' },
      { nodes: { percent: 50 }, soak: 10_000 },
      { nodes: undefined, soak: 3_600_000 },
    ],
  });
});

test('everything wrong at once, each with its place and a right value', () => {
  const text = `netwrk: Trade
backup: weekly
artifacts:
  corda: {kind: cord, image: "registry.example.com/corda:4.1", tag: {version}, jars: x}
  Bad_: {kind: corda, image: z}
  a: {kind: image, image: x/y, releases: {repository: x, tagg: v, assets: ["*.{jar,war}", 3]}}
  b: {kind: image, image: x/z, releases: trade}
nodes: /nodes/*
rings:
  - {name: canary, nodes: {labels: {ring: 1}, percent: 0}, soak: 30}
  - {name: early, batch: 0%, maxUnhealthy: -1, opens: yes}
  - {soak: 1y, approval: 1}
  - 3
`;
  expect(read(text).config).toBeUndefined();
  expect(tell(text)).toMatchInlineSnapshot(`
    [
      "1:1 config-missing-key: the file lacks "network"; write a name such as trade or early-2",
      "1:1 config-unknown-key: the file has no setting "netwrk"; did you mean "network"?",
      "2:1 config-key-planned: the file sets "backup", which this version of Cordage does not act on; take it out, so that nobody relies on it",
      "4:17 config-value: artifact "corda": kind "cord" is not a kind of artifact; write corda, cordapp, cenm or image",
      "4:30 config-value: artifact "corda": image "registry.example.com/corda:4.1" carries a tag or a digest; write the name alone, such as registry.example.com/cordapps/trade",
      "4:69 config-value: artifact "corda": tag is a map; write it in quotes with {version} once, such as "{version}-zulu-openjdk-alpine"",
      "4:80 config-unknown-key: artifact "corda" has no setting "jars"; did you mean "jar"?",
      "5:3 config-value: artifact "Bad_" is not a name: lower-case letters and digits, single dashes between them, at most 40 characters; write a name such as trade or early-2",
      "6:55 config-value: artifact "a": releases.repository "x" is not a repository; write owner/name, such as acme/trade-cordapp",
      "6:58 config-unknown-key: artifact "a": releases has no setting "tagg"; did you mean "tag"?",
      "6:76 config-value: artifact "a": releases.assets "*.{jar,war}" holds more than *, ** and ?, which is all that is understood; write a glob over file names, such as "trade-*.jar"",
      "6:91 config-value: artifact "a": releases.assets "3" is not a glob; write a glob over file names, such as "trade-*.jar"",
      "7:42 config-value: artifact "b": releases "trade" is not a repository; write owner/name, such as acme/trade-cordapp",
      "8:8 config-value: nodes "/nodes/*" begins with a slash; paths are relative to the root of the repository; write a glob that ends in a file, such as nodes/*/kustomization.yaml",
      "10:43 config-value: ring "canary": nodes.labels.ring "1" is not text; put the value of the label in quotes",
      "10:56 config-value: ring "canary": nodes.percent "0" is not a whole number from 1 to 100; write a number such as 5",
      "10:66 config-value: ring "canary": soak "30" has no unit; write 30m, 2h or 1d",
      "11:26 config-value: ring "early": batch "0%" is not a number of nodes or a share of the ring; write 200 or 25%",
      "11:44 config-value: ring "early": maxUnhealthy "-1" is not a number of nodes or a share of the ring; write 1 or 1%",
      "11:55 config-value: ring "early": opens "yes" is not a way to open; write automatic or manual",
      "12:5 config-missing-key: ring 3 lacks "name"; write a name such as trade or early-2",
      "12:12 config-value: ring 3: soak "1y" is not a duration; write 30m, 2h or 1d",
      "12:16 config-unknown-key: ring 3 has no setting "approval"; did you mean "approvals"?",
      "13:5 config-value: ring 4 "3" is not a ring; write {name: canary, nodes: {labels: {ring: canary}}, soak: 30m}",
    ]
  `);
});

test('one mistake is told once: rules look only at what is right by itself', () => {
  const wrong = SMALL.replace('name: canary', 'name: Canary').replace('soak: 24h', 'soak: 24');
  expect(tell(wrong)).toHaveLength(2);
});

test('platform versions that the operator declares', () => {
  const declare = (map: string) => `${SMALL}platformVersions: ${map}\n`;
  const { config, problems } = read(declare('{"4.15": 170, "4.16": 180, "4.12": 140}'));
  expect(problems).toEqual([]);
  expect([...(config?.platformVersions ?? [])]).toEqual([
    ['4.15', 170],
    ['4.16', 180],
    ['4.12', 140],
  ]);
  expect(read(SMALL).config?.platformVersions).toEqual(new Map());
  expect(tell(declare('{4.15: 170}'))).toEqual([expect.stringContaining('config-key-kind: a key is not text')]);
  expect(tell(declare('{"4.15.1": 170, "4.16": 17.5, "4.17": "180", "4.12": 14, "4.15": 171}'))).toMatchInlineSnapshot(`
    [
      "10:20 config-value: platformVersions "4.15.1" is not a minor release of Corda, whose patches share its platform version; write it in quotes without the patch, such as "4.15"",
      "10:43 config-value: platformVersions "17.5" is not a platform version; write the whole number of R3's release notes, such as 170",
      "10:57 config-value: platformVersions "180" is not a platform version; write the whole number of R3's release notes, such as 170",
    ]
  `);
  expect(tell(declare('170'))).toMatchInlineSnapshot(`
    [
      "10:19 config-value: platformVersions "170" is not a map of platform versions; write {"4.15": 170}",
    ]
  `);
});

test('warnings come with the configuration', () => {
  const { config, problems } = read(
    SMALL.replace('kind: corda, image: registry.example.com/corda/corda-enterprise', 'kind: corda'),
  );
  expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning config-no-image']);
  expect(config?.artifacts[0]?.images).toEqual([]);
});
