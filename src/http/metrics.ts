import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Queue } from '../reconcile/queue.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** The numbers an operator alerts on. No label may hold a node or a person: their number has no bound. */
export const createMetrics = () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    passes: new Counter({
      name: 'cordage_passes_total',
      help: 'Reconcile passes by network and result',
      labelNames: ['network', 'result'] as const,
      registers,
    }),
    passSeconds: new Histogram({
      name: 'cordage_pass_seconds',
      help: 'Seconds that reconcile passes took, failed ones too',
      labelNames: ['network'] as const,
      buckets: [0.1, 0.3, 1, 3, 10, 30, 100],
      registers,
    }),
    webhooks: new Counter({
      name: 'cordage_webhooks_total',
      help: 'Verified webhook deliveries by event',
      labelNames: ['event'] as const,
      registers,
    }),
    githubCalls: new Counter({
      name: 'cordage_github_requests_total',
      help: 'Requests to GitHub by method and status; 0 is no answer, 304 an answer from memory that was still good',
      labelNames: ['method', 'status'] as const,
      registers,
    }),
    writes: new Counter({
      name: 'cordage_writes_total',
      help: 'Things changed on GitHub and in git, by kind of action',
      labelNames: ['action'] as const,
      registers,
    }),
    clusterEvents: new Counter({
      name: 'cordage_argocd_events_total',
      help: 'What was read from and asked of the API servers behind Argo CD, by kind and kubeconfig context',
      labelNames: ['event', 'context'] as const,
      registers,
    }),
    waiting: new Gauge({
      name: 'cordage_waiting',
      help: '1 while a network waits for GitHub or git after a failed pass',
      labelNames: ['network'] as const,
      registers,
    }),
    problems: new Gauge({
      name: 'cordage_problems',
      help: 'Problems a person must solve, by network and severity, as of the last pass',
      labelNames: ['network', 'severity'] as const,
      registers,
    }),
    watchQueue: (queue: Queue) =>
      new Gauge({
        name: 'cordage_queue_keys',
        help: 'Networks in the queue: running, waiting for a free place, delayed until later',
        labelNames: ['state'] as const,
        registers,
        collect() {
          for (const [state, count] of Object.entries(queue.depth())) this.set({ state }, count);
        },
      }),
  };
};
