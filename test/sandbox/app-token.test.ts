import { generateKeyPairSync, sign, type KeyLike } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, startStage, type Stage } from './start.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
let now = START;
let stage: Stage;

beforeEach(async () => {
  now = START;
  stage = await startStage({ now: () => now });
});
afterEach(() => stage.sandbox.close());

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const tokenOf = (key: KeyLike, claims: Record<string, unknown>, alg = 'RS256'): string => {
  const text = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
};

const askWith = (token: string): Promise<string> => refusalOf(stage.as(token).request('GET /app'));

const seconds = START / 1000;

test.each([
  ['right', {}, 'no refusal'],
  ['a client id in place of the App id', { iss: 'client' }, 'no refusal'],
  ['expired', { iat: seconds - 700, exp: seconds - 1 }, "401 'Expiration time' claim ('exp') must be a numeric value"],
  [
    'valid for more than ten minutes',
    { exp: seconds + 700 },
    "401 'Expiration time' claim ('exp') is too far in the future",
  ],
  ['issued in the future', { iat: seconds + 60 }, "401 'Issued at' claim ('iat') must be an Integer"],
  ['without a time of issue', { iat: undefined }, "401 'Issued at' claim"],
  ['of an App that does not exist', { iss: 1 }, '404 Integration not found'],
])('a JSON web token %s', async (_, change, expected) => {
  const claims = { iss: stage.appId, iat: seconds - 30, exp: seconds + 570, ...change };
  const clientId = stage.sandbox.world.apps.get(stage.appId)?.clientId;
  const token = tokenOf(stage.privateKey, claims.iss === 'client' ? { ...claims, iss: clientId } : claims);
  expect(await askWith(token)).toContain(expected);
});

test('another key, another algorithm and another App are not believed', async () => {
  const claims = { iss: stage.appId, iat: seconds - 30, exp: seconds + 570 };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const undecodable = '401 A JSON web token could not be decoded';
  expect(await askWith(tokenOf(privateKey, claims))).toBe(undecodable);
  expect(await askWith(tokenOf(stage.privateKey, claims, 'none'))).toBe(undecodable);
  const other = stage.sandbox.seed.app({ slug: 'other', permissions: {}, events: [], webhookSecret: 's' });
  expect(await askWith(tokenOf(other.privateKey, claims))).toBe(undecodable);
  const asOther = stage.as(tokenOf(other.privateKey, { ...claims, iss: other.appId }));
  const foreign = { installation_id: stage.installationId };
  expect(await refusalOf(asOther.rest.apps.createInstallationAccessToken(foreign))).toBe('404 Not Found');
});

const tokenFor = async (narrow: Record<string, unknown> = {}): Promise<string> => {
  const claims = { iss: stage.appId, iat: now / 1000 - 30, exp: now / 1000 + 570 };
  const app = stage.as(tokenOf(stage.privateKey, claims));
  const wanted = { installation_id: stage.installationId, ...narrow };
  const { data } = await app.rest.apps.createInstallationAccessToken(wanted);
  return data.token;
};

test('an installation token ends after an hour, and with its installation', async () => {
  const octokit = stage.as(await tokenFor());
  const ask = () => refusalOf(octokit.rest.repos.get({ owner: 'acme', repo: 'net' }));
  expect(await ask()).toBe('no refusal');
  now += 3_599_000;
  expect(await ask()).toBe('no refusal');
  now += 1_000;
  expect(await ask()).toBe('401 Bad credentials');
  const fresh = stage.as(await tokenFor());
  const installation = stage.sandbox.world.installations.get(stage.installationId);
  if (installation) installation.suspendedAt = now;
  expect(await refusalOf(fresh.rest.repos.get({ owner: 'acme', repo: 'net' }))).toBe('401 Bad credentials');
});

test('a fresh token may be unknown for a moment', async () => {
  stage.sandbox.world.tokenLagMs = 2000;
  const octokit = stage.as(await tokenFor());
  expect(await refusalOf(octokit.rest.repos.get({ owner: 'acme', repo: 'net' }))).toBe('401 Bad credentials');
  now += 2000;
  expect(await refusalOf(octokit.rest.repos.get({ owner: 'acme', repo: 'net' }))).toBe('no refusal');
});

test('a token is narrowed to repositories and permissions, and never widened', async () => {
  await stage.sandbox.seed.repository({ owner: 'acme', name: 'hidden', private: true, files: { a: '1' } });
  const reader = stage.as(await tokenFor({ permissions: { contents: 'read' }, repositories: ['net'] }));
  const { data } = await reader.rest.apps.listReposAccessibleToInstallation();
  expect(data.repositories.map((repository) => repository.name)).toEqual(['net']);
  const issue = { owner: 'acme', repo: 'net', title: 'x' };
  expect(await refusalOf(reader.rest.issues.create(issue))).toBe('403 Resource not accessible by integration');
  expect(await refusalOf(reader.rest.repos.get({ owner: 'acme', repo: 'hidden' }))).toBe('404 Not Found');
  const wider = { permissions: { administration: 'write' } };
  expect(await refusalOf(tokenFor(wider))).toMatch(/^422 The permissions requested are not granted/);
  expect(await refusalOf(tokenFor({ repositories: ['hidden'] }))).toMatch(/^422 There is at least one repository/);
});
