import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderSettingsTable, SETTINGS } from '../../src/core/text/settings.ts';
import { readSettings, type Environment, type Settings } from '../../src/settings.ts';
import { makeFolder, startServer } from './start-server.ts';

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
const RIGHT = { APP_ID: '7', PRIVATE_KEY: PEM, WEBHOOK_SECRET: 'long and random' };

const settingsOf = (env: Environment): Settings => {
  const outcome = readSettings(env);
  if (outcome.kind !== 'ready') throw new Error(JSON.stringify(outcome));
  return outcome.settings;
};

const problemsOf = (env: Environment): readonly string[] => {
  const outcome = readSettings(env);
  return outcome.kind === 'wrong' ? outcome.problems.map(({ name, seen }) => `${name}: ${seen}`) : [outcome.kind];
};

it('has a default for everything but the App', () => {
  const { app, cacheDir, ...defaults } = settingsOf(RIGHT);
  expect(app).toEqual({ id: 7, privateKey: PEM.trim(), webhookSecret: 'long and random', formerKeys: [] });
  expect(cacheDir).toMatch(/cordage$/);
  expect(defaults).toMatchInlineSnapshot(`
    {
      "assetHosts": [
        "objects.githubusercontent.com",
        "release-assets.githubusercontent.com",
      ],
      "github": {
        "apiUrl": "https://api.github.com",
        "serverUrl": "https://github.com",
      },
      "http": {
        "host": "0.0.0.0",
        "port": 3000,
      },
      "kubeConfig": undefined,
      "logLevel": "info",
      "networkMaps": [],
      "paceWrites": true,
      "signingKeyPath": undefined,
      "sweepMs": 300000,
    }
  `);
});

it('takes an empty setting for one that is left out', () => {
  const empty = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, ' ']));
  expect(settingsOf({ ...empty, ...RIGHT })).toEqual(settingsOf(RIGHT));
  expect(readSettings(empty).kind).toBe('none');
});

it.each([
  ['as it is', PEM],
  ['with newlines written out', PEM.replaceAll('\n', '\\n')],
  ['in base64', Buffer.from(PEM).toString('base64')],
  ['written out, in base64', Buffer.from(PEM.replaceAll('\n', '\\n')).toString('base64')],
])('reads the private key %s', (_name, key) => {
  expect(settingsOf({ ...RIGHT, PRIVATE_KEY: key }).app.privateKey.trim()).toBe(PEM.trim());
});

it('reads origins of Network Maps as they are compared', () => {
  const maps = 'https://NetMap.example.com/, http://10.0.0.7:8080,https://a.example:443';
  expect(settingsOf({ ...RIGHT, CORDAGE_NETWORK_MAPS: maps }).networkMaps).toEqual([
    'https://netmap.example.com',
    'http://10.0.0.7:8080',
    'https://a.example',
  ]);
});

it('reads the private key from a file', async () => {
  const path = join(await makeFolder(), 'key.pem');
  await writeFile(path, PEM);
  expect(settingsOf({ ...RIGHT, PRIVATE_KEY: '', PRIVATE_KEY_PATH: path }).app.privateKey).toBe(PEM);
});

