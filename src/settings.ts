import { createPrivateKey } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { defaultOf, type SettingName, type SettingProblem } from './core/text/settings.ts';

/** All that the process is told from outside. */
export type Settings = {
  readonly app: {
    readonly id: number;
    readonly privateKey: string;
    readonly webhookSecret: string;
    /** PEM; the journal's older entries are signed with them. */
    readonly formerKeys: readonly string[];
  };
  /** Both without a trailing slash. */
  readonly github: { readonly apiUrl: string; readonly serverUrl: string };
  readonly http: { readonly host: string; readonly port: number };
  readonly cacheDir: string;
  /** Milliseconds between two sweeps over all networks. */
  readonly sweepMs: number;
  /** Whether writes keep the distance GitHub asks of integrations: 1 s, and 3 s between those that notify people. */
  readonly paceWrites: boolean;
  /** Hosts that a release asset may be downloaded from, beside the API's own. */
  readonly assetHosts: readonly string[];
  /** Origins of the Network Maps that may be asked: `https://netmap.example.com`. */
  readonly networkMaps: readonly string[];
  readonly signingKeyPath: string | undefined;
  /** How the API servers behind Argo CD are reached; undefined: no cluster is watched. */
  readonly kubeConfig: KubeConfigSource | undefined;
  readonly logLevel: string;
};

/** A kubeconfig file, or the service account of the pod that Cordage runs in. */
export type KubeConfigSource = { readonly path: string } | 'in-cluster';

/** What a first start needs to offer the page that registers an App. */
export type FirstStart = {
  /** On this machine only, unless HOST says otherwise: whoever reaches the page decides whose App this becomes. */
  readonly http: Settings['http'];
  readonly serverUrl: string;
  readonly webhookUrl: string | undefined;
  /** Probot offers no page in production. */
  readonly production: boolean;
};

export type Environment = Readonly<Record<string, string | undefined>>;

export type SettingsOutcome =
  | { readonly kind: 'ready'; readonly settings: Settings }
  /** Nothing that names an App is set: this is somebody's first start. */
  | { readonly kind: 'none'; readonly firstStart: FirstStart }
  | { readonly kind: 'wrong'; readonly problems: readonly SettingProblem[] };

/** The environment, with what `.env` in this folder adds. The only place that reads it. */
export const loadEnvironment = (): Environment => {
  if (existsSync('.env')) loadEnvFile('.env');
  return process.env;
};

/** Sets what Probot's registration page reads from the environment by itself. */
export const setEnvironment = (values: Readonly<Record<string, string>>): void => {
  Object.assign(process.env, values);
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const HOST_NAME = /^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i;

/** Reads every setting and tells all that is wrong at once. An empty one counts as left out. */
export const readSettings = (env: Environment): SettingsOutcome => {
  const problems: SettingProblem[] = [];
  const read = readerOf(env, problems);
  const http = { host: read.text('HOST'), port: read.whole('PORT', 0, 65_535) };
  const serverUrl = read.url('GITHUB_SERVER_URL');
  const webhookUrl = read.url('CORDAGE_WEBHOOK_URL') || undefined;
  const named = (['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'] as const).some(read.text);
  if (!named && problems.length === 0) {
    const host = env['HOST'] || '127.0.0.1';
    const production = env['NODE_ENV'] === 'production';
    return { kind: 'none', firstStart: { http: { ...http, host }, serverUrl, webhookUrl, production } };
  }
  const settings: Settings = {
    app: {
      id: read.whole('APP_ID', 1, Number.MAX_SAFE_INTEGER),
      privateKey: readPrivateKey(read),
      webhookSecret: read.required('WEBHOOK_SECRET'),
      formerKeys: readFormerKeys(read),
    },
    github: { apiUrl: read.url('GITHUB_API_URL'), serverUrl },
    http,
    cacheDir: read.text('CORDAGE_CACHE_DIR') || join(tmpdir(), 'cordage'),
    sweepMs: read.whole('CORDAGE_SWEEP_SECONDS', 1, 86_400) * 1000,
    paceWrites: read.oneOf('CORDAGE_PACE_WRITES', ['yes', 'no']) === 'yes',
    assetHosts: readHosts(read),
    networkMaps: readOrigins(read),
    signingKeyPath: readPath(read, 'CORDAGE_SIGNING_KEY_PATH'),
    kubeConfig: readKubeConfig(read),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS),
  };
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'ready', settings };
};

/** The App's private key alone, as PEM, for what checks signatures and never talks to GitHub; undefined where none is set. */
export const readAppKey = (
  env: Environment,
): { readonly key: string | undefined } | { readonly wrong: SettingProblem } => {
  const problems: SettingProblem[] = [];
  const read = readerOf(env, problems);
  if (!read.text('PRIVATE_KEY') && !read.text('PRIVATE_KEY_PATH')) return { key: undefined };
  const key = readPrivateKey(read);
  const [wrong] = problems;
  return wrong ? { wrong } : { key };
};

