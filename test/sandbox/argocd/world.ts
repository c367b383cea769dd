import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { networkFiles } from '../../../src/sandbox/network.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';

export const MANIFESTS = 'acme/network-manifests';
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const START = Date.UTC(2026, 10, 23, 10);

const APIS = '/apis/argoproj.io/v1alpha1';
export const APPLICATIONS = `${APIS}/namespaces/argocd/applications`;
export const PROJECTS = `${APIS}/namespaces/argocd/appprojects`;
export const MERGE_PATCH = 'application/merge-patch+json';

const KubeConfig = z.object({
  clusters: z.array(z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }) })),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })),
});

/** Loose on purpose: what is looked at here is said by each test. */
// oxlint-disable-next-line typescript/no-explicit-any -- foreign JSON, read by the tests alone
export type Json = any;
export type Event = { readonly type: string; readonly object: Json };
export type Asked = {
  readonly context?: string;
  readonly method?: string;
  readonly token?: string | null;
  readonly type?: string;
  readonly body?: unknown;
};

/** A network of so many participants and a notary, its Argo CD, and a clock that goes on when it is told to. */
export const startWorld = async (nodes = 4) => {
  let now = START;
  const sandbox = await startSandbox({ now: () => now, machineNow: Date.now });
  onTestFinished(sandbox.close);
  const { seed, argocd } = sandbox;
  seed.organization('acme');
  seed.user('olivia');
  const files = await networkFiles({ nodes });
  await seed.repository({ owner: 'acme', name: 'network-manifests', files });
  seed.role(MANIFESTS, 'olivia', 'maintain');
  await argocd.advance();

  const access = KubeConfig.parse(parse(argocd.kubeconfig()));
  const cluster = access.clusters[0]?.cluster;
  const server = new URL(cluster?.server ?? '').origin;
  const ca = Buffer.from(cluster?.['certificate-authority-data'] ?? '', 'base64');
  const send = ({ context = 'sandbox', method = 'GET', token, type, body }: Asked, path: string) => {
    const bearer = token === undefined ? KubeConfig.parse(parse(argocd.kubeconfig())).users[0]?.user.token : token;
    const headers = {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(type === undefined ? {} : { 'content-type': type }),
    };
    const sent = request(`${server}/${context}${path}`, { ca, method, headers, agent: false });
    sent.end(typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body));
    return sent;
  };
  const ask = (path: string, asked: Asked = {}) =>
    new Promise<{ status: number; retryAfter: string | undefined; body: Json }>((resolve, reject) => {
      const sent = send(asked, path).on('error', reject);
      sent.on('response', (response) => {
        const { statusCode: status = 0, headers } = response;
        text(response).then(
          (body) => resolve({ status, retryAfter: headers['retry-after'], body: JSON.parse(body) }),
          reject,
        );
      });
    });
  const watch = async (query = '', path = APPLICATIONS, context = 'sandbox') => {
    const events: Event[] = [];
    const seen = { events, ended: false };
    const sent = send({ context }, `${path}?watch=true&${query}`);
    await new Promise<void>((resolve, reject) => {
      sent.on('error', (error) => {
        seen.ended = true;
        reject(error);
      });
      sent.on('response', (response) => {
        let rest = '';
        response.on('data', (chunk: Buffer) => {
          const lines = (rest + chunk.toString()).split('\n');
          rest = lines.pop() ?? '';
          events.push(...lines.map((line) => JSON.parse(line) as Event));
        });
        response.on('close', () => {
          seen.ended = true;
        });
        response.on('error', () => undefined);
        resolve();
      });
    });
    onTestFinished(() => void sent.destroy());
    return seen;
  };
  const advance = async (ms = 0): Promise<void> => {
    now += ms;
    await argocd.advance();
  };
  const patch = (node: string, annotations: Record<string, string>, asked: Asked = {}) =>
    ask(`${APPLICATIONS}/${node}`, {
      method: 'PATCH',
      type: MERGE_PATCH,
      body: { metadata: { annotations } },
      ...asked,
    });
  return {
    sandbox,
    argocd,
    ask,
    watch,
    patch,
    advance,
    now: () => now,
    commit: (changes: Record<string, string | null>) =>
      seed.commit(MANIFESTS, 'main', changes, 'Change by hand', 'olivia'),
    /** Commits another version of the CorDapp to some nodes. */
    bump: (names: readonly string[], version: string): Promise<string> => {
      const edited = names.map((name) => {
        const path = `nodes/${name}/kustomization.yaml`;
        const was = files[path] ?? '';
        return [path, was.replace(/(?<=\/trade\n *newTag: ")[^"]*/, version)] as const;
      });
      return seed.commit(MANIFESTS, 'main', Object.fromEntries(edited), `trade ${version}`, 'olivia');
    },
    application: async (name: string): Promise<Json> => (await ask(`${APPLICATIONS}/${name}`)).body,
    /** Asks for a refresh of some nodes, as Cordage does, and lets it happen. */
    refresh: async (...names: readonly string[]): Promise<void> => {
      for (const name of names) await patch(name, { 'argocd.argoproj.io/refresh': 'normal' });
      await advance();
    },
    /** What happens to an Application while so much time goes by, one line for each event; by the second since now. */
    story: async (name: string, ms: number): Promise<readonly string[]> => {
      const from = now;
      const seen = await watch(`allowWatchBookmarks=true&resourceVersion=${argocd.resourceVersion()}`);
      await advance(ms);
      await heard(seen.events, argocd.resourceVersion());
      return seen.events
        .filter(({ type, object }) => type !== 'BOOKMARK' && object.metadata.name === name)
        .map(({ object }) => tell(object, from));
    },
  };
};

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Until a bookmark says that a watch has told all up to a version. */
export const heard = (events: readonly Event[], version: string): Promise<void> =>
  vi.waitFor(
    () => {
      const last = events.findLast(({ type }) => type === 'BOOKMARK')?.object.metadata.resourceVersion;
      if (Number(last ?? 0) < Number(version)) throw new Error(`told up to ${last}, not ${version}`);
    },
    { timeout: 10_000, interval: 2 },
  );

/** An Application in a line, as somebody would read it who watches a node. */
export const tell = ({ status, operation, metadata }: Json, from: number): string => {
  const { sync, health, operationState: state, summary, conditions, reconciledAt } = status;
  const second = (iso: string): number => (Date.parse(iso) - from) / SECOND;
  const trade = (summary.images as readonly string[])
    .filter((image) => image.includes('/trade:'))
    .map((image) => image.replace(/^.*:/, ''));
  return [
    sync.status,
    health.status,
    trade.join('+'),
    `looked ${second(reconciledAt)}s`,
    metadata.annotations['argocd.argoproj.io/refresh'] && 'refresh',
    operation && 'operation',
    state && `${state.phase}${state.finishedAt ? ` ended ${second(state.finishedAt)}s` : ''}`,
    state?.retryCount && `retry ${state.retryCount}`,
    conditions?.map(({ type }: Json) => type as string).join(' '),
  ]
    .filter(Boolean)
    .join(', ');
};
