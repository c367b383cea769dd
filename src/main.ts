import { startApp } from './app.ts';
import { renderSettingProblems, renderStartFailure } from './core/text/settings.ts';
import { offerRegistration } from './first-start.ts';
import { createLog } from './log.ts';
import { loadEnvironment, readSettings, type Settings } from './settings.ts';

/** Everything is safely left by then, and Kubernetes sends SIGKILL after its grace period. Milliseconds. */
const DRAIN_MS = 9000;

/** The server as a process: reads the settings, runs until it is told to stop, and ends with status 0 within 10 s. */
const main = async (): Promise<void> => {
  const outcome = readSettings(loadEnvironment());
  switch (outcome.kind) {
    case 'wrong':
      console.error(renderSettingProblems(outcome.problems));
      process.exitCode = 1;
      return;
    case 'none': {
      const stop = await offerRegistration(outcome.firstStart, console);
      if (stop) stopOnSignal(stop);
      else process.exitCode = 1;
      return;
    }
    case 'ready':
      await serve(outcome.settings);
  }
};

const serve = async (settings: Settings): Promise<void> => {
  const log = createLog(settings.logLevel);
  // Whatever nobody caught leaves the process in an unknown state: told as a line of the log, then a new start.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'crashed');
    process.exit(1);
  });
  const starting = startApp(settings, log);
  stopOnSignal(
    async (signal) => {
      log.info({ signal }, 'stopping: no new work, passes in hand end');
      await (await starting).stop();
      log.info('stopped');
    },
    // Every write stands alone and the next start plans anew, so a pass that hangs is safe to leave.
    () => log.warn('passes in hand did not end in time; they are left, the next start goes on from what is there'),
  );
  try {
    const { url } = await starting;
    log.info({ url, api: settings.github.apiUrl, cache: settings.cacheDir }, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const told = renderStartFailure(code, { ...settings.http, cacheDir: settings.cacheDir });
    if (told === undefined) throw error;
    console.error(told);
    process.exit(1);
  }
};

/** Told again while it stops, as npm and a terminal both do, it goes on stopping. */
const stopOnSignal = (stop: (signal: string) => Promise<void>, onLate: () => void = () => undefined): void => {
  let stopping = false;
  const begin = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      onLate();
      process.exit(0);
    }, DRAIN_MS);
    await stop(signal);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void begin(signal));
};

await main();
