import { expect, it } from 'vitest';
import type { FaultSpec } from '../../src/sandbox/http/faults.ts';
import { setStage, settle, type Stage } from './stage.ts';

const REPOS = '/repos/{owner}/{repo}';

/** Until the pull request has its comment and its check, at most so long. Faults make passes fail, and these come back by themselves. */
const untilTold = async (stage: Stage, ms = 20_000): Promise<void> => {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const [pull] = stage.pulls();
    if (pull && stage.comments(pull.number).length > 0 && stage.check('cordage/rollout', pull.pull.headSha)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing after ${ms} ms:\n${stage.logs.map((line) => JSON.stringify(line)).join('\n')}`);
};

const COMMENTS = `${REPOS}/issues/{issue_number}/comments`;
const CHECKS = `${REPOS}/commits/{ref}/check-runs`;

/** What goes wrong with GitHub or the way there, once or a few times. */
const faults: Readonly<Record<string, readonly FaultSpec[]>> = {
  'GitHub answers 502, first to reads, then to writes': [
    { method: 'GET', status: 502, times: 4 },
    { method: 'POST', path: `${REPOS}/pulls`, status: 502, times: 2 },
    { method: 'POST', path: `${REPOS}/issues/{issue_number}/labels`, drop: 'before' },
  ],
  'what was written is done and its answer is lost': [
    { path: /git-receive-pack/, drop: 'after' },
    { method: 'POST', path: `${REPOS}/pulls`, drop: 'after' },
    { method: 'POST', path: COMMENTS, drop: 'after' },
    { method: 'POST', path: `${REPOS}/check-runs`, drop: 'after' },
  ],
  'a fresh token is not known yet, to GitHub and to git': [
    { method: 'GET', path: `${REPOS}/pulls`, status: 401 },
    { path: /git-upload-pack/, status: 401 },
  ],
  'git is away': [{ path: /info\/refs/, status: 503, times: 3 }],
  'a secondary rate limit with Retry-After': [
    {
      method: 'POST',
      path: `${REPOS}/pulls`,
      status: 403,
      headers: { 'retry-after': '1' },
      body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
    },
  ],
  'answers are slow, or cut in the middle': [
    { method: 'GET', path: `${REPOS}/pulls`, delayMs: 500 },
    {
      method: 'GET',
      path: `${REPOS}/releases`,
      trickle: { bytes: 400, everyMs: 1, cutAfter: 900, rest: 'closed' },
      times: 2,
    },
  ],
  'answers lag behind what was written': [
    { method: 'GET', path: `${REPOS}/releases`, stale: 1 },
    { method: 'GET', path: `${REPOS}/pulls`, stale: 2, times: 4 },
    { method: 'GET', path: COMMENTS, stale: 2, times: 3 },
    { method: 'GET', path: CHECKS, stale: 2, times: 3 },
  ],
  'the download of the asset breaks': [{ path: /downloads?\/|assets\/\d+/, drop: 'before' }],
};

it.each(Object.entries(faults))('%s: it converges, with one of each', async (_name, specs) => {
  const stage = await setStage();
  const app = await stage.start();
  const armed = specs.map((spec) => stage.sandbox.faults.add(spec));
  await stage.release('v1.4.0');
  await untilTold(stage);
  for (const fault of armed) expect(fault.hits()).toBeGreaterThan(0);
  stage.sandbox.faults.clear();
  await settle(stage, app);
  await app.sweep();
  await settle(stage, app);

  const [pull, ...more] = stage.pulls();
  expect(more).toEqual([]);
  expect(pull?.state).toBe('open');
  expect(stage.comments(pull?.number ?? 0)).toHaveLength(1);
  expect([...(pull?.labels ?? [])]).toEqual(['cordage', 'artifact:trade', 'ring:canary']);
  expect(stage.check('cordage/rollout', pull?.pull.headSha ?? '')).toBe('pending: canary: waiting for approval');
  const written = stage.sandbox.writes.count();
  await app.sweep();
  expect(stage.sandbox.writes.count()).toBe(written);
});

it('says what it waits for while GitHub keeps it away, and nothing is asked meanwhile', async () => {
  const stage = await setStage();
  const app = await stage.start();
  stage.sandbox.faults.add({
    method: 'GET',
    path: `${REPOS}/releases`,
    status: 429,
    headers: { 'retry-after': '600' },
    body: { message: 'You have exceeded a secondary rate limit.' },
  });
  await stage.release('v1.4.0');
  await settle(stage, app);
  const answer = await fetch(`${app.url}/readyz`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    ready: true,
    waitingFor: ["acme/network-manifests: GitHub's rate limit at GET /api/v3/repos/acme/trade-cordapp/releases"],
  });
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(metrics).toContain('cordage_waiting{network="acme/network-manifests"} 1');
  const failures = stage.logs.filter(({ waitMs }) => waitMs !== undefined);
  expect(failures.map(({ level, waitMs }) => ({ level, waitMs }))).toEqual([{ level: 40, waitMs: 600_000 }]);
  await stage.release('v1.4.1');
  await settle(stage, app);
  expect(stage.pulls()).toEqual([]);
  expect(stage.logs.filter(({ waitMs }) => waitMs !== undefined)).toHaveLength(1);
});
