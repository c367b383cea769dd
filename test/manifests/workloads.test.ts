import { expect, test } from 'vitest';
import { mergeWorkloads } from '../../src/core/manifests/workload.ts';
import { readManifest } from '../../src/core/manifests/read.ts';
import { networkFiles } from '../../src/sandbox/network.ts';

test('a node of the reference network keeps its files, says when it is ready, and leaves no JAR behind', async () => {
  const files = await networkFiles({ nodes: 1 });
  const read = (path: string) => readManifest(path, new TextEncoder().encode(files[path])).workloads;
  const [node, ...others] = mergeWorkloads(read('base/node/statefulset.yaml'), read('base/participant/trade.yaml'));
  expect(others).toEqual([]);
  expect(node).toMatchObject({
    kind: 'StatefulSet',
    strategy: 'RollingUpdate',
    replicas: 1,
    readiness: true,
    does: [],
  });
  expect(Object.fromEntries((node?.mounts ?? []).map(({ path, keeps }) => [path, keeps]))).toMatchObject({
    '/var/lib/corda': 'claim',
    '/var/lib/corda/cordapps': 'memory',
    '/var/lib/corda/certificates': 'config',
    '/etc/corda': 'config',
  });
});
