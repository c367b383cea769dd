import { setBenchStage } from './stage.ts';

const SIZES = [30, 300, 3000];

type Cost = {
  readonly nodes: number;
  readonly requests: number;
  readonly writes: number;
  readonly idle: number;
  readonly ms: number;
};

/** What a release costs GitHub, from the webhook to the checked pull request, in networks of growing size. */
export const benchPass = async (): Promise<string> => {
  const costs: Cost[] = [];
  for (const nodes of SIZES) costs.push(await measure(nodes));
  const [small, , large] = costs;
  return [
    '  nodes   requests   writes   requests of an idle look   release to rest',
    ...costs.map(
      ({ nodes, requests, writes, idle, ms }) =>
        `  ${String(nodes).padStart(5)}${String(requests).padStart(11)}${String(writes).padStart(9)}${String(idle).padStart(27)}${(ms / 1000).toFixed(1).padStart(16)} s`,
    ),
    `  100 times the nodes: ${((large?.requests ?? 0) / (small?.requests ?? 1)).toFixed(2)} times the requests, ${((large?.writes ?? 0) / (small?.writes ?? 1)).toFixed(2)} times the writes`,
  ].join('\n');
};

const measure = async (nodes: number): Promise<Cost> => {
  let requests = 0;
  const { sandbox, app, release, close } = await setBenchStage(nodes, { onExchange: () => (requests += 1) });
  try {
    await release();
    requests = 0;
    const start = performance.now();
    // Passes follow each other until one has nothing to write.
    for (let before = -1; before !== sandbox.writes.count();) {
      before = sandbox.writes.count();
      await app.sweep();
    }
    const ms = performance.now() - start;
    const spent = requests;
    requests = 0;
    await app.sweep();
    return { nodes, requests: spent, writes: sandbox.writes.count(), idle: requests, ms };
  } finally {
    await close();
  }
};
