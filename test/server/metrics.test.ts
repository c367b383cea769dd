import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createMetrics } from '../../src/http/metrics.ts';
import { createQueue } from '../../src/reconcile/queue.ts';
import { setStage, settle } from '../scenarios/stage.ts';

/** Name, labels and help of each metric of ours, as docs/operations.md has them. */
const renderMetricsTable = (): string => {
  const metrics = createMetrics();
  metrics.watchQueue(createQueue({ pass: () => Promise.resolve({}), onFailure: () => undefined }));
  const own = metrics.registry.getMetricsAsArray().filter(({ name }) => name.startsWith('cordage_'));
  // prom-client does not tell the type of what it keeps.
  const labelsOf = (metric: unknown): string => (metric as { labelNames: string[] }).labelNames.join(', ');
  return own.map((metric) => `| \`${metric.name}\` | ${labelsOf(metric)} | ${metric.help} |`).join('\n');
};

it('has the metrics that the documentation lists', () => {
  expect(renderMetricsTable()).toMatchInlineSnapshot(`
    "| \`cordage_passes_total\` | network, result | Reconcile passes by network and result |
    | \`cordage_pass_seconds\` | network | Seconds that reconcile passes took, failed ones too |
    | \`cordage_webhooks_total\` | event | Verified webhook deliveries by event |
    | \`cordage_github_requests_total\` | method, status | Requests to GitHub by method and status; 0 is no answer, 304 an answer from memory that was still good |
    | \`cordage_writes_total\` | action | Things changed on GitHub and in git, by kind of action |
    | \`cordage_argocd_events_total\` | event, context | What was read from and asked of the API servers behind Argo CD, by kind and kubeconfig context |
    | \`cordage_waiting\` | network | 1 while a network waits for GitHub or git after a failed pass |
    | \`cordage_problems\` | network, severity | Problems a person must solve, by network and severity, as of the last pass |
    | \`cordage_queue_keys\` | state | Networks in the queue: running, waiting for a free place, delayed until later |"
  `);
  const docs = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  expect(docs).toContain(renderMetricsTable());
});

/** Series of ours after a release on a network of so many nodes. */
const seriesOf = async (nodes: number): Promise<readonly string[]> => {
  const stage = await setStage({ nodes });
  const app = await stage.start();
  await stage.release('v1.4.0');
  await settle(stage, app);
  const answer = await fetch(`${app.url}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split('\n');
  return lines.filter((line) => line.startsWith('cordage_')).map((line) => line.replace(/ \S+$/, ''));
};

it('has the same series for 10 nodes and for 25, and counts what was done', async () => {
  const few = await seriesOf(10);
  expect((await seriesOf(25)).toSorted()).toEqual(few.toSorted());
  expect(few).toContain('cordage_writes_total{action="open-pull"}');
  expect(few).toContain('cordage_passes_total{network="acme/network-manifests",result="ok"}');
  expect(few).toContain('cordage_webhooks_total{event="release"}');
  expect(few).toContain('cordage_github_requests_total{method="POST",status="201"}');
  expect(few).toContain('cordage_problems{network="acme/network-manifests",severity="error"}');
});
