import { expect, test } from 'vitest';
import { call, callJson, CONFIG, givenFolder, overlay } from './call.ts';

const tag = (version: string): string => `${version}-zulu-openjdk8-alpine`;

/** What these answers are not about. */
const EVIDENCE = `rules: {evidence: [${['drain', 'backup', 'migration', 'validation', 'constraints', 'legacy-contracts']
  .map((what) => `{what: ${what}, reason: test}`)
  .join(', ')}]}\n`;

const network = (versions: Readonly<Record<string, string>>, more = '') =>
  givenFolder({
    'cordage.yaml': `${CONFIG}${EVIDENCE}${more}`,
    ...Object.fromEntries(
      Object.entries(versions).map(([node, version]) => [
        `nodes/${node}/kustomization.yaml`,
        overlay({ corda: tag(version), trade: '1.3.2' }),
      ]),
    ),
  });

const plan = (folder: string, version: string) => call('plan', folder, '--artifact', 'corda', '--version', version);

test('a network on 4.10 is shown the way to 4.14.1, and that it cannot go at once', async () => {
  const folder = await network({ a: '4.10.6', b: '4.10.6', c: '4.12.9' });
  const { status, out, err } = await plan(folder, '4.14.1');
  expect(status).toBe(1);
  expect(out).toMatchInlineSnapshot(`
    "corda 4.14.1 on network small: 3 nodes to move, in 2 rings of 2

      ring    nodes  from    to      batches  soak    opens
      canary      2  4.10.6  4.14.1  1        30 min  by hand
      all         1  4.12.9  4.14.1  1        24 h    by hand

      rollback  needs a database restore: the database is migrated: the way back is database and files from the backup of before, then Ledger Recovery

      path from  nodes  over
      4.10.6         2  4.11.7, then 4.12.9, then 4.13.4, then 4.14.1
      4.12.9         1  4.13.4, then 4.14.1

      every step to another minor release
        - drain each node before it stops; a database with flows in flight is not migrated
        - back up database and files of the drained node; nothing else leads back
        - migrate the database before the first start, core and app schemas; no node does it by itself

      4.10 to 4.11.7, platform version 13
        - Archive Service 1.1.x where it is used
        - export and import the data of nodes on H2; its new version cannot read the old files

      4.11 to 4.12.9, platform version 140
        - node images with Java 17 (17.0.9 or later); tags of official images say openjdk, not openjdk8
        - CorDapps rebuilt for Java 17 and Kotlin 1.9.20, signed with the same keys, minimum platform version 140
        - contract CorDapps with a higher contract version than before; flow versions stay
        - the former contract JARs in legacy-contracts while any node is older than 4.12; keep them afterwards for nodes that join
        - libraries and drivers that former contracts use in legacy-jars, also when all nodes are on 4.12
        - the Transaction Validator Utility run on each node before it moves, and on older nodes that trade with it
        - states with hash constraints moved to signature constraints on 4.11; no explicit contract upgrade left to do
        - no Collaborative Recovery CorDapps (LedgerSync, LedgerRecover)
        - Archive Service 1.2 where it is used
        - JVM arguments that contracts rely on repeated in custom.externalVerifierJvmArgs

      4.12 to 4.13.4, platform version 150
        - the Transaction Validator Utility run on each node; documents of R3 disagree whether it is required (inferred)

      4.13 to 4.14.1, platform version 160
        - the Transaction Validator Utility run on each node; documents of R3 disagree whether it is required (inferred)

      sources: docs/corda-facts.md, or --json
    "
  `);
  expect(err).toMatchInlineSnapshot(`
    "-                                warning  R8 warns of 2 nodes: support of Corda 4.10 ended with 2026-01, and these nodes stay on it (themes/doks/assets/snippets/corda-4/end-of-life-corda4.md, "the table; for CENM that of ../cenm/end-of-life-cenm.md")
                                              bring them on the way as well, or release the hold that keeps them
    -                                warning  R10, R14, R15, R21, R38, 3 nodes: not judged, because not known: the JARs of trade 1.3.2
                                              name the repository whose releases carry the JARs: artifacts.<name>.releases in cordage.yaml; cordage plan takes them by --jar
    -                                warning  R12, 3 nodes: not judged, because not known: the minimumPlatformVersion of the network
                                              declare networkParameters.minimumPlatformVersion in cordage.yaml, or the address of the Network Map
    -                                warning  R24, R32, R37, 3 nodes: not judged, because not known: what the pods of the nodes look like
                                              let the node be deployed by manifests that Cordage can read: a StatefulSet or Deployment by Kustomize
    -                                warning  R33, 3 nodes: not judged, because not known: which nodes are notaries
                                              name them in cordage.yaml: rules: {notaries: ["notary-*"]}
    -                                warning  R34: not judged, because not known: whether an update of the network parameters is open
                                              declare networkParameters in cordage.yaml, and an update while it is advertised
    nodes/a/kustomization.yaml:3:13  error    R3 blocks 2 nodes: 4.10.6 may not go to 4.14.1 at once: 4.12 is reached from 4.11 only; the way is 4.10.6 → 4.11.7 → 4.12.9 → 4.13.4 → 4.14.1 (4.12/enterprise/upgrade-guide.md, "Corda Enterprise Edition 4.11 to 4.12 upgrade guide")
                                              take the first step of that way; "/rollout corda VERSION" on an issue offers one step after the other
    nodes/a/kustomization.yaml:3:13  error    R9 blocks 3 nodes: Corda 4.14.1 runs on Java 17, and the tag 4.14.1-zulu-openjdk8-alpine says Java 8 (4.12/enterprise/release-notes-enterprise.md, "Java and Kotlin upgrade")
                                              say in cordage.yaml how a version becomes a tag: artifacts.<name>.tag: "{version}-zulu-openjdk-alpine" from 4.12 on
    nodes/c/kustomization.yaml:3:13  error    R4 blocks 1 node: 4.12.9 may not go to 4.14.1 at once: from 4.11 on it is one minor release at a time; the way is 4.12.9 → 4.13.4 → 4.14.1 (4.14/enterprise/node-upgrade-notes.md, "Upgrading a node to Corda Enterprise Edition 4.14")
                                              take the first step of that way; "/rollout corda VERSION" on an issue offers one step after the other
    3 errors, 6 warnings
    "
  `);
});

