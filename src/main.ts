import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { pino } from 'pino';
import { run } from 'probot';
import { startApp } from './app.ts';
import { renderFirstStart, renderSettingProblems } from './core/text/settings.ts';
import { readSettings } from './settings.ts';

/** Kubernetes sends SIGKILL after its grace period; by then everything is safely left. Milliseconds. */
const DRAIN_MS = 9000;

/** What may hold a secret is not logged, wherever in an object it stands. */
const REDACTED = [
  '*.authorization',
  '*.headers',
  '*.request',
  '*.response',
  'err.request',
  'err.response',
  'req.headers',
  'res.headers',
];

const start = async (): Promise<void> => {
  if (existsSync('.env')) loadEnvFile('.env');
  const outcome = readSettings(process.env);
  if (outcome.kind === 'wrong') {
    console.error(renderSettingProblems(outcome.problems));
    process.exitCode = 1;
    return;
  }
  if (outcome.kind === 'none') {
    console.log(renderFirstStart(`http://localhost:${outcome.http.port}`));
    await run(() => undefined, { env: { ...process.env, HOST: outcome.http.host, PORT: String(outcome.http.port) } });
    return;
  }
  const { settings } = outcome;
  const log = pino({ name: 'cordage', level: settings.logLevel, redact: { paths: REDACTED, remove: true } });
  const app = await startApp(settings, log);
  log.info({ url: app.url, api: settings.github.apiUrl, cache: settings.cacheDir }, 'listening');

  const stop = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping: no new work, passes in hand end');
    // A pass that hangs is safe to leave: every write stands alone and the next start plans anew.
    const giveUp = setTimeout(() => {
      log.warn('passes in hand did not end in time; they are left, the next start goes on from what is there');
      process.exit(0);
    }, DRAIN_MS);
    await app.stop();
    clearTimeout(giveUp);
    log.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
};

await start();
