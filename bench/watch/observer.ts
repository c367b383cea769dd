import { setTimeout } from 'node:timers/promises';
import { until, watchByInformer, watchOurs } from './watcher.ts';

/** The child process that watches in one of two ways: a heap of its own. What is in it but Applications, one that watches none has too. */
export type Ask =
  | { readonly kind: 'heap' }
  | { readonly kind: 'reach'; readonly version: number }
  | { readonly kind: 'news' };
export type Answer =
  | { readonly kind: 'complete'; readonly heap: number; readonly applications: number }
  | { readonly kind: 'heap'; readonly heap: number }
  | { readonly kind: 'reached'; readonly at: string }
  | { readonly kind: 'news'; readonly at: string };

const [, , way = '', kubeconfig = '', namespace = ''] = process.argv;
const send = (answer: Answer): void => void process.send?.(answer);
const clock = (): string => String(process.hrtime.bigint());

/** Bytes in use after all garbage is gone; garbage of finished requests goes with their last timers. */
const measureHeap = async (): Promise<number> => {
  for (let round = 0; round < 5; round += 1) {
    await setTimeout(50);
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
};

await import('@kubernetes/client-node');
await import('undici');
const watcher = way === 'ours' ? watchOurs(kubeconfig, namespace) : await watchByInformer(kubeconfig, namespace);
await watcher.complete;
send({ kind: 'complete', heap: await measureHeap(), applications: watcher.applications() });

process.on('message', (ask: Ask) => void answer(ask));
process.on('disconnect', () => process.exit());

const answer = async (ask: Ask): Promise<void> => {
  if (ask.kind === 'heap') return send({ kind: 'heap', heap: await measureHeap() });
  if (ask.kind === 'news') return watcher.onNews(() => send({ kind: 'news', at: clock() }));
  await until(() => watcher.version() >= ask.version);
  send({ kind: 'reached', at: clock() });
};
