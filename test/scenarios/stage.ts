import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { startApp, type App } from '../../src/app.ts';
import { makeCordappJar } from '../../src/sandbox/cordapp-jar.ts';
import type { PullIssue } from '../../src/sandbox/github/world-issues.ts';
import { isPull } from '../../src/sandbox/github/world-issues.ts';
import { networkFiles } from '../../src/sandbox/network.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Settings } from '../../src/settings.ts';
import { startGuardedSandbox } from '../contract/guarded-sandbox.ts';

export const MANIFESTS = 'acme/network-manifests';
export const CORDAPP = 'acme/trade-cordapp';
const WEBHOOK_SECRET = 'a long random text';

/** A network of 10 nodes on a sandbox, an operator and a developer, and Cordage installed on both repositories. */
export type Stage = {
  readonly sandbox: Sandbox;
  readonly settings: Settings;
  /** Log lines of every start, as objects. */
  readonly logs: readonly Record<string, unknown>[];
  readonly clock: Clock;
  /** Starts the server; it is stopped when the test ends. */
  readonly start: (more?: Partial<Settings>) => Promise<App>;
  /** Publishes a release of the CorDapp as its developer. */
  readonly release: (
    tag: string,
    more?: { notes?: string; prerelease?: boolean; draft?: boolean; assets?: Record<string, Uint8Array> },
  ) => Promise<number>;
  /** Commits to the manifests repository as its operator. */
  readonly commit: (files: Record<string, string | null>, branch?: string) => Promise<string>;
  /** Pull requests of the manifests repository, oldest first. */
  readonly pulls: () => readonly PullIssue[];
  readonly comments: (pull: number) => readonly string[];
  /** `conclusion title` of the newest check of a name on a commit. */
  readonly check: (name: string, commit: string) => string | undefined;
  /** What a branch changes against the default branch: path to the file's text. */
  readonly fileAt: (branch: string, path: string) => Promise<string>;
};

/** A JAR that says which version it is of; its bytes differ by `salt`. */
export const jar = (version: number, salt = ''): Uint8Array =>
  makeCordappJar({
    manifest: {
      'Cordapp-Workflow-Name': 'Trade Flows',
      'Cordapp-Workflow-Version': `${version}`,
      'Cordapp-Workflow-Vendor': 'Acme',
      'Min-Platform-Version': '13',
      'Target-Platform-Version': '13',
    },
    files: { 'net/example/trade/Note.txt': salt },
  });

/** Argo CD is heard at once, and one that is away is tried again at once. */
const WATCHING = { coalesce: 0, firstPause: 20, longestPause: 50, patience: 0 };

/** Days of the stage go by in seconds of the machine, by which limits are counted. */
const UNLIMITED = { contentPerMinute: Infinity, contentPerHour: Infinity, pointsPerMinute: Infinity };

/** Stories are about rollouts: that nodes are drained is vouched for in every network that says nothing of rules. */
const vouched = <T extends Record<string, string | null>>(files: T): T => {
  const config = files['cordage.yaml'];
  return config === null || config === undefined || /^rules:/m.test(config) || !/^rings:/m.test(config)
    ? files
    : { ...files, 'cordage.yaml': `${config.trimEnd()}\nrules: {evidence: [{what: drain, reason: test}]}\n` };
};

