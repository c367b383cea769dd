import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeApplication } from './application.ts';

/**
 * The child process that serves Applications: LIST in pages, WATCH, and nothing else of a Kubernetes API server. The parent
 * orders changes; `at` is on the clock that all processes of the machine share, nanoseconds as text.
 */
export type Order =
  | { readonly kind: 'storm'; readonly events: number }
  | { readonly kind: 'one'; readonly index: number };
export type Report =
  | { readonly kind: 'listening'; readonly port: number; readonly bytes: number }
  | { readonly kind: 'written'; readonly version: number; readonly at: string };

const COUNT = Number(process.argv[2]);
const applications = Array.from({ length: COUNT }, (_, index) => writeApplication(index));
const now = applications.map((write, index) => write(1000 + index, 'Healthy'));
const watchers = new Set<ServerResponse>();
let version = 1000 + COUNT;
/** Those that are ill: each change is one of health, or there would be nothing to tell. */
const ill = new Set<number>();

const send = (report: Report): void => void process.send?.(report);

const list = (query: URLSearchParams, items: readonly string[], response: ServerResponse): void => {
  const from = Number(query.get('continue') ?? 0);
  const to = from + (Number(query.get('limit')) || items.length);
  const rest = to < items.length ? `,"continue":"${to}"` : '';
  const head = `{"apiVersion":"argoproj.io/v1alpha1","kind":"ApplicationList","metadata":{"resourceVersion":"${version}"${rest}},"items":[`;
  response.end(`${head}${items.slice(from, to).join(',')}]}`);
};

const server = createServer((request, response) => {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://server');
  // Any other namespace is empty.
  const isApplications = pathname.endsWith('/namespaces/argocd/applications');
  response.writeHead(200, { 'content-type': 'application/json' });
  if (!query.has('watch')) return list(query, isApplications ? now : [], response);
  response.flushHeaders();
  if (!isApplications) return;
  watchers.add(response);
  response.on('close', () => watchers.delete(response));
});

/** One change, told to all; false where somebody has not read the last ones yet. */
const change = (index: number): boolean => {
  version += 1;
  if (!ill.delete(index)) ill.add(index);
  const text = applications[index]?.(version, ill.has(index) ? 'Degraded' : 'Healthy') ?? '';
  now[index] = text;
  let isRead = true;
  for (const watcher of watchers) isRead = watcher.write(`{"type":"MODIFIED","object":${text}}\n`) && isRead;
  return isRead;
};

/** As fast as the slowest reads. */
const storm = async (events: number): Promise<void> => {
  for (let sent = 0; sent < events; sent += 1) {
    if (change((sent * 7919) % COUNT)) continue;
    const slow = [...watchers].filter(({ writableNeedDrain }) => writableNeedDrain);
    await Promise.all(slow.map((watcher) => once(watcher, 'drain')));
  }
};

process.on('message', (order: Order) => {
  const at = String(process.hrtime.bigint());
  if (order.kind === 'one') change(order.index);
  // Known before it is over: who reads as fast as we write must know when to stop the clock.
  send({ kind: 'written', version: order.kind === 'one' ? version : version + order.events, at });
  if (order.kind === 'storm') void storm(order.events);
});
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () => {
  const bytes = now.reduce((sum, text) => sum + text.length, 0) / COUNT;
  send({ kind: 'listening', port: (server.address() as AddressInfo).port, bytes });
});
