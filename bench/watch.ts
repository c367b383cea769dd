import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@kubernetes/client-node';
import { measurePair, median, renderPair } from './measure.ts';
import { startChild, type Child } from './watch/child.ts';
import { measureComment } from './watch/comment.ts';
import type { Answer, Ask } from './watch/observer.ts';
import type { Order, Report } from './watch/server.ts';
import { watchOurs } from './watch/watcher.ts';

const APPLICATIONS = 5000;
const EVENTS = 20_000;
const CHANGES = 15;
const MOST_TIMES = 1.5;
const MOST_BYTES = 1000;
const MOST_SHARE = 0.2;

type Server = Child<Report, Order>;
type Observer = Child<Answer, Ask>;

/**
 * What it costs to see 5,000 Applications, ours beside client-node's informer on the same server. Fails when a goal is missed.
 */
export const benchWatch = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'cordage-bench-'));
  const server: Server = startChild('./server.ts', String(APPLICATIONS));
  try {
    const { port, bytes } = await server.hear('listening');
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, renderKubeConfig(`http://127.0.0.1:${port}`));
    const view = await measurePair(
      () => seeAll(kubeconfig),
      () => readAll(port),
    );
    const [ours, theirs] = [await observe('ours', kubeconfig, server), await observe('informer', kubeconfig, server)];
    const comment = await measureComment(APPLICATIONS);
    const missed = [
      ...(view.ours > view.theirs * MOST_TIMES ? ['the complete view takes too long'] : []),
      ...(ours.heap > MOST_BYTES ? ['too much heap for an Application'] : []),
      ...(ours.heap > theirs.heap * MOST_SHARE ? ['too much heap beside the informer'] : []),
    ];
    const lines = [
      `  ${APPLICATIONS} Applications of ${(bytes / 1000).toFixed(1)} kB, each way in a process of its own`,
      renderPair('from start to a complete view', 'fetch and JSON.parse of the same pages', view),
      renderBeside('heap for each Application kept', ours.heap, theirs.heap, 'bytes'),
      renderBeside(`heap after ${EVENTS} events`, ours.heapAfter, theirs.heapAfter, 'bytes'),
      renderBeside('events a second, sustained', ours.rate, theirs.rate, 'events'),
      renderBeside('from a change to its record', ours.known, theirs.known, 'ms'),
      `  from a change to the word of it: ${ours.told.toFixed(0)} ms, for changes are gathered for a second (informer: ${theirs.told.toFixed(1)} ms, each alone)`,
      `  from a change to the edited comment, the app's own gathering of 3 s within: ${comment.toFixed(0)} ms`,
    ];
    if (missed.length > 0) throw new Error(`${missed.join(', ')}\n${lines.join('\n')}`);
    return lines.join('\n');
  } finally {
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
};

const seeAll = async (kubeconfig: string): Promise<void> => {
  const watcher = watchOurs(kubeconfig, 'argocd');
  await watcher.complete;
  if (watcher.applications() !== APPLICATIONS) throw new Error('the view is not complete');
  await watcher.stop();
};

/** The pages that ours asks for, read one after the other, parsed and dropped. */
const readAll = async (port: number): Promise<void> => {
  const path = `http://127.0.0.1:${port}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications?limit=500`;
  let token = '';
  do {
    const answer = await fetch(`${path}${token === '' ? '' : `&continue=${token}`}`);
    const page = JSON.parse(await answer.text()) as { metadata: { continue?: string } };
    token = page.metadata.continue ?? '';
  } while (token !== '');
};

type Cost = Readonly<Record<'heap' | 'heapAfter' | 'rate' | 'known' | 'told', number>>;

const observe = async (way: 'ours' | 'informer', kubeconfig: string, server: Server): Promise<Cost> => {
  const none: Observer = startChild('./observer.ts', way, kubeconfig, 'none');
  const empty = (await none.hear('complete')).heap;
  await none.end();
  const observer: Observer = startChild('./observer.ts', way, kubeconfig, 'argocd');
  try {
    const { heap, applications } = await observer.hear('complete');
    if (applications !== APPLICATIONS) throw new Error(`${way} sees ${applications} Applications`);
    const storm = await change(server, observer, { kind: 'storm', events: EVENTS });
    const answered = observer.hear('heap');
    observer.tell({ kind: 'heap' });
    const heapAfter = (await answered).heap;
    const changes: { known: number; told: number }[] = [];
    for (let index = 0; index < CHANGES; index += 1) {
      const told = observer.hear('news');
      observer.tell({ kind: 'news' });
      const { at, known } = await change(server, observer, { kind: 'one', index });
      changes.push({ known, told: since(at, (await told).at) });
    }
    return {
      heap: (heap - empty) / APPLICATIONS,
      heapAfter: (heapAfter - empty) / APPLICATIONS,
      rate: (EVENTS / storm.known) * 1000,
      known: median(changes.map(({ known }) => known)),
      told: median(changes.map(({ told }) => told)),
    };
  } finally {
    await observer.end();
  }
};

/** @returns when the server began, and how many milliseconds later the observer knew all of it */
const change = async (server: Server, observer: Observer, order: Order) => {
  const [written, reached] = [server.hear('written'), observer.hear('reached')];
  server.tell(order);
  const { at, version } = await written;
  observer.tell({ kind: 'reach', version });
  return { at, known: since(at, (await reached).at) };
};

const since = (from: string, to: string): number => Number(BigInt(to) - BigInt(from)) / 1e6;

const renderBeside = (what: string, ours: number, theirs: number, unit: 'bytes' | 'events' | 'ms'): string => {
  const digits = unit === 'ms' ? 1 : 0;
  return `  ${what}: ${ours.toFixed(digits)} ${unit}, ${(ours / theirs).toFixed(3)} times the informer's (${theirs.toFixed(digits)} ${unit})`;
};

const renderKubeConfig = (server: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    clusters: [{ name: 'bench', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'bench', user: {} }],
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
  });
