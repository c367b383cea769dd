import { chmod, copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { findFreePort } from '../../src/sandbox/demo/start-process.ts';
import { serve } from '../github/serve.ts';
import { setStage } from '../scenarios/stage.ts';
import { environmentOf, makeFolder, startServer } from './start-server.ts';

const APP_YML = fileURLToPath(new URL('../../app.yml', import.meta.url));

/** A folder with app.yml, as a checkout has it, and a `PATH` on which whatever would be fetched with npx is seen. */
const makeCheckout = async () => {
  const folder = await makeFolder();
  await copyFile(APP_YML, join(folder, 'app.yml'));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const name of ['npx', 'npm']) {
    await writeFile(join(bin, name), `#!/bin/sh\ntouch ${folder}/fetched\n`);
    await chmod(join(bin, name), 0o755);
  }
  const path = `${bin}:${process.env['PATH']}`;
  const has = (name: string): Promise<boolean> =>
    stat(join(folder, name)).then(
      () => true,
      () => false,
    );
  return { folder, path, has };
};

/** The manifest that the page's button posts to GitHub. */
const manifestOn = async (page: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>> => {
  const html = await (await fetch(page, { headers })).text();
  return JSON.parse(/value='([^']*)'/.exec(html)?.[1] ?? '') as Record<string, unknown>;
};

it('without settings: says how to get an App, and serves the page that registers it', async () => {
  const { folder, path, has } = await makeCheckout();
  const port = await findFreePort();
  const server = await startServer({ PATH: path, PORT: String(port) }, folder);
  await expect.poll(() => server.output.stdout, { timeout: 15_000 }).toContain('npm run demo');
  expect(server.output.stdout.replaceAll(String(port), 'PORT')).toMatchInlineSnapshot(`
    "Cordage has no GitHub App yet. Two ways lead to one:

      1. Open http://localhost:PORT/probot and press "Register GitHub App". GitHub creates it from app.yml, and its settings are
         written to .env here. Then install the App on your repositories and start Cordage again.
         GitHub will send webhooks to the address at which you open the page. It takes none on localhost: there, set
         CORDAGE_WEBHOOK_URL to the address of this server, or of a tunnel to it, before you start.
      2. Create it by hand: on GitHub under Settings, Developer settings, GitHub Apps, New GitHub App,
         with the permissions and events of app.yml. The webhook URL is https://HOST/api/github/webhooks as GitHub
         reaches this server; the webhook secret is a long random text. Then set APP_ID, PRIVATE_KEY_PATH and
         WEBHOOK_SECRET, in the environment or in .env here, and start Cordage again.

    To see Cordage work without an account: npm run demo
    "
  `);

  const page = `http://127.0.0.1:${port}/probot`;
  const { default_permissions: permissions, default_events: events, ...rest } = await manifestOn(page);
  const asked = parse(await readFile(APP_YML, 'utf8')) as Record<string, unknown>;
  expect(permissions).toEqual(asked['default_permissions']);
  expect(events).toEqual(asked['default_events']);
  expect(rest['public']).toBe(false);
  // Behind a proxy the page knows its address as the browser does.
  const proxied = await manifestOn(page, { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'cordage.example.com' });
  expect(proxied['hook_attributes']).toEqual({ url: 'https://cordage.example.com/' });

  server.signal('SIGTERM');
  expect(await server.ended).toEqual([0, null]);
  expect(server.output.stderr).toBe('');
  expect(await has('fetched')).toBe(false);
  expect(await has('.env')).toBe(false);
});

it.each([
  ['in production', { NODE_ENV: 'production' }, true],
  ['without app.yml at hand', {}, false],
])('%s: says how, and exits with 1', async (_name, env, checkout) => {
  const { folder } = checkout ? await makeCheckout() : { folder: undefined };
  const server = await startServer(env, folder);
  expect(await server.ended).toEqual([1, null]);
  expect(server.output.stdout).toBe('');
  expect(server.output.stderr).toContain('none of APP_ID, PRIVATE_KEY, PRIVATE_KEY_PATH and WEBHOOK_SECRET is set');
});

it('registering leads to a server that works', async () => {
  const stage = await setStage();
  const { app, github } = stage.settings;
  // The one endpoint that turns the code of a registration into an App's settings.
  const registry = await serve((_request, response) => {
    const made = {
      id: app.id,
      client_id: 'x',
      client_secret: 'hidden',
      webhook_secret: app.webhookSecret,
      pem: app.privateKey,
    };
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...made, html_url: `${registry.url}/apps/cordage` }));
  });
  const { folder, path } = await makeCheckout();
  const port = await findFreePort();
  await writeFile(join(folder, '.env'), 'LOG_LEVEL=debug');
  const first = await startServer({ PATH: path, PORT: String(port), GITHUB_SERVER_URL: registry.url }, folder);
  await expect.poll(() => first.output.stdout, { timeout: 15_000 }).toContain('npm run demo');
  const { hook_attributes: hook, redirect_url: back } = await manifestOn(`http://127.0.0.1:${port}/probot`);
  const answer = await fetch(`${String(back)}?code=abc`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe(`${registry.url}/apps/cordage/installations/new`);
  expect(registry.requests.map(({ path }) => path)).toEqual(['/api/v3/app-manifests/abc/conversions']);
  expect(first.output.stdout).toContain('The App is registered; its settings are in .env.');
  first.signal('SIGINT');
  expect(await first.ended).toEqual([0, null]);

  const kept = await readFile(join(folder, '.env'), 'utf8');
  expect(kept.split('\n').map((line) => line.split('=')[0])).toEqual([
    'LOG_LEVEL',
    'APP_ID',
    'PRIVATE_KEY',
    'WEBHOOK_SECRET',
    '',
  ]);
  expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600);

  const { APP_ID: _id, PRIVATE_KEY: _key, WEBHOOK_SECRET: _secret, ...rest } = environmentOf(stage.settings);
  const server = await startServer({ ...rest, PORT: String(port), GITHUB_SERVER_URL: github.serverUrl }, folder);
  await server.line('pass');
  stage.sandbox.seed.webhookUrl(app.id, (hook as { url: string }).url);
  await stage.release('v1.4.0');
  await expect.poll(() => stage.pulls().length, { timeout: 15_000 }).toBe(1);
  const told = stage.sandbox.deliveries
    .list()
    .find(({ event, action }) => event === 'release' && action === 'published');
  expect(told?.statusCode).toBe(202);
  expect(server.log().some(({ level }) => level === 20)).toBe(true);
});

it('the address for webhooks can be told, for where the page is opened at localhost', async () => {
  const { folder, path, has } = await makeCheckout();
  const port = await findFreePort();
  const url = 'https://cordage.example.com/api/github/webhooks';
  const server = await startServer({ PATH: path, PORT: String(port), CORDAGE_WEBHOOK_URL: url }, folder);
  await expect.poll(() => server.output.stdout, { timeout: 15_000 }).toContain(`GitHub will send webhooks to ${url}.`);
  expect((await manifestOn(`http://127.0.0.1:${port}/probot`))['hook_attributes']).toEqual({ url });
  expect(await has('fetched')).toBe(false);
});
