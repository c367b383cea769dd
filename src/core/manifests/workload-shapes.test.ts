import { describe, expect, test } from 'vitest';
import { readManifest } from './read.ts';
import { mergeWorkloads, type Workload } from './workload.ts';

const read = (text: string): readonly Workload[] => readManifest('node.yaml', new TextEncoder().encode(text)).workloads;

/** A StatefulSet by the lines under its pod's spec. */
const stateful = (pod: string, claims = '[]'): string => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: corda}
spec:
  volumeClaimTemplates: ${claims}
  template:
    spec:
${pod.trimEnd().replace(/^/gm, '      ')}
`;

const R3 = `apiVersion: apps/v1
kind: Deployment
metadata: {name: corda-node}
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: node
          image: r.example/corda_image_ent_4.5:v1.00
          command: ["/bin/bash", "-c", "./workspace/start.sh"]
          volumeMounts: [{name: workspace, mountPath: /opt/corda/workspace}]
      volumes: [{name: workspace, persistentVolumeClaim: {claimName: node-pvc}}]
`;

const BEVEL = stateful(
  `
initContainers:
  - name: init-cordapps
    command: [sh, -c]
    args:
      - |
        curl -u $USER:$PASS -O -L https://jars.example/trade-1.3.0.jar
        cp -ar ./* /opt/corda/cordapps
    volumeMounts: [{name: cordapps, mountPath: /opt/corda/cordapps}]
containers:
  - name: node
    image: corda/corda-enterprise:4.10.3-zulu-openjdk8-alpine
    args: ["java -jar corda.jar run-migration-scripts --core-schemas --app-schemas; sleep 180"]
    volumeMounts:
      - {name: h2, mountPath: /opt/corda/h2}
      - {name: cordapps, mountPath: /opt/corda/cordapps}
      - {name: certificates, mountPath: /opt/corda/certificates}
volumes: [{name: certificates, emptyDir: {medium: Memory}}]`,
  '[{metadata: {name: h2}}, {metadata: {name: cordapps}}]',
);

test('the chart of R3: a Deployment without a strategy, a probe or a claim of its own for CorDapps', () => {
  expect(read(R3)).toEqual([
    {
      kind: 'Deployment',
      name: 'corda-node',
      strategy: undefined,
      replicas: 1,
      mounts: [{ path: '/opt/corda/workspace', keeps: 'claim' }],
      readiness: false,
      does: [],
      jars: [],
      configs: [],
    },
  ]);
});

test('the chart of Bevel: CorDapps copied to a claim, migration at every start, keys in memory, no probe', () => {
  expect(read(BEVEL)).toMatchObject([
    {
      kind: 'StatefulSet',
      mounts: [
        { path: '/opt/corda/h2', keeps: 'claim' },
        { path: '/opt/corda/cordapps', keeps: 'claim' },
        { path: '/opt/corda/certificates', keeps: 'memory' },
      ],
      readiness: false,
      does: ['migration', 'copies-cordapps'],
      jars: ['corda.jar', 'trade-1.3.0.jar'],
    },
  ]);
});

describe('an init container copies CorDapps', () => {
  test.each([
    ['to a claim', '/opt/corda/cordapps', 'persistentVolumeClaim: {claimName: a}', 'cp /in/a.jar .', true],
    ['to a path with a slash', '/opt/corda/cordapps/', 'persistentVolumeClaim: {claimName: a}', 'cp /in/a.jar .', true],
    ['to the disk of a host', '/opt/corda/cordapps', 'hostPath: {path: /a}', 'wget -q x/a.jar', true],
    ['to memory', '/opt/corda/cordapps', 'emptyDir: {}', 'cp /in/a.jar .', false],
    ['to their settings', '/opt/corda/cordapps/config', 'persistentVolumeClaim: {claimName: a}', 'cp a.jar .', false],
    ['not, but settings', '/cordapps', 'persistentVolumeClaim: {claimName: a}', 'cp /in/node.conf /etc/corda', false],
  ])('%s', (_, path, volume, script, copies) => {
    const [found] = read(
      stateful(`
initContainers: [{name: fill, command: [sh, -c, "${script}"], volumeMounts: [{name: v, mountPath: ${path}}]}]
volumes: [{name: v, ${volume}}]`),
    );
    expect(found?.does).toEqual(copies ? ['copies-cordapps'] : []);
  });

  test('by a patch, into a volume that only its base knows', () => {
    const [patch] = read(
      stateful(`
initContainers:
  - {name: trade, args: [cp /in/trade.jar /cordapps], volumeMounts: [{name: node, mountPath: /cordapps}]}`),
    );
    expect(patch?.does).toEqual(['copies-cordapps']);
  });
});

test.each([
  ['one file by subPath', 'mountPath: /x/a.conf, subPath: cordapps/config/trade-1.3.0.conf', 'configMap: {name: c}'],
  ['one file by its path', 'mountPath: /o/cordapps/config/trade-1.3.0.conf, subPath: a', 'configMap: {name: c}'],
  [
    'an item of a folder',
    'mountPath: /o/cordapps/config/',
    'configMap: {items: [{key: a, path: trade-1.3.0.conf}, {key: b, path: trade.txt}]}',
  ],
  ['an item of a Secret', 'mountPath: /o/cordapps', 'secret: {items: [{key: a, path: config/trade-1.3.0.conf}]}'],
])('the settings of a CorDapp: %s', (_, mount, volume) => {
  const [found] = read(
    stateful(`
containers: [{name: node, volumeMounts: [{name: v, ${mount}}]}]
volumes: [{name: v, ${volume}}]`),
  );
  expect(found?.configs).toEqual(['trade-1.3.0.conf']);
});

test('where an init container has another volume at a path of the node, the node’s counts', () => {
  const [found] = read(
    stateful(`
initContainers: [{name: fill, volumeMounts: [{name: memory, mountPath: /opt/corda/cordapps}]}]
containers: [{name: node, volumeMounts: [{name: claim, mountPath: /opt/corda/cordapps}]}]
volumes: [{name: memory, emptyDir: {}}, {name: claim, persistentVolumeClaim: {claimName: a}}]`),
  );
  expect(found?.mounts).toEqual([{ path: '/opt/corda/cordapps', keeps: 'claim' }]);
});

describe('a merge', () => {
  const base = read(BEVEL);
  const other = read(R3);
  const image = read(stateful('containers: [{name: node, image: "r.example/corda:4.12"}]'));

  test('with what adds nothing is the base itself', () => {
    expect(image).toHaveLength(1);
    expect(mergeWorkloads(base, image)).toBe(base);
    expect(mergeWorkloads(base, [...read(BEVEL)])).toBe(base);
  });

  test('of the same two bases is one array', () => {
    const merged = mergeWorkloads(base, other);
    expect(merged).toEqual([...base, ...other]);
    expect(mergeWorkloads(base, other)).toBe(merged);
  });
});

/** Unfolded, this file is 200 million characters of script. */
test('a word repeated by aliases is looked into once', { timeout: 5000 }, () => {
  const words = `&word ${'a'.repeat(20_000)}, ${Array(199).fill('*word').join(', ')}`;
  const text = stateful(`containers:\n  - &one {name: node, args: [${words}]}\n${'  - *one\n'.repeat(49)}`);
  expect(read(text)).toMatchObject([{ does: [], jars: [] }]);
});