it.each<[string, Record<string, string>, string]>([
  [
    'a number that is none',
    { APP_ID: 'seven' },
    'APP_ID: it is "seven", not a whole number from 1 to 9007199254740991',
  ],
  ['a port beyond', { PORT: '70000' }, 'PORT: it is "70000", not a whole number from 0 to 65535'],
  [
    'a file for a key',
    { PRIVATE_KEY: '', PRIVATE_KEY_PATH: '/no/such' },
    'PRIVATE_KEY_PATH: "/no/such" cannot be read as a private key in PEM',
  ],
  ['a key that is none', { PRIVATE_KEY: 'hunter2' }, 'PRIVATE_KEY: it is not a private key in PEM'],
  [
    'a key of another kind',
    { PRIVATE_KEY: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    'PRIVATE_KEY: it is not an RSA key',
  ],
  [
    'an address without scheme',
    { GITHUB_API_URL: 'github.example' },
    'GITHUB_API_URL: it is not a URL that begins with https://',
  ],
  [
    'an address with a password',
    { GITHUB_SERVER_URL: 'https://a:b@github.example' },
    'GITHUB_SERVER_URL: it has a user or a password in it',
  ],
  ['a word for yes or no', { CORDAGE_PACE_WRITES: 'false' }, 'CORDAGE_PACE_WRITES: it is "false", not one of yes, no'],
  [
    'a host with scheme',
    { CORDAGE_ASSET_HOSTS: 'a.example,https://b.example' },
    'CORDAGE_ASSET_HOSTS: "https://b.example" is not the name of a host',
  ],
  [
    'a Network Map with a path',
    { CORDAGE_NETWORK_MAPS: 'https://a.example/, https://b.example/map' },
    'CORDAGE_NETWORK_MAPS: "https://b.example/map" is not an origin such as https://netmap.example.com',
  ],
  [
    'a Network Map of another scheme',
    { CORDAGE_NETWORK_MAPS: 'file:///etc' },
    'CORDAGE_NETWORK_MAPS: "file:///etc" is not an origin such as https://netmap.example.com',
  ],
  [
    'a Network Map with a password',
    { CORDAGE_NETWORK_MAPS: 'https://a:b@a.example' },
    'CORDAGE_NETWORK_MAPS: it has a user or a password in it',
  ],
  [
    'a signing key that is not there',
    { CORDAGE_SIGNING_KEY_PATH: '/no/such' },
    'CORDAGE_SIGNING_KEY_PATH: "/no/such" cannot be read',
  ],
])('refuses %s', (_name, wrong, problem) => {
  expect(problemsOf({ ...RIGHT, ...wrong })).toEqual([problem]);
});

it('tells all that is wrong at once, each with where to get it, and exits with 1', async () => {
  const server = await startServer({ APP_ID: 'seven', PORT: 'http', LOG_LEVEL: 'loud', GITHUB_API_URL: 'ftp://x' });
  expect(await server.ended).toEqual([1, null]);
  expect(server.output.stdout).toBe('');
  expect(server.output.stderr).toMatchInlineSnapshot(`
    "Cordage cannot start: 6 settings are missing or wrong.

      PORT: it is "http", not a whole number from 0 to 65535
        leave it out for 3000
      APP_ID: it is "seven", not a whole number from 1 to 9007199254740991
        copy "App ID" from the App's page on GitHub (Settings, Developer settings, GitHub Apps)
      PRIVATE_KEY: neither it nor PRIVATE_KEY_PATH is set
        generate one under "Private keys" on the App's page on GitHub (Settings, Developer settings, GitHub Apps); give its text here or its path in PRIVATE_KEY_PATH
      WEBHOOK_SECRET: it is not set
        make a long random text (openssl rand -hex 32), and set it here and as "Webhook secret" on the App's page on GitHub (Settings, Developer settings, GitHub Apps)
      GITHUB_API_URL: it is not a URL that begins with https://
        leave it out for github.com; for GitHub Enterprise Server write https://HOST/api/v3
      LOG_LEVEL: it is "loud", not one of trace, debug, info, warn, error, fatal, silent
        leave it out for info

    Settings are read from the environment and from .env in this folder; docs/operations.md lists them.
    "
  `);
});

it('every setting is read, and every one that is read is documented', () => {
  const asked = new Set<string>();
  const watched = new Proxy<Environment>(
    { ...RIGHT },
    { get: (env, name) => (asked.add(String(name)), env[String(name)]) },
  );
  readSettings(watched);
  // NODE_ENV is Node's and matters at a first start only.
  expect([...asked].toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  const docs = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  expect(docs).toContain(renderSettingsTable());
});

it('the deployment sets settings that there are', () => {
  const text = readFileSync(new URL('../../manifests/bot/settings.env', import.meta.url), 'utf8');
  const names = [...text.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(5);
  expect(Object.keys(SETTINGS)).toEqual(expect.arrayContaining(names));
});

/** Who may look at the environment: settings, and those that build one for a child process from nothing. */
const READERS = ['git/environment.ts', 'sandbox/demo/start-process.ts', 'sandbox/github/git.ts', 'settings.ts'];

it('nothing else in src reads the environment', () => {
  const src = new URL('../../src/', import.meta.url);
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const readers = files.filter((file) =>
    /\bprocess\s*(?:\.|\[)\W*env\b|\benv\b[^;]*from 'node:process'|loadEnvFile|\{[^}]*\benv\b[^}]*\} = process\b/.test(
      readFileSync(new URL(file, src), 'utf8'),
    ),
  );
  expect(readers.toSorted()).toEqual(READERS);
});
