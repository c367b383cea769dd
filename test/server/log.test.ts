import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setStage } from '../scenarios/stage.ts';
import { environmentOf, startServer, type Line } from './start-server.ts';

/** What must be in no log and no cache. Base64 of `x-access-token:` begins every Basic credential of an installation. */
const secretsOf = (privateKey: string, webhookSecret: string): Readonly<Record<string, string | RegExp>> => ({
  'a line of the private key': new RegExp(
    privateKey
      .split('\n')
      .filter((line) => line.length > 40)
      .map((line) => line.replaceAll(/[+/]/g, '\\$&'))
      .join('|'),
  ),
  'the head of a key': 'PRIVATE KEY',
  'the webhook secret': webhookSecret,
  'an installation token': /gh[so]_\w/,
  'a JSON Web Token': /eyJ[\w-]{10}/,
  'Basic credentials': Buffer.from('x-access-token:').toString('base64').slice(0, 18),
  'a header': /authorization: *\w/i,
});

const leaksIn = (text: string, secrets: Readonly<Record<string, string | RegExp>>): readonly string[] =>
  Object.entries(secrets).flatMap(([name, secret]) => (text.search(secret) < 0 ? [] : [name]));

/** A release becomes a pull request at `trace`, with failures on the way that tempt one to log what was asked. */
const tellStory = async () => {
  const stage = await setStage();
  const server = await startServer({ ...environmentOf(stage.settings), LOG_LEVEL: 'trace' });
  const { url } = await server.line('listening');
  await server.line('pass');
  stage.sandbox.seed.webhookUrl(stage.settings.app.id, `${String(url)}/api/github/webhooks`);
  for (const [path, status] of [
    [/\/pulls$/, 502],
    [/\/releases$/, 401],
    [/\.git\//, 401],
  ] as const) {
    stage.sandbox.faults.add({ path, status });
  }
  await stage.release('v1.4.0');
  await fetch(String(url), { method: 'POST', body: stage.settings.app.webhookSecret });
  await expect
    .poll(() => server.log().some(({ action }) => action === 'create-comment'), { timeout: 20_000, interval: 200 })
    .toBe(true);
  server.signal('SIGTERM');
  await server.ended;
  return { ...stage, server };
};

const idsOf = (lines: readonly Line[]): ReadonlySet<unknown> => new Set(lines.map(({ pass }) => pass));

it('tells a whole story without a secret, and every line of a pass by its id', async () => {
  const { server, settings, pulls } = await tellStory();
  expect(pulls()).toHaveLength(1);
  const secrets = secretsOf(settings.app.privateKey, settings.app.webhookSecret);
  expect(leaksIn(settings.app.privateKey + settings.app.webhookSecret, secrets)).toHaveLength(3);
  expect(leaksIn(server.output.stdout, secrets)).toEqual([]);
  expect(server.output.stderr).toBe('');
  const files = await readdir(settings.cacheDir, { recursive: true, withFileTypes: true });
  expect(files.filter((file) => file.isFile()).length).toBeGreaterThan(3);
  for (const file of files.filter((file) => file.isFile())) {
    expect(leaksIn(await readFile(join(file.parentPath, file.name), 'latin1'), secrets)).toEqual([]);
  }

  const lines = server.log();
  const said = (msg: string): readonly Line[] => lines.filter((line) => String(line['msg']).startsWith(msg));
  for (const msg of ['github', 'git', 'wrote', 'pass', 'swept', 'waiting for']) {
    expect(said(msg), msg).not.toEqual([]);
    expect(idsOf(said(msg)).has(undefined), msg).toBe(false);
  }
  for (const id of idsOf(lines)) {
    if (id === undefined) continue;
    expect(id).toMatch(/^[\da-f]{8}$/);
    expect(new Set(lines.filter(({ pass }) => pass === id).map(({ network }) => network)).size).toBe(1);
  }
  // One pass ends once, well or not.
  const ends = [...said('pass'), ...said('swept'), ...said('waiting for')].map(({ pass }) => pass);
  expect(new Set(ends).size).toBe(ends.length);
});
