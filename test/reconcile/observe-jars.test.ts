import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { givenConfig } from '../../src/core/network/network.test-data.ts';
import type { Asset, Release } from '../../src/core/release/release.ts';
import { selectReleases } from '../../src/core/release/select.ts';
import { release } from '../../src/core/rollout/rollout.test-data.ts';
import { createMemory } from '../../src/reconcile/memory.ts';
import { observeJars } from '../../src/reconcile/observe-jars.ts';
import { makeCordappJar } from '../../src/sandbox/cordapp-jar.ts';
import { serve } from '../github/serve.ts';

const BYTES = makeCordappJar({ manifest: { 'Cordapp-Contract-Name': 'Trade', 'Cordapp-Contract-Version': '2' } });
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const GONE = 99;

const assetAt = (id: number, more: Partial<Asset> = {}): Asset => ({
  id,
  name: `trade-${id}.jar`,
  size: BYTES.length,
  updatedAt: 0,
  sha256: SHA256,
  ...more,
});

const released = (version: string, ...assets: readonly Asset[]): Release => release(version, { assets });

const OTHER = 'other: {kind: cordapp, image: r.example/other, releases: acme/other}';

/** A GitHub that has every asset but {@link GONE}, and one folder for the facts of every process. */
const setUp = async (releases: readonly Release[]) => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'cordage-test-'));
  onTestFinished(() => rm(cacheDir, { recursive: true, force: true }));
  const api = await serve(({ url }, response) => {
    if (url?.endsWith(`/${GONE}`)) response.writeHead(404).end();
    else response.end(BYTES);
  });
  const [, , other] = givenConfig(undefined, undefined, `  ${OTHER}`).artifacts;
  if (!other) throw new Error('not a configuration');
  const listed = [{ artifact: other, ...selectReleases(other, releases), problem: undefined }];
  const start = () => {
    const memory = createMemory();
    return async (running: readonly string[], wanted: readonly string[] = []) => {
      const named = (versions: readonly string[]) => versions.map((version) => ({ artifact: 'other', version }));
      const eyes = {
        octokit: { auth: () => Promise.resolve({ token: 'ghs_secret' }) },
        settings: { github: { apiUrl: api.url, serverUrl: api.url }, cacheDir, assetHosts: [] },
        memory,
        log: { warn: () => undefined },
        stop: new AbortController().signal,
      };
      return observeJars(eyes, { pins: named(running) }, listed, named(wanted));
    };
  };
  return { start, asked: () => api.requests.map(({ path }) => Number(path.split('/').at(-1))) };
};

it('knows what runs and what is wanted, downloads each once, and none after a new start', async () => {
  const { start, asked } = await setUp([
    released('1.2.0', assetAt(12)),
    released('1.3.0', assetAt(13, { sha256: SHA256 })),
    released('1.4.0', assetAt(14)),
  ]);
  const look = start();
  const jars = await look(['1.2.0', '1.2.0'], ['1.4.0', '7.0.0']);
  expect([...jars.keys()]).toEqual(['other@1.4.0', 'other@1.2.0']);
  expect(jars.get('other@1.2.0')).toMatchObject([{ name: 'trade-12.jar', sha256: SHA256, facts: { sha256: SHA256 } }]);
  expect(asked()).toEqual([14, 12]);
  await look(['1.2.0'], ['1.4.0']);
  expect(await start()(['1.2.0'], ['1.4.0'])).toEqual(jars);
  expect(asked()).toEqual([14, 12]);
});

it('downloads anew after a start where GitHub does not tell the digest', async () => {
  const { start, asked } = await setUp([released('1.2.0', assetAt(12, { sha256: undefined }))]);
  expect(await start()(['1.2.0'])).toEqual(await start()(['1.2.0']));
  expect(asked()).toEqual([12, 12]);
});

it.each([
  ['nothing attached', []],
  ['a JAR that is gone', [assetAt(1), assetAt(GONE)]],
  ['a JAR too large', [assetAt(1), assetAt(2, { size: 1e9 })]],
  ['more JARs than a release may have', Array.from({ length: 21 }, (_, index) => assetAt(index))],
])('a version with %s is not known, and the others are', async (_, assets) => {
  const { start, asked } = await setUp([released('1.3.0', ...assets), released('1.2.0', assetAt(12))]);
  const jars = await start()(['1.2.0', '1.3.0']);
  expect([...jars.keys()]).toEqual(['other@1.2.0']);
  expect(asked().length).toBeLessThanOrEqual(3);
});

it('looks into the 20 newest that were released, whatever else is named', async () => {
  const versions = Array.from({ length: 25 }, (_, index) => `1.${index}.0`);
  const { start } = await setUp(versions.map((version, index) => released(version, assetAt(index))));
  const made = Array.from({ length: 30 }, (_, index) => `9.${index}.0`);
  const jars = await start()(versions, made);
  expect([...jars.keys()]).toEqual(
    versions
      .slice(5)
      .toReversed()
      .map((version) => `other@${version}`),
  );
});
