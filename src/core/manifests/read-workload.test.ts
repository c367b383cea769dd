import { expect, test } from 'vitest';
import { readManifest } from './read.ts';
import { mergeWorkloads, type Workload } from './workload.ts';

const read = (text: string): readonly Workload[] => readManifest('node.yaml', new TextEncoder().encode(text)).workloads;

const STATEFUL = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: corda}
spec:
  replicas: 1
  updateStrategy: {type: RollingUpdate}
  template:
    spec:
      initContainers:
        - name: cordapps
          command: [sh, -c, "cp -ar /jars/trade-1.3.0.jar /opt/corda/cordapps"]
          volumeMounts: [{name: cordapps, mountPath: /opt/corda/cordapps}]
      containers:
        - name: corda
          image: r.example/corda:4.11.7
          args: ["run-migration-scripts --core-schemas && java -jar corda.jar"]
          lifecycle: {preStop: {exec: {command: [sh, -c, "run gracefulShutdown"]}}}
          readinessProbe: {tcpSocket: {port: 10002}}
          volumeMounts:
            - {name: node, mountPath: /opt/corda}
            - {name: certificates, mountPath: /opt/corda/certificates}
            - {name: logs, mountPath: /opt/corda/logs}
            - {name: config, mountPath: /opt/corda/cordapps/config/trade-1.3.0.conf, subPath: trade.conf}
            - {name: shell, mountPath: /opt/corda/drivers/corda-shell-4.11.jar}
            - {name: elsewhere, mountPath: /mnt}
      volumes:
        - {name: certificates, secret: {secretName: keys}}
        - {name: config, configMap: {name: config}}
        - {name: logs, emptyDir: {}}
        - {name: shell, hostPath: {path: /jars}}
        - {name: cordapps, persistentVolumeClaim: {claimName: cordapps}}
  volumeClaimTemplates: [{metadata: {name: node}}]
`;

test('what a node is mounted on, what its containers do and which JARs and settings they name', () => {
  expect(read(STATEFUL)).toEqual([
    {
      kind: 'StatefulSet',
      name: 'corda',
      strategy: 'RollingUpdate',
      replicas: 1,
      mounts: [
        { path: '/opt/corda', keeps: 'claim' },
        { path: '/opt/corda/certificates', keeps: 'config' },
        { path: '/opt/corda/logs', keeps: 'memory' },
        { path: '/opt/corda/cordapps/config/trade-1.3.0.conf', keeps: 'config' },
        { path: '/opt/corda/drivers/corda-shell-4.11.jar', keeps: 'other' },
        { path: '/mnt', keeps: 'other' },
        { path: '/opt/corda/cordapps', keeps: 'claim' },
      ],
      readiness: true,
      does: ['migration', 'graceful-shutdown', 'copies-cordapps'],
      jars: ['corda.jar', 'trade-1.3.0.jar', 'corda-shell-4.11.jar'],
      configs: ['trade-1.3.0.conf'],
    },
  ]);
});

test.each([
  ['emptied first', 'cp -ar', 'rm -rf /opt/corda/cordapps/* && cp -ar'],
  ['emptied by find', 'cp -ar', 'find /opt/corda/cordapps -name "*.jar" -delete; cp -ar'],
  ['only looked at', 'cp -ar', 'ls'],
])('a folder of CorDapps that is %s does not keep former JARs', (_, from, to) => {
  expect(read(STATEFUL.replace(from, to.replaceAll('"', "'")))[0]?.does).toEqual(['migration', 'graceful-shutdown']);
});

test.each([
  ['of another kind', STATEFUL.replace('kind: StatefulSet', 'kind: DaemonSet')],
  ['without a name', STATEFUL.replace('name: corda}', 'generateName: corda}')],
  ['of a chart’s template', STATEFUL.replace('{name: corda}', '{name: "{{ .Release.Name }}"}')],
])('an object %s is none', (_, text) => {
  expect(read(text)).toEqual([]);
});

test('a Deployment with its own strategy; what a file does not say is not known', () => {
  expect(
    read('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: node}\nspec: {strategy: {type: Recreate}}\n'),
  ).toMatchObject([{ kind: 'Deployment', strategy: 'Recreate', replicas: undefined, readiness: false, mounts: [] }]);
});

test('a patch changes what it says and leaves the rest; the array of a base stays one', () => {
  const base = read(STATEFUL);
  const patch = read(`apiVersion: apps/v1
kind: StatefulSet
metadata: {name: corda}
spec:
  replicas: 0
  template:
    spec:
      containers:
        - name: corda
          volumeMounts:
            - {name: node, mountPath: /opt/corda}
            - {name: legacy, mountPath: /opt/corda/legacy-contracts}
      volumes: [{name: legacy, configMap: {name: legacy}}]
`);
  const [merged, ...others] = mergeWorkloads(base, patch);
  expect(others).toEqual([]);
  expect(merged).toMatchObject({ strategy: 'RollingUpdate', replicas: 0, readiness: true });
  expect(merged?.mounts).toContainEqual({ path: '/opt/corda', keeps: 'claim' });
  expect(merged?.mounts).toContainEqual({ path: '/opt/corda/legacy-contracts', keeps: 'config' });
  expect(mergeWorkloads(base, [])).toBe(base);
  expect(mergeWorkloads([], base)).toBe(base);
  expect(mergeWorkloads(base, base)).toBe(base);
});

test('a file that repeats one container by aliases is cut', () => {
  const words = Array.from({ length: 500 }, (_, index) => `word-${index}.jar`).join(', ');
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: node}
spec:
  template:
    spec:
      containers:
        - &one {name: corda, args: [${words}]}
${'        - *one\n'.repeat(20_000)}`;
  const [workload] = read(text);
  expect(workload?.jars).toHaveLength(200);
});
