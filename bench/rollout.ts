import type { Passed } from '../src/sandbox/http/answer-request.ts';
import { isPull } from '../src/sandbox/github/world-issues.ts';
import { MANIFESTS, setBenchStage } from './stage.ts';

/** 20, 380 in two batches, 1,600 in seven: ten pull requests. */
const CONFIG = `network: trade
rules: {evidence: [{what: drain, reason: bench}]}
artifacts:
  trade: {kind: cordapp, image: registry.example.com/cordapps/trade, releases: acme/trade-cordapp}
nodes: nodes/*/kustomization.yaml
gates: {approvals: 0}
rings:
  - {name: canary, nodes: {percent: 1}, soak: 30m}
  - {name: early, nodes: {percent: 19}, soak: 30m, batch: 190}
  - {name: all, soak: 30m, batch: 230, maxUnhealthy: 1%}
`;

const NODES = 2000;
const MOST_WRITES = 150;

/** Cordage leaves a second between two writes (CORDAGE_PACE_WRITES); a read takes GitHub a tenth of that. */
const WRITE_MS = 1000;
const READ_MS = 100;
/** How long the clock goes on when there is nothing to do. */
const STEP_MS = 15_000;

/**
 * A whole rollout on a GitHub that keeps its documented limits, on a clock that every request and every wait moves on.
 * Fails when GitHub refused anything for its limits, or when it took too many writes.
 */
export const benchRollout = async (): Promise<string> => {
  let at = Math.floor(Date.now() / 1000) * 1000;
  const started = at;
  const now = (): number => at;
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  const onExchange = ({ method, route, status, caller }: Passed): void => {
    if (caller.kind !== 'installation') return;
    at += method === 'GET' ? READ_MS : WRITE_MS;
    count('requests');
    if (status === 403 || status === 429) count('refused');
    // Whatever makes or changes something counts, as GitHub counts it; taking something away does not.
    if (method !== 'GET' && method !== 'DELETE' && status < 400) {
      count('writes');
      count(`${method} ${route?.replace('/repos/{owner}/{repo}', '') ?? ''}`);
    }
  };
  const stage = await setBenchStage(NODES, { config: CONFIG, now, machineNow: Date.now, limitsNow: now, onExchange });
  const { sandbox, app, release, close } = stage;
  try {
    const cpu = process.cpuUsage();
    const start = performance.now();
    await release();
    await app.sweep();
    at += 60_000;
    await comment(sandbox.apiUrl, sandbox.seed.user('olivia'), '/rollout all');
    const looks = await goOn(
      async () => {
        await sandbox.argocd.advance();
        await app.sweep();
      },
      () => sandbox.writes.count(),
      () => isDone(sandbox),
      (ms) => (at += ms),
    );
    const { user, system } = process.cpuUsage(cpu);
    const [writes, refused] = [seen.get('writes') ?? 0, seen.get('refused') ?? 0];
    const pulls = pullsOf(sandbox);
    const kinds = [...seen].filter(([what]) => /^[A-Z]/.test(what)).toSorted((a, b) => b[1] - a[1]);
    if (refused > 0) throw new Error(`GitHub refused ${refused} requests for its limits`);
    if (writes >= MOST_WRITES)
      throw new Error(
        `${writes} content writes, and fewer than ${MOST_WRITES} were wanted: ${kinds.map(([what, times]) => `${times} ${what}`).join(', ')}`,
      );
    return [
      `  ${NODES} nodes, 3 rings, ${pulls} pull requests, all merged`,
      `  content writes          ${writes}, fewer than ${MOST_WRITES}`,
      ...kinds.map(([what, times]) => `    ${String(times).padStart(3)}  ${what}`),
      `  requests in all         ${seen.get('requests')}, none refused`,
      `  time on GitHub's clock  ${((at - started) / 60_000).toFixed(0)} min, in ${looks} looks`,
      `  time on this machine    ${((performance.now() - start) / 1000).toFixed(1)} s, of them ${((user + system) / 1e6).toFixed(1)} s of CPU here`,
    ].join('\n');
  } finally {
    await close();
  }
};

type Sandbox = Awaited<ReturnType<typeof setBenchStage>>['sandbox'];

const pullsOf = ({ world }: Sandbox): number =>
  [...(world.repositories.get(MANIFESTS)?.issues.values() ?? [])].filter((issue) => isPull(issue) && issue.pull.merged)
    .length;

/** The last ring's Deployment says so. */
const isDone = ({ world }: Sandbox): boolean =>
  [...(world.repositories.get(MANIFESTS)?.deployments.values() ?? [])].some(
    ({ environment, statuses }) => environment.endsWith('all') && statuses.at(-1)?.state === 'success',
  );

const comment = async (apiUrl: string, token: string, body: string): Promise<void> => {
  const answer = await fetch(`${apiUrl}/repos/${MANIFESTS}/issues/1/comments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ body }),
  });
  if (!answer.ok) throw new Error(`the comment was answered ${answer.status}`);
};

const LOOKS_MOST = 2000;

/** Looks until the rollout is done; when a look wrote nothing, time goes by. @returns how many looks it took */
const goOn = async (
  look: () => Promise<void>,
  writes: () => number,
  isOver: () => boolean,
  advance: (ms: number) => void,
): Promise<number> => {
  for (let looks = 1; looks <= LOOKS_MOST; looks += 1) {
    const before = writes();
    await look();
    if (isOver()) return looks;
    if (writes() === before) advance(STEP_MS);
  }
  throw new Error(`the rollout was not done after ${LOOKS_MOST} looks`);
};
