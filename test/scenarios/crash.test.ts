import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startProcess, type Started } from '../../src/sandbox/demo/start-process.ts';
import { gitText } from '../../src/sandbox/github/git.ts';
import { environmentOf } from '../server/start-server.ts';
import { MANIFESTS, setStage, settle, steady, type Stage } from './stage.ts';

let compiled = '';

beforeAll(async () => {
  compiled = await mkdtemp(join(tmpdir(), 'cordage-compiled-'));
});

afterAll(() => rm(compiled, { recursive: true, force: true }));

/** Runs the server as a process of its own and resolves when it has nothing left to write. */
const runServer = async (stage: Stage): Promise<Started> => {
  const server = startProcess('src/main.ts', [], {
    ...environmentOf(stage.settings),
    // Dozens of starts of the same program: compiled once.
    NODE_COMPILE_CACHE: compiled,
  });
  onTestFinished(async () => void (await server.stop()));
  return server;
};

const atRest = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'msg' in value &&
  value.msg === 'pass' &&
  'written' in value &&
  value.written === 0;

/** Writes of Cordage's, as opposed to those of people. */
const countWrites = (stage: Stage): number =>
  stage.sandbox.writes.list().filter(({ caller }) => caller.kind === 'installation').length;

/** Starts the server, kills it right after its k-th write was done and before its answer was sent. */
const runUntilWrite = async (stage: Stage, k: number): Promise<boolean> => {
  const first = countWrites(stage);
  let silence: (() => void) | undefined;
  let killed: Promise<void> | undefined;
  const reached = new Promise<boolean>((resolve) => {
    silence = stage.sandbox.onWrite(async () => {
      if (countWrites(stage) - first !== k) return;
      killed = server.then((running) => running.kill());
      await killed;
      resolve(true);
    });
  });
  const server = runServer(stage);
  const rested = (await server).line(atRest).then(
    () => false,
    () => true,
  );
  const crashed = await Promise.race([reached, rested]);
  silence?.();
  await (killed ?? (await server).stop());
  return crashed;
};

/** The world without what differs from run to run: ids, hashes and times. */
const describeWorld = async (stage: Stage): Promise<unknown> => {
  const pulls = stage.pulls().map((pull) => ({
    branch: pull.pull.headRef,
    state: pull.state,
    title: pull.title,
    body: steady(pull.body),
    labels: [...pull.labels],
    comments: stage.comments(pull.number).map((body) => steady(body).replace(/ as [0-9a-f]{10}$/m, ' as <commit>')),
    check: stage.check('cordage/rollout', pull.pull.headSha),
  }));
  const repository = stage.sandbox.world.repositories.get(MANIFESTS);
  const log = ['log', '--format=%s', 'refs/cordage/journal'];
  const journal = await gitText(repository?.dir ?? '', log).catch(() => '');
  const deployments = [...(repository?.deployments.values() ?? [])].map(({ environment, statuses }) => [
    environment,
    ...statuses.map(({ state }) => state),
  ]);
  const answer = await fetch(`${stage.sandbox.apiUrl}/repos/${MANIFESTS}/branches?per_page=100`);
  const branches = ((await answer.json()) as { name: string }[]).map(({ name }) => name);
  const open = branches.filter((branch) => branch.startsWith('cordage/'));
  const files = await Promise.all(open.map((branch) => stage.fileAt(branch, 'nodes/party-0001/kustomization.yaml')));
  const main = await stage.fileAt('main', 'nodes/party-0001/kustomization.yaml');
  return { branches, pulls, files, main, journal, deployments };
};

/** One story: what had been released and settled, and what happened by the time the server starts. */
const stories = {
  'a first release': { before: [], deed: (stage: Stage) => stage.release('v1.4.0'), writes: 7 },
  'a newer release over an open pull request': {
    before: ['v1.4.0'],
    deed: (stage: Stage) => stage.release('v1.4.1'),
    writes: 9,
  },
  'a command and an approval': {
    before: ['v1.4.0'],
    deed: async (stage: Stage) => {
      await ask(stage, 'olivia', '/issues/1/comments', { body: '/rollout canary' });
      await ask(stage, 'rob', '/pulls/1/reviews', { event: 'APPROVE' });
    },
    writes: 12,
  },
} as const;

type Story = { readonly before: readonly string[]; readonly deed: (stage: Stage) => Promise<unknown> };

const ask = async ({ sandbox }: Stage, login: string, path: string, body: unknown): Promise<void> => {
  const answer = await fetch(`${sandbox.apiUrl}/repos/${MANIFESTS}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.seed.user(login)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
};

/** The server goes by the machine's clock: on a stage that is behind it, no edit of a comment comes too soon. */
const BEHIND_MS = 600_000;

const tell = async ({ before, deed }: Story): Promise<Stage> => {
  const stage = await setStage();
  stage.clock.advance(-BEHIND_MS);
  for (const tag of before) await stage.release(tag);
  if (before.length > 0) {
    const app = await stage.start();
    await settle(stage, app);
    await app.stop();
  }
  stage.clock.advance(1000);
  await deed(stage);
  return stage;
};

type End = { readonly world: unknown; readonly writes: number };

const undisturbed = new Map<string, Promise<End>>();

const endOf = (name: keyof typeof stories): Promise<End> => {
  const known = undisturbed.get(name);
  if (known) return known;
  const end = tell(stories[name]).then(async (stage) => {
    const before = countWrites(stage);
    await runUntilWrite(stage, Number.POSITIVE_INFINITY);
    return { world: await describeWorld(stage), writes: countWrites(stage) - before };
  });
  undisturbed.set(name, end);
  return end;
};

const cases = Object.entries(stories).flatMap(([name, { writes }]) =>
  Array.from({ length: writes }, (_, index) => ({ name: name as keyof typeof stories, k: index + 1, writes })),
);

it.each(cases)(
  '$name: killed after write $k of $writes, started again, the world ends the same',
  async ({ name, k, writes }) => {
    const expected = await endOf(name);
    // With more writes than the table says, there would be places to die that nobody tried.
    expect(expected.writes).toBe(writes);
    const stage = await tell(stories[name]);
    expect(await runUntilWrite(stage, k)).toBe(true);
    await runUntilWrite(stage, Number.POSITIVE_INFINITY);
    expect(await describeWorld(stage)).toEqual(expected.world);
    if (k < writes) return;
    const written = countWrites(stage);
    expect(await runUntilWrite(stage, 1)).toBe(false);
    expect(countWrites(stage)).toBe(written);
  },
);
