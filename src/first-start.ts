import { appendFileSync, chmodSync, existsSync } from 'node:fs';
import { pino } from 'pino';
import { run } from 'probot';
import { renderFirstStart, renderNoApp, renderRegistered } from './core/text/first-start.ts';
import { setEnvironment, type FirstStart } from './settings.ts';

/** What registering an App teaches that Cordage uses; GitHub also gives a client secret, which nothing here needs. */
const KEPT = ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET'];

/** Adds settings to `.env`, which only this user may read. Of two lines for one setting the later counts. */
const keepSettings = (values: Readonly<Record<string, string | undefined>>): void => {
  const lines = KEPT.map((name) => `${name}=${(values[name] ?? '').replaceAll(/\r?\n/g, '\\n')}\n`);
  appendFileSync('.env', `\n${lines.join('')}`, { mode: 0o600 });
  chmodSync('.env', 0o600);
};

/**
 * Says how to get an App, and serves Probot's page that registers one, at `/probot`.
 * @returns how to stop it; undefined when no page is served
 */
export const offerRegistration = async (
  firstStart: FirstStart,
  print: Pick<Console, 'log' | 'error'>,
): Promise<(() => Promise<void>) | undefined> => {
  const { http, serverUrl, webhookUrl, production } = firstStart;
  // Without app.yml Probot would register an App that may do nothing.
  if (production || !existsSync('app.yml')) {
    print.error(renderNoApp());
    return undefined;
  }
  const { protocol, host } = new URL(serverUrl);
  setEnvironment({
    // Else Probot asks smee.io for a channel, with a client that it has npx fetch.
    NO_SMEE_SETUP: 'true',
    ...(webhookUrl === undefined ? {} : { WEBHOOK_PROXY_URL: webhookUrl }),
    ...(host === 'github.com' ? {} : { GHE_HOST: host, GHE_PROTOCOL: protocol.slice(0, -1) }),
  });
  const server = await run(() => undefined, {
    env: { HOST: http.host, PORT: String(http.port) },
    log: pino({ name: 'cordage', level: 'warn' }),
    updateEnv: (values) => {
      keepSettings(values);
      print.log(`\n${renderRegistered('.env')}`);
      return values;
    },
  });
  print.log(renderFirstStart(`http://localhost:${server.port}/probot`, webhookUrl));
  return () => server.stop();
};
