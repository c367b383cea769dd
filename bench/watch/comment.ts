import { setTimeout as setTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { isPull } from '../../src/sandbox/github/world-issues.ts';
import { MANIFESTS, setBenchStage, type BenchStage } from '../stage.ts';
import { median } from '../measure.ts';

/** The first ring, of a hundred nodes at most, merges by itself and soaks until all is measured. */
const CONFIG = `network: trade
rules: {evidence: [{what: drain, reason: bench}]}
artifacts:
  trade: {kind: cordapp, image: registry.example.com/cordapps/trade, releases: acme/trade-cordapp}
nodes: nodes/*/kustomization.yaml
argocd: {instances: [{name: sandbox, context: sandbox}]}
gates: {approvals: 0}
rings:
  - {name: canary, nodes: {names: 'party-00*'}, soak: 7d, merges: automatic}
  - {name: all, soak: 1d}
`;

const CHANGES = 3;
/** Between two edits of a comment Cordage leaves so long; by the sandbox's clock, which is moved on. */
const EDIT_MS = 125_000;
const PATIENCE_MS = 60_000;
const QUIET_MS = 5000;

/** Milliseconds from a status change in a cluster to the edited comment of its pull request: the median of some. */
export const measureComment = async (nodes: number): Promise<number> => {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const stage = await setBenchStage(nodes, { config: CONFIG, now, machineNow: Date.now });
  const pass = async (ms: number): Promise<void> => {
    ahead += ms;
    await stage.sandbox.argocd.advance();
    await stage.app.sweep();
  };
  try {
    await stage.release();
    for (let look = 0; !isMerged(stage); look += 1) {
      if (look > 20) throw new Error('the first ring was not merged');
      await pass(EDIT_MS);
    }
    for (let look = 0; look < 20; look += 1) await pass(EDIT_MS);
    const took: number[] = [];
    for (let change = 0; change < CHANGES; change += 1) {
      await pass(10 * EDIT_MS);
      // What that set off is over then.
      await setTimeout(QUIET_MS);
      ahead += EDIT_MS;
      took.push(await timeEdit(stage, change));
    }
    return median(took);
  } finally {
    await stage.close();
  }
};

const isMerged = ({ sandbox }: BenchStage): boolean =>
  [...(sandbox.world.repositories.get(MANIFESTS)?.issues.values() ?? [])].some(
    (issue) => isPull(issue) && issue.pull.merged,
  );

/** Nobody asks for a pass: the watch does. */
const timeEdit = async ({ sandbox }: BenchStage, change: number): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimer(() => reject(new Error('no comment was edited')), PATIENCE_MS);
  const forget = sandbox.onWrite(({ method, route }) => {
    if (method === 'PATCH' && route?.includes('/comments/')) resolve();
  });
  const start = performance.now();
  sandbox.argocd.degrade([`party-000${change + 1}`], 'CrashLoopBackOff');
  try {
    await promise;
    return performance.now() - start;
  } finally {
    clearTimeout(timer);
    forget();
  }
};