export const setStage = async (options: { nodes?: number; files?: Record<string, string> } = {}): Promise<Stage> => {
  const clock = createClock();
  const sandbox = await startGuardedSandbox({ now: clock.now, machineNow: Date.now, limits: UNLIMITED });
  const cacheDir = await mkdtemp(join(tmpdir(), 'cordage-test-'));
  onTestFinished(async () => {
    await sandbox.close();
    await rm(cacheDir, { recursive: true, force: true });
  });
  const kubeconfig = join(cacheDir, 'kubeconfig');
  await writeFile(kubeconfig, sandbox.argocd.kubeconfig());
  const { seed, world } = sandbox;
  seed.organization('acme');
  seed.user('olivia');
  for (const login of ['dana', 'rob', 'anna', 'mallory']) seed.user(login);
  const [owner = '', name = ''] = MANIFESTS.split('/');
  const files = vouched({ ...(await networkFiles({ nodes: options.nodes ?? 10 })), ...options.files });
  await seed.repository({ owner, name, files });
  await seed.repository({ owner, name: CORDAPP.split('/')[1] ?? '', files: { 'README.md': 'Trade\n' } });
  seed.role(MANIFESTS, 'olivia', 'maintain');
  seed.role(MANIFESTS, 'rob', 'write');
  seed.role(MANIFESTS, 'anna', 'admin');
  seed.role(CORDAPP, 'dana', 'maintain');
  const manifest = parse(await readFile(new URL('../../app.yml', import.meta.url), 'utf8')) as AppManifest;
  const app = seed.app({
    slug: 'cordage',
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    webhookSecret: WEBHOOK_SECRET,
  });
  seed.install(app.appId, owner, 'all');
  const settings: Settings = {
    app: { id: app.appId, privateKey: app.privateKey, webhookSecret: WEBHOOK_SECRET, formerKeys: [] },
    github: { apiUrl: sandbox.apiUrl, serverUrl: sandbox.url },
    http: { host: '127.0.0.1', port: 0 },
    cacheDir,
    sweepMs: 3_600_000,
    paceWrites: false,
    assetHosts: ['127.0.0.1'],
    networkMaps: [],
    signingKeyPath: undefined,
    kubeConfig: { path: kubeconfig },
    logLevel: 'debug',
  };
  const logs: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logs.push(JSON.parse(line)) });
  const repository = world.repositories.get(MANIFESTS);
  if (!repository) throw new Error('the sandbox has no manifests repository');
  return {
    sandbox,
    settings,
    logs,
    clock,
    start: async (more = {}) => {
      await sandbox.argocd.advance();
      const started = await startApp({ ...settings, ...more }, log, {
        backoff: { firstMs: 50, longestMs: 1000 },
        now: clock.now,
        watching: WATCHING,
      });
      onTestFinished(started.stop);
      seed.webhookUrl(app.appId, `${started.url}/api/github/webhooks`);
      await started.idle();
      return started;
    },
    release: (tag, { assets, ...more } = {}) =>
      seed.release({
        repository: CORDAPP,
        tag,
        login: 'dana',
        assets: assets ?? { [`trade-${tag.slice(1)}.jar`]: jar(8, tag) },
        ...more,
      }),
    commit: (changes, branch = 'main') => seed.commit(MANIFESTS, branch, vouched(changes), 'Change by hand', 'olivia'),
    pulls: () => [...repository.issues.values()].filter(isPull),
    comments: (number) => [...(repository.issues.get(number)?.comments.values() ?? [])].map(({ body }) => body),
    check: (check, commit) => {
      const runs = [...repository.checkRuns.values()].filter((run) => run.name === check && run.headSha === commit);
      const newest = runs.at(-1);
      return newest && `${newest.conclusion ?? 'pending'}: ${newest.title}`;
    },
    fileAt: async (branch, path) => {
      const url = `${sandbox.apiUrl}/repos/${MANIFESTS}/contents/${path}?ref=${encodeURIComponent(branch)}`;
      const answer = await fetch(url, { headers: { accept: 'application/vnd.github.raw+json' } });
      expect(answer.status).toBe(200);
      return answer.text();
    },
  };
};

/** The time in which everything on the stage happens: comments, merges, soaks. It goes on when it is told to. */
export type Clock = { readonly now: () => number; readonly advance: (ms: number) => void };

const createClock = (): Clock => {
  let at = Math.floor(Date.now() / 1000) * 1000;
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
};

type AppManifest = {
  readonly default_permissions: Record<string, 'read' | 'write'>;
  readonly default_events: readonly string[];
};

/** Nobody waits longer than this for the app to come to rest; milliseconds. */
const PATIENCE_MS = 15_000;

/** What Cordage looks again for within so many milliseconds is waited for, by the clock of the stage; so many times. */
const SOON_MS = 16_000;
const LOOKS_MOST = 10;

/** Until no webhook is on its way, Argo CD has done what is due and was heard, no pass is due, and the last one wrote nothing. */
export const settle = async (stage: Stage, app: App): Promise<void> => {
  const { logs, clock } = stage;
  let looks = 0;
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    await quieten(stage, app, end);
    const lines = logs.length;
    await sleep(20);
    await quieten(stage, app, end);
    const last = logs.findLast(({ msg, waitMs }) => msg === 'pass' || waitMs !== undefined);
    if (logs.length === lines && isRest(last)) {
      const soon = Number(last?.['lookAgainMs'] ?? Number.POSITIVE_INFINITY);
      if (soon > SOON_MS || looks >= LOOKS_MOST) return;
      looks += 1;
      clock.advance(soon);
      await app.sweep();
    }
    if (performance.now() > end) throw new Error(`no rest:\n${logs.map((line) => JSON.stringify(line)).join('\n')}`);
  }
};

const quieten = async ({ sandbox }: Stage, app: App, end: number): Promise<void> => {
  await sandbox.deliveries.settled();
  await app.idle();
  await sandbox.argocd.advance();
  while (!isHeard(sandbox, app) && performance.now() < end) await sleep(2);
  await app.idle();
};

/** Whether the app has seen all that Argo CD did, or that it is away. */
const isHeard = ({ argocd }: Sandbox, app: App): boolean =>
  [...app.watched()].every(([place, { state, resourceVersion }]) =>
    argocd.isAway() || argocd.isAway(place.split('/')[0])
      ? state === 'away'
      : state === 'watched' && Number(resourceVersion) >= Number(argocd.resourceVersion()),
  );

/** A pass that had nothing to write, or one that failed and is told to stay away for long. */
const isRest = (last: Record<string, unknown> | undefined): boolean =>
  last === undefined ||
  (last['written'] === 0 && last['lost'] === undefined) ||
  Number(last['waitMs'] ?? 0) > PATIENCE_MS;

/** A text without what differs from run to run: ids, hashes, times and ports. */
export const steady = (text: string | null): string =>
  (text ?? '')
    .replaceAll(/[0-9a-f]{40}/g, '<commit>')
    .replaceAll(/"(id|updatedAt)":\d+/g, '"$1":0')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '<time>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '<host>')
    .replaceAll(/"plan":"\w+"/g, '"plan":0')
    .replaceAll(/"sum":"\w+"/g, '"sum":0');