test('one legal step has its needs, no problem, and the command', async () => {
  const { status, out, err } = await plan(await network({ a: '4.11.6', b: '4.11.6' }), '4.11.7');
  expect(status).toBe(0);
  expect(err).toContain('0 errors, ');
  expect(out).toContain('  4.11.6         2  4.11.7\n');
  expect(out).toContain('by hand  cordage bump --artifact corda --version 4.11.7 --ring canary');
});

test('an unknown release has no way; declared, it has one', async () => {
  const unknown = await plan(await network({ a: '4.15' }), '4.16');
  expect(unknown.status).toBe(1);
  expect(unknown.err).toContain('Corda 4.16 is not in the table of releases, and no rule tells its platform version');
  expect(unknown.out).not.toContain('cordage bump');
  const known = await plan(await network({ a: '4.15' }, 'platformVersions: {"4.16": 180}\n'), '4.16');
  expect(known.err).not.toContain('is not in the table of releases');
  expect(known.out).toContain('4.15 to 4.16.x, platform version 180 (inferred, not confirmed)');
});

test('the way in JSON', async () => {
  const folder = await network({ a: '4.11.7' });
  const { status, json } = await callJson('plan', folder, '--artifact', 'corda', '--version', '4.13.4');
  expect(status).toBe(1);
  expect(json).toMatchObject({
    paths: [
      {
        from: '4.11.7',
        nodes: 1,
        steps: [
          { from: '4.11.7', to: '4.12.9', platformVersion: 140, minors: ['4.12'], certainty: 'stated' },
          { from: '4.12.9', to: '4.13.4', platformVersion: 150, minors: ['4.13'], certainty: 'stated' },
        ],
      },
    ],
    problems: expect.arrayContaining([expect.objectContaining({ code: 'rule-r4', severity: 'error' })]),
  });
});

test('what is no Corda node has no path', async () => {
  const folder = await network({ a: '4.10.6' });
  const { status, json } = await callJson('plan', folder, '--artifact', 'trade', '--version', '1.4.0');
  expect(status).toBe(0);
  expect(json['paths']).toEqual([]);
});
