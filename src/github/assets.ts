import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Asset } from '../core/release/release.ts';
import type { AssetRefusal } from '../core/text/release-problems.ts';
import type { Octokit } from './client.ts';
import { RetryLater } from './errors.ts';

/** What a download may cost. A CorDapp is a few MB; the largest seen in public are below 100 MB. */
export const DOWNLOAD_LIMITS: DownloadLimits = { bytes: 200 * 1024 * 1024, timeMs: 120_000, redirects: 3 };

type DownloadLimits = { readonly bytes: number; readonly timeMs: number; readonly redirects: number };

export type Download =
  /** The file is the caller's to delete. */
  | { readonly kind: 'done'; readonly path: string; readonly sha256: string }
  /** The asset itself is at fault; asking again does not help until it changes. */
  | { readonly kind: 'refused'; readonly why: AssetRefusal };

export type DownloadFrom = {
  readonly octokit: Pick<Octokit, 'auth'>;
  readonly apiUrl: string;
  readonly repository: string;
  readonly asset: Asset;
  /** Hosts that GitHub may send us to, beside the API's own. */
  readonly hosts: readonly string[];
  readonly directory: string;
  readonly stop: AbortSignal;
  readonly limits?: DownloadLimits;
};

/**
 * Downloads a release asset into a new file of the directory, reading no more than GitHub said it has, whatever the
 * headers say. The token goes to the API's origin only: GitHub redirects to storage that must not see it.
 * Throws RetryLater when the bytes do not come, or are not those that GitHub told of.
 */
export const downloadAsset = async (from: DownloadFrom): Promise<Download> => {
  const { asset, limits = DOWNLOAD_LIMITS } = from;
  if (asset.size > limits.bytes) return refuse({ code: 'too-large', size: asset.size, limit: limits.bytes });
  const signal = AbortSignal.any([AbortSignal.timeout(limits.timeMs), from.stop]);
  try {
    const answer = await follow(from, limits.redirects, signal);
    return answer instanceof Response ? await store(answer, from.directory, asset, signal) : refuse(answer);
  } catch (error) {
    if (error instanceof RetryLater) throw error;
    throw new RetryLater(`the download of ${asset.name}`, { cause: error });
  }
};

const refuse = (why: AssetRefusal): Download => ({ kind: 'refused', why });

const follow = async (from: DownloadFrom, redirects: number, signal: AbortSignal): Promise<Response | AssetRefusal> => {
  const { token } = (await from.octokit.auth({ type: 'installation' })) as { token: string };
  let url = new URL(`${from.apiUrl}/repos/${from.repository}/releases/assets/${from.asset.id}`);
  const { origin } = url;
  for (let hop = 0; hop <= redirects; hop += 1) {
    const own = url.origin === origin;
    if (!own && !mayRead(url, from.hosts)) return { code: 'host', host: url.host || url.protocol };
    const headers = { accept: 'application/octet-stream', 'user-agent': 'cordage' };
    const answer = await fetch(url, {
      headers: own ? { ...headers, authorization: `token ${token}` } : headers,
      redirect: 'manual',
      signal,
    });
    const location = answer.headers.get('location');
    if (answer.ok) return answer;
    await answer.body?.cancel();
    if (answer.status === 404 || answer.status === 410) return { code: 'gone' };
    if (answer.status < 300 || answer.status >= 400 || location === null || !URL.canParse(location, url.href)) {
      throw new RetryLater(`the download of ${from.asset.name} (${answer.status})`, {});
    }
    url = new URL(location, url);
  }
  return { code: 'redirects', limit: redirects };
};

/** Loopback, where the sandbox has its storage, is the one host that needs no TLS. */
const mayRead = (url: URL, hosts: readonly string[]): boolean =>
  hosts.includes(url.hostname) &&
  (url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1'));

const store = async (answer: Response, directory: string, asset: Asset, signal: AbortSignal): Promise<Download> => {
  await mkdir(directory, { recursive: true });
  // A name of its own: two networks may follow one release at the same time.
  const path = join(directory, `${randomUUID()}.part`);
  const hash = createHash('sha256');
  let size = 0;
  const wrongSize = (): RetryLater =>
    new RetryLater(`${asset.name} as its release lists it: ${asset.size} bytes, not ${size}`, {});
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > asset.size ? wrongSize() : null, chunk);
    },
  });
  try {
    const body = answer.body ? Readable.fromWeb(answer.body) : Readable.from([]);
    await pipeline(body, measure, createWriteStream(path, { mode: 0o600 }), { signal });
    // A connection that closed early with a plausible end must not pass for the file.
    if (size !== asset.size) throw wrongSize();
    const sha256 = hash.digest('hex');
    if (asset.sha256 !== undefined && sha256 !== asset.sha256) {
      throw new RetryLater(`${asset.name} with the digest that its release lists`, {});
    }
    return { kind: 'done', path, sha256 };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
};