type Reader = ReturnType<typeof readerOf>;

const readerOf = (env: Environment, problems: SettingProblem[]) => {
  const wrong = (name: SettingName, seen: string): string => {
    problems.push({ name, seen });
    return '';
  };
  const text = (name: SettingName): string => env[name]?.trim() || defaultOf(name);
  const required = (name: SettingName): string => text(name) || wrong(name, 'it is not set');
  return {
    wrong,
    text,
    required,
    whole: (name: SettingName, low: number, high: number): number => {
      const given = required(name);
      const value = Number(given);
      if (given !== '' && !(Number.isInteger(value) && value >= low && value <= high)) {
        wrong(name, `it is "${given}", not a whole number from ${low} to ${high}`);
      }
      return value;
    },
    oneOf: (name: SettingName, values: readonly string[]): string => {
      const given = text(name);
      return values.includes(given) ? given : wrong(name, `it is "${given}", not one of ${values.join(', ')}`);
    },
    url: (name: SettingName): string => {
      const given = text(name);
      const parsed = URL.parse(given);
      if (given === '') return '';
      if (!parsed || !/^https?:$/.test(parsed.protocol))
        return wrong(name, 'it is not a URL that begins with https://');
      // Not repeated: a password may stand in it.
      if (parsed.username !== '' || parsed.password !== '') return wrong(name, 'it has a user or a password in it');
      return given.replace(/\/+$/, '');
    },
  };
};

const readHosts = (read: Reader): readonly string[] => {
  const hosts = read
    .text('CORDAGE_ASSET_HOSTS')
    .split(',')
    .map((host) => host.trim());
  for (const host of hosts)
    if (!HOST_NAME.test(host)) read.wrong('CORDAGE_ASSET_HOSTS', `"${host}" is not the name of a host`);
  return hosts;
};

/** Without a path: what is asked of a Network Map is Cordage's to say. */
const readOrigins = (read: Reader): readonly string[] =>
  read
    .text('CORDAGE_NETWORK_MAPS')
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean)
    .flatMap((given) => {
      const url = URL.parse(given);
      // Not repeated: a password may stand in it.
      if (url && url.username + url.password !== '')
        read.wrong('CORDAGE_NETWORK_MAPS', 'it has a user or a password in it');
      else if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`)
        read.wrong('CORDAGE_NETWORK_MAPS', `"${given}" is not an origin such as https://netmap.example.com`);
      else return [url.origin];
      return [];
    });

const readPath = (read: Reader, name: SettingName): string | undefined => {
  const path = read.text(name);
  if (path === '') return undefined;
  try {
    accessSync(path, constants.R_OK);
  } catch {
    read.wrong(name, `"${path}" cannot be read`);
  }
  return path;
};

const readKubeConfig = (read: Reader): KubeConfigSource | undefined => {
  if (read.text('CORDAGE_KUBECONFIG') === 'in-cluster') return 'in-cluster';
  const path = readPath(read, 'CORDAGE_KUBECONFIG');
  return path === undefined ? undefined : { path };
};

const readFormerKeys = (read: Reader): readonly string[] =>
  read
    .text('CORDAGE_FORMER_KEY_PATHS')
    .split(',')
    .map((path) => path.trim())
    .filter(Boolean)
    .flatMap((path) => {
      try {
        const key = readFileSync(path, 'utf8');
        createPrivateKey(key);
        return [key];
      } catch {
        read.wrong('CORDAGE_FORMER_KEY_PATHS', `"${path}" cannot be read as a private key in PEM`);
        return [];
      }
    });

/** The App's key as PEM, from the variable itself (as is, with `\n` written out, or in base64) or from a file. */
const readPrivateKey = (read: Reader): string => {
  const given = read.text('PRIVATE_KEY');
  const path = read.text('PRIVATE_KEY_PATH');
  if (given === '' && path === '') return read.wrong('PRIVATE_KEY', 'neither it nor PRIVATE_KEY_PATH is set');
  const name = given === '' ? 'PRIVATE_KEY_PATH' : 'PRIVATE_KEY';
  try {
    const text = given === '' ? readFileSync(path, 'utf8') : given;
    const pem = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString();
    const key = pem.replaceAll('\\n', '\n');
    return createPrivateKey(key).asymmetricKeyType === 'rsa' ? key : read.wrong(name, 'it is not an RSA key');
  } catch {
    // The reason is not repeated: OpenSSL's words may quote the key.
    return read.wrong(
      name,
      given === '' ? `"${path}" cannot be read as a private key in PEM` : 'it is not a private key in PEM',
    );
  }
};
