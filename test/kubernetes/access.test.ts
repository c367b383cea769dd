import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createClusters } from '../../src/kubernetes/create-clusters.ts';
import { answer, type ApiServer } from './api-server.ts';
import { makeCertificate } from '../../src/sandbox/argo/certificate.ts';
import {
  application,
  argocd,
  FAST,
  instance,
  makeFolder,
  NETWORK,
  openClusters,
  serve,
  until,
  writeKubeConfig,
} from './world.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Lets in who brings the token of the moment. */
const guard = (server: ApiServer, token: string) => {
  let valid = token;
  server.intercept(({ authorization }, response) => {
    if (authorization === `Bearer ${valid}`) return false;
    answer(response, 401);
    return true;
  });
  return {
    rotate: (next: string): void => {
      valid = next;
      server.endWatches();
    },
  };
};

const look = (clusters: ReturnType<typeof openClusters>) => clusters.look(NETWORK, argocd(instance('tokyo')))[0];

test('TLS with the CA of the kubeconfig and a bearer token', async () => {
  const tls = await makeCertificate();
  const server = await serve({ tls });
  guard(server, 'sesame');
  server.put(application('party-1'));
  const path = join(makeFolder(), 'kubeconfig');
  const cluster = { 'certificate-authority-data': base64(tls.cert) };
  writeKubeConfig(path, [{ name: 'tokyo', server: server.url, cluster, user: { token: 'sesame' } }]);
  const clusters = openClusters(path);
  await until(() => expect(look(clusters)).toMatchObject({ state: 'watched', applications: [{ name: 'party-1' }] }));
  server.put(application('party-2'));
  await until(() => expect(look(clusters)?.applications).toHaveLength(2));
});

test('a certificate of another CA is away, and no token is sent', async () => {
  const server = await serve({ tls: await makeCertificate() });
  const path = join(makeFolder(), 'kubeconfig');
  const cluster = { 'certificate-authority-data': base64((await makeCertificate()).cert) };
  writeKubeConfig(path, [{ name: 'tokyo', server: server.url, cluster, user: { token: 'sesame' } }]);
  const clusters = openClusters(path);
  const why = "the API server's certificate is not trusted";
  await until(() => expect(look(clusters)).toMatchObject({ state: 'away', why }));
  expect(server.asked).toEqual([]);
});

test('http without insecure-skip-tls-verify is not spoken, and no token is sent', async () => {
  const server = await serve();
  const path = join(makeFolder(), 'kubeconfig');
  writeKubeConfig(path, [{ name: 'tokyo', server: server.url, cluster: {}, user: { token: 'sesame' } }]);
  const clusters = openClusters(path);
  const why = 'its address is http:// without insecure-skip-tls-verify in the kubeconfig';
  await until(() => expect(look(clusters)).toMatchObject({ state: 'away', why }));
  expect(server.asked).toEqual([]);
});

test('a token that was rotated in its file is used at once when the old one is refused', async () => {
  const server = await serve();
  server.put(application('party-1'));
  const { rotate } = guard(server, 'one');
  const folder = makeFolder();
  writeFileSync(join(folder, 'token'), 'one');
  const path = join(folder, 'kubeconfig');
  writeKubeConfig(path, [{ name: 'tokyo', server: server.url, user: { tokenFile: 'token' } }]);
  const clusters = openClusters(path);
  await until(() => expect(look(clusters)?.state).toBe('watched'));
  await until(() => expect(server.open()).toBe(2));
  writeFileSync(join(folder, 'token'), 'two');
  rotate('two');
  await until(() => expect(server.open()).toBe(2));
  server.put(application('party-2'));
  await until(() => expect(look(clusters)?.applications).toHaveLength(2));
  expect(clusters.log.map(({ state }) => state)).toEqual(['watched', 'watched']);
});

test('a server that moved is found where the kubeconfig says then', async () => {
  const [old, next] = [await serve(), await serve()];
  next.put(application('party-1'));
  const path = join(makeFolder(), 'kubeconfig');
  writeKubeConfig(path, [{ name: 'tokyo', server: old.url }]);
  const clusters = openClusters(path);
  await until(() => expect(look(clusters)?.state).toBe('watched'));
  await old.stop();
  writeKubeConfig(path, [{ name: 'tokyo', server: next.url }]);
  await until(() => expect(look(clusters)).toMatchObject({ state: 'watched', applications: [{ name: 'party-1' }] }));
});

test('a plugin that fails or hangs is away by itself, and what it says is not told', async () => {
  const server = await serve();
  const folder = makeFolder();
  const script = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const exec = (command: string) => ({ exec: { apiVersion: 'client.authentication.k8s.io/v1', command } });
  const path = join(folder, 'kubeconfig');
  const credential = '{"status":{"token":"from-a-plugin"}}';
  writeKubeConfig(path, [
    { name: 'tokyo', server: server.url, user: exec(script('good', `echo '${credential}'`)) },
    { name: 'osaka', server: server.url, user: exec(script('bad', 'echo hunter2 >&2; exit 1')) },
    { name: 'kyoto', server: server.url, user: exec(script('slow', 'exec sleep 2')) },
  ]);
  const clusters = openClusters(path, { answer: 500 });
  const config = argocd(instance('tokyo'), instance('osaka'), instance('kyoto'));
  await until(() =>
    expect(clusters.look(NETWORK, config).map(({ state, why }) => [state, why])).toEqual([
      ['watched', undefined],
      ['away', 'the credentials of the kubeconfig cannot be had'],
      ['away', 'the API server does not answer in time'],
    ]),
  );
  expect(new Set(server.asked.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer from-a-plugin']));
  expect(JSON.stringify(clusters.log)).not.toContain('hunter2');
});

test('a kubeconfig that is not there or no kubeconfig, and no pod around Cordage, are away', async () => {
  vi.stubEnv('KUBERNETES_SERVICE_HOST', undefined);
  vi.stubEnv('KUBERNETES_SERVICE_PORT', undefined);
  const folder = makeFolder();
  writeFileSync(join(folder, 'list'), '- a\n');
  const whyOf = async (clusters: ReturnType<typeof createClusters>, context?: string) => {
    const config = argocd(instance('tokyo', { context }));
    await until(() => expect(clusters.look(NETWORK, config)[0]?.state).toBe('away'));
    const why = clusters.look(NETWORK, config)[0]?.why;
    await clusters.stop();
    return why;
  };
  const inCluster = () =>
    createClusters({ kubeConfig: 'in-cluster', now: Date.now, onChange: () => undefined, timings: FAST });
  expect(await whyOf(openClusters(join(folder, 'none')))).toBe('the kubeconfig cannot be read');
  expect(await whyOf(openClusters(join(folder, 'list')))).toBe('the kubeconfig cannot be read');
  expect(await whyOf(inCluster())).toBe('Cordage does not run in a cluster that gives it a service account');
  expect(await whyOf(inCluster(), 'tokyo')).toBe('the kubeconfig has no context "tokyo"');
  vi.unstubAllEnvs();
});
