import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Settings } from '../../src/settings.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export type Line = Readonly<Record<string, unknown>>;

export type Server = {
  readonly pid: number;
  readonly output: { stdout: string; stderr: string };
  /** The lines of its log so far. */
  readonly log: () => readonly Line[];
  /** The first line of this message, when it has come. */
  readonly line: (msg: string) => Promise<Line>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Exit status and signal, when it has ended. */
  readonly ended: Promise<readonly [number | null, NodeJS.Signals | null]>;
};

/** `node src/main.ts` as a process of its own, in a folder of its own, with nothing in its environment but what is given. */
export const startServer = async (env: Readonly<Record<string, string>>, folder?: string): Promise<Server> => {
  const cwd = folder ?? (await makeFolder());
  const child = spawn(process.execPath, [MAIN], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => void (output[name] += text));
  }
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const log = (): readonly Line[] =>
    output.stdout
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line);
  return {
    pid: child.pid ?? 0,
    output,
    log,
    line: async (msg) => {
      const find = (): Line | undefined => log().find((line) => line['msg'] === msg);
      await expect.poll(() => find() ?? output.stderr, { timeout: 15_000 }).toMatchObject({ msg });
      return find() ?? {};
    },
    signal: (signal) => void child.kill(signal),
    ended,
  };
};

/** A temporary folder, removed when the test ends. */
export const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'cordage-server-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** Settings as the environment has them. */
export const environmentOf = ({ app, github, cacheDir, kubeConfig }: Settings): Record<string, string> => ({
  APP_ID: String(app.id),
  PRIVATE_KEY: app.privateKey,
  WEBHOOK_SECRET: app.webhookSecret,
  GITHUB_API_URL: github.apiUrl,
  GITHUB_SERVER_URL: github.serverUrl,
  CORDAGE_KUBECONFIG: kubeConfig === 'in-cluster' ? kubeConfig : (kubeConfig?.path ?? ''),
  HOST: '127.0.0.1',
  PORT: '0',
  CORDAGE_CACHE_DIR: cacheDir,
  CORDAGE_ASSET_HOSTS: '127.0.0.1',
  CORDAGE_PACE_WRITES: 'no',
});
