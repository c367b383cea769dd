import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { networkFiles } from '../network.ts';
import { renderKept, renderPull, timed } from './narrate.ts';
import { actAs, type Person } from './person.ts';
import {
  CORDAPP,
  findComment,
  findDelivery,
  findPull,
  MANIFESTS,
  PATIENCE_MS,
  poll,
  readDiff,
  type Until,
} from './read.ts';
import { rollOut } from './roll-out.ts';
import { findFreePort, startProcess, type Started } from './start-process.ts';

const JAR = fileURLToPath(new URL('../release/trade-1.4.0.jar', import.meta.url));
const NOTES = ['## What changed', '', '- Settle on T+1 by @dana, fixes #57', '- Smaller attachments for invoices'].join(
  '\n',
);

const Addresses = z.object({
  url: z.string(),
  apiUrl: z.string(),
  app: z.object({ appId: z.number(), privateKey: z.string() }),
  tokens: z.object({ olivia: z.string(), rob: z.string(), dana: z.string() }),
});
const AppManifest = z.object({
  default_permissions: z.record(z.string(), z.string()),
  default_events: z.array(z.string()),
});

/** Runs the demo and cleans up after it, whatever happens. @returns the exit status */
export const runDemo = async (options: { readonly nodes: number; readonly keep: boolean }): Promise<number> => {
  const dir = await mkdtemp(join(tmpdir(), 'cordage-demo-'));
  const started: Started[] = [];
  const interrupted = new Promise<never>((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error('interrupted')));
  });
  interrupted.catch(() => undefined);
  try {
    await Promise.race([tell(dir, options, started), interrupted]);
    return 0;
  } catch (error) {
    const asked = error instanceof Error && error.message === 'interrupted';
    if (!asked) console.error(error instanceof Error ? error.message : error);
    return asked && options.keep ? 0 : 1;
  } finally {
    for (const running of started.toReversed()) await running.stop();
    await rm(dir, { recursive: true, force: true });
  }
};

const tell = async (
  dir: string,
  { nodes, keep }: { nodes: number; keep: boolean },
  started: Started[],
): Promise<void> => {
  const say = timed(console.log);
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  const secret = randomBytes(16).toString('hex');
  const port = await findFreePort();
  const webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;

  const files = hurry(await networkFiles({ nodes }));
  const sandbox = startProcess(
    'src/sandbox/main.ts',
    ['--plan', '--dir', join(dir, 'github')],
    {},
    await planOf(files, webhookUrl, secret),
  );
  started.push(sandbox);
  const at = Addresses.parse(await sandbox.line((value) => Addresses.safeParse(value).success));
  say(`GitHub and Argo CD (sandbox) listen on ${at.url}, with ${MANIFESTS}: ${nodes} nodes and a notary`);
  const kubeconfig = join(dir, 'kubeconfig');
  await pace(at.url);
  await writeFile(kubeconfig, await (await fetch(`${at.url}/sandbox/argocd/kubeconfig`)).text(), { mode: 0o600 });

  const app = startProcess('src/main.ts', [], {
    APP_ID: String(at.app.appId),
    PRIVATE_KEY: at.app.privateKey,
    WEBHOOK_SECRET: secret,
    GITHUB_API_URL: at.apiUrl,
    GITHUB_SERVER_URL: at.url,
    HOST: '127.0.0.1',
    PORT: String(port),
    CORDAGE_CACHE_DIR: join(dir, 'cache'),
    CORDAGE_ASSET_HOSTS: '127.0.0.1',
    CORDAGE_PACE_WRITES: 'no',
    CORDAGE_KUBECONFIG: kubeconfig,
  });
  started.push(app);
  await app.line((value) => z.object({ msg: z.literal('pass') }).safeParse(value).success);
  say(`Cordage listens on http://127.0.0.1:${port} and has read the network`);

  const dana = actAs(at.apiUrl, at.tokens.dana);
  await publish(dana);
  say(`dana published release v1.4.0 of ${CORDAPP} with trade-1.4.0.jar`);
  const released = performance.now();

  const alive = Promise.race([app.died, sandbox.died]);
  const until: Until = (look, what) => Promise.race([poll(look, what, deadline), alive]);
  const delivery = await until(() => findDelivery(at.url), 'the webhook');
  say(`webhook release.published delivered, answered ${delivery.statusCode} (${delivery.guid})`);

  const olivia = actAs(at.apiUrl, at.tokens.olivia);
  const pull = await until(() => findPull(olivia, 1), 'the pull request');
  say(
    `pull request #${pull.number} on ${MANIFESTS}, ${((performance.now() - released) / 1000).toFixed(1)} s after the release`,
  );
  const comment = await until(() => findComment(olivia, pull.number), 'the status comment');
  console.log(renderPull({ ...pull, diff: await readDiff(olivia, pull.number), comment }));
  await rollOut({ olivia, rob: actAs(at.apiUrl, at.tokens.rob), until, say });
  say('done');
  if (!keep) return;
  console.log(renderKept({ ...at, port, manifests: MANIFESTS, cordapp: CORDAPP, kubeconfig }));
  await alive;
};

/** The network as it is, but for what a reader has no time for: its first two rings soak for seconds. */
const hurry = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  ...files,
  'cordage.yaml': `${files['cordage.yaml']?.replace('soak: 30m', 'soak: 5s')}argocd: {settle: 1s}\n`,
});

/** From a merge until its nodes are live; milliseconds. */
const SYNC_MS = 16_000;

const pace = async (url: string): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ do: 'pace', syncMs: SYNC_MS });
  const answer = await fetch(`${url}/sandbox/argocd`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`);
};

/** What the sandbox is furnished with: the App exactly as app.yml asks for it. */
const planOf = async (
  files: Readonly<Record<string, string>>,
  webhookUrl: string,
  webhookSecret: string,
): Promise<string> => {
  const manifest = AppManifest.parse(parse(await readFile(new URL('../../../app.yml', import.meta.url), 'utf8')));
  return JSON.stringify({
    users: ['olivia', 'rob', 'dana'],
    organizations: ['acme'],
    repositories: [
      { owner: 'acme', name: 'network-manifests', files },
      { owner: 'acme', name: 'trade-cordapp', files: { 'README.md': 'A CorDapp for trade.\n' } },
    ],
    roles: [
      { repository: MANIFESTS, login: 'olivia', role: 'admin' },
      { repository: MANIFESTS, login: 'rob', role: 'write' },
      { repository: CORDAPP, login: 'dana', role: 'admin' },
    ],
    app: {
      slug: 'cordage',
      permissions: manifest.default_permissions,
      events: manifest.default_events,
      webhookUrl,
      webhookSecret,
    },
    installations: [{ owner: 'acme', repositories: 'all' }],
  });
};

/** As GitHub's own page does it: a draft, its asset, then out. */
const publish = async (dana: Person): Promise<void> => {
  const draft = { tag_name: 'v1.4.0', name: 'Trade 1.4.0', body: NOTES, draft: true };
  const { id, upload_url: upload } = z
    .object({ id: z.number(), upload_url: z.string() })
    .parse(await dana.send('POST', `/repos/${CORDAPP}/releases`, draft));
  await dana.upload(`${upload.replace(/\{.*$/, '')}?name=trade-1.4.0.jar`, JAR);
  await dana.send('PATCH', `/repos/${CORDAPP}/releases/${id}`, { draft: false });
};
