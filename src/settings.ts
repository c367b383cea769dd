import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingProblem, type SettingProblem } from './core/text/settings.ts';

/** All that the process is told from outside. The only reader of the environment. */
export type Settings = {
  readonly app: { readonly id: number; readonly privateKey: string; readonly webhookSecret: string };
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
  readonly signingKeyPath: string | undefined;
  readonly logLevel: string;
};

export type Environment = Readonly<Record<string, string | undefined>>;

export type SettingsOutcome =
  | { readonly kind: 'ready'; readonly settings: Settings }
  /** Nothing that names an App is set: this is somebody's first start. */
  | { readonly kind: 'none'; readonly http: Settings['http'] }
  | { readonly kind: 'wrong'; readonly problems: readonly SettingProblem[] };

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const ASSET_HOSTS = 'objects.githubusercontent.com,release-assets.githubusercontent.com';

/** Reads every setting and tells all that is wrong at once, each with where to get it. */
export const readSettings = (env: Environment): SettingsOutcome => {
  const problems: SettingProblem[] = [];
  const wrong = (name: string, seen: string): undefined => void problems.push(settingProblem(name, seen));

  const whole = (name: string, fallback: number, low: number, high: number): number => {
    const text = env[name] ?? '';
    if (text === '') return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    wrong(name, `it is "${text}", not a whole number from ${low} to ${high}`);
    return fallback;
  };
  const url = (name: string, fallback: string): string => {
    const text = env[name] ?? '';
    if (text === '') return fallback;
    if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) wrong(name, `it is "${text}", not a URL`);
    return text.replace(/\/+$/, '');
  };

  const http = { host: env['HOST'] ?? '0.0.0.0', port: whole('PORT', 3000, 0, 65_535) };
  const appSettings = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'];
  if (appSettings.every((name) => (env[name] ?? '') === '') && problems.length === 0) return { kind: 'none', http };

  if ((env['APP_ID'] ?? '') === '') wrong('APP_ID', 'it is not set');
  if ((env['WEBHOOK_SECRET'] ?? '') === '') wrong('WEBHOOK_SECRET', 'it is not set');
  const logLevel = env['LOG_LEVEL'] ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) wrong('LOG_LEVEL', `it is "${logLevel}", not one of ${LOG_LEVELS.join(', ')}`);
  const settings: Settings = {
    app: {
      id: whole('APP_ID', 0, 1, Number.MAX_SAFE_INTEGER),
      privateKey: readPrivateKey(env, wrong),
      webhookSecret: env['WEBHOOK_SECRET'] ?? '',
    },
    github: {
      apiUrl: url('GITHUB_API_URL', 'https://api.github.com'),
      serverUrl: url('GITHUB_SERVER_URL', 'https://github.com'),
    },
    http,
    cacheDir: env['CORDAGE_CACHE_DIR'] ?? join(tmpdir(), 'cordage'),
    sweepMs: whole('CORDAGE_SWEEP_SECONDS', 300, 1, 86_400) * 1000,
    paceWrites: env['CORDAGE_PACE_WRITES'] !== 'no',
    assetHosts: (env['CORDAGE_ASSET_HOSTS'] ?? ASSET_HOSTS)
      .split(',')
      .map((host) => host.trim())
      .filter(Boolean),
    signingKeyPath: env['CORDAGE_SIGNING_KEY_PATH'] || undefined,
    logLevel,
  };
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'ready', settings };
};

/** The App's key as PEM, from the variable itself (as is, with `\n` written out, or in base64) or from a file. */
const readPrivateKey = (env: Environment, wrong: (name: string, seen: string) => void): string => {
  const given = env['PRIVATE_KEY'] ?? '';
  const path = env['PRIVATE_KEY_PATH'] ?? '';
  if (given === '' && path === '') {
    wrong('PRIVATE_KEY', 'neither it nor PRIVATE_KEY_PATH is set');
    return '';
  }
  const name = given === '' ? 'PRIVATE_KEY_PATH' : 'PRIVATE_KEY';
  try {
    const text = given === '' ? readFileSync(path, 'utf8') : given;
    const pem = text.includes('-----BEGIN') ? text.replaceAll('\\n', '\n') : Buffer.from(text, 'base64').toString();
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
    wrong(name, 'it is not an RSA key');
  } catch {
    // The reason is not repeated: OpenSSL's words may quote the key.
    wrong(name, given === '' ? `"${path}" cannot be read as a PEM file` : 'it is not a PEM key');
  }
  return '';
};
