import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DOWNLOAD_LIMITS, downloadAsset, type Download, type DownloadFrom } from '../../src/github/assets.ts';
import { RetryLater } from '../../src/github/errors.ts';
import { serve, type Served } from './serve.ts';

const BYTES = Buffer.from('a JAR, let us say');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const PATH = '/api/v3/repos/acme/trade/releases/assets/7';

type More = Partial<Omit<DownloadFrom, 'asset' | 'limits'>> & {
  readonly size?: number;
  readonly sha256?: string;
  readonly limits?: Partial<typeof DOWNLOAD_LIMITS>;
};

const setUp = async (answer: (response: ServerResponse) => void) => {
  const directory = await mkdtemp(join(tmpdir(), 'cordage-assets-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const api = await serve((_request, response) => answer(response));
  const download = ({ size = BYTES.length, sha256, limits, ...more }: More = {}): Promise<Download> =>
    downloadAsset({
      octokit: { auth: () => Promise.resolve({ token: 'ghs_secret' }) },
      apiUrl: `${api.url}/api/v3`,
      repository: 'acme/trade',
      asset: { id: 7, name: 'trade.jar', size, updatedAt: 0, sha256 },
      hosts: ['127.0.0.1'],
      directory,
      stop: new AbortController().signal,
      ...(limits ? { limits: { ...DOWNLOAD_LIMITS, ...limits } } : {}),
      ...more,
    });
  return { api, download, files: () => readdir(directory) };
};

const redirectTo =
  (location: string) =>
  (response: ServerResponse): void =>
    void response.writeHead(302, { location }).end();

const authorizations = ({ requests }: Served): unknown[] => requests.map(({ headers }) => headers.authorization);

it('stores the bytes under a name of their own', async () => {
  const { api, download, files } = await setUp((response) => response.end(BYTES));
  const [one, two] = await Promise.all([download({ sha256: SHA256 }), download()]);
  if (one?.kind !== 'done' || two?.kind !== 'done') throw new Error('not downloaded');
  expect(one.sha256).toBe(SHA256);
  expect(await readFile(one.path)).toEqual(BYTES);
  expect((await files()).toSorted()).toEqual([one, two].map(({ path }) => basename(path)).toSorted());
  expect(api.requests.map(({ path }) => path)).toEqual([PATH, PATH]);
  expect(authorizations(api)).toEqual(['token ghs_secret', 'token ghs_secret']);
});

it('follows to storage without the token', async () => {
  const storage = await serve((_request, response) => response.end(BYTES));
  const { api, download } = await setUp(redirectTo(`${storage.url}/blob?sig=x`));
  expect((await download()).kind).toBe('done');
  expect(authorizations(api)).toEqual(['token ghs_secret']);
  expect(authorizations(storage)).toEqual([undefined]);
  expect(JSON.stringify(storage.requests)).not.toContain('ghs_');
});

it.each([
  ['another host', 'https://evil.example/x', 'evil.example'],
  ['a listed host without TLS', 'http://storage.example/x', 'storage.example'],
  ['a name that ends like a listed one', 'https://evil-storage.example/x', 'evil-storage.example'],
  ['credentials that look like a listed host', 'https://storage.example@evil.example/x', 'evil.example'],
  ['a file', 'file:///etc/passwd', 'file:'],
  ['the metadata service', 'http://169.254.169.254/latest', '169.254.169.254'],
])('does not follow to %s', async (_name, location, host) => {
  const { download, files } = await setUp(redirectTo(location));
  expect(await download({ hosts: ['storage.example'] })).toEqual({ kind: 'refused', why: { code: 'host', host } });
  expect(await files()).toEqual([]);
});

it('follows three times at most', async () => {
  const { api, download } = await setUp(redirectTo('/again'));
  expect(await download()).toEqual({ kind: 'refused', why: { code: 'redirects', limit: 3 } });
  expect(api.requests).toHaveLength(4);
});

it('asks for nothing that is listed as too large', async () => {
  const { api, download } = await setUp((response) => response.end(BYTES));
  const size = DOWNLOAD_LIMITS.bytes + 1;
  const why = { code: 'too-large', size, limit: DOWNLOAD_LIMITS.bytes };
  expect(await download({ size })).toEqual({ kind: 'refused', why });
  expect(api.requests).toEqual([]);
});

it.each([[404], [410]])('tells an asset that is gone (%i)', async (status) => {
  const { download } = await setUp((response) => response.writeHead(status).end());
  expect(await download()).toEqual({ kind: 'refused', why: { code: 'gone' } });
});

it('reads no more than is listed, though the body has no end', async () => {
  let sent = 0;
  const { download, files } = await setUp((response) => {
    const more = (): void => {
      sent += 65_536;
      if (!response.destroyed && sent < 64 * 1024 * 1024) response.write(Buffer.alloc(65_536), more);
    };
    more();
  });
  await expect(download()).rejects.toThrow('trade.jar as its release lists it: 17 bytes, not ');
  expect(sent).toBeLessThan(16 * 1024 * 1024);
  expect(await files()).toEqual([]);
});

it.each<[string, (response: ServerResponse) => void, More]>([
  ['fewer bytes than listed', (response) => response.end(BYTES), { size: 99 }],
  [
    'a length that lies',
    (response) => response.writeHead(200, { 'content-length': 99 }).write(BYTES, () => response.destroy()),
    {},
  ],
  ['chunks that break off', (response) => response.write(BYTES, () => response.destroy()), {}],
  ['other bytes of the same length', (response) => response.end(BYTES), { sha256: '0'.repeat(64) }],
  ['an answer that never comes', () => undefined, { limits: { timeMs: 100 } }],
  ['a body that stops coming', (response) => response.write('a JAR'), { limits: { timeMs: 100 } }],
  ['no connection', (response) => response.destroy(), {}],
  ['a fault of the server', (response) => response.writeHead(503).end(), {}],
  ['a refusal', (response) => response.writeHead(401).end(), {}],
  ['a redirection to nowhere', (response) => response.writeHead(302).end(), {}],
  ['a redirection to no address', redirectTo('http://['), {}],
])('%s: to be tried again, and nothing is left', async (_name, answer, more) => {
  const { download, files } = await setUp(answer);
  await expect(download(more)).rejects.toThrow(RetryLater);
  expect(await files()).toEqual([]);
});

it('ends when the server stops', async () => {
  const halt = new AbortController();
  const { api, download, files } = await setUp((response) => response.write('a JAR'));
  const hanging = download({ stop: halt.signal });
  hanging.catch(() => undefined);
  await expect.poll(() => api.requests.length, { timeout: 15_000 }).toBe(1);
  halt.abort(new Error('the server is stopping'));
  await expect(hanging).rejects.toThrow(RetryLater);
  expect(await files()).toEqual([]);
});
