import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ArgoApplication } from '../../src/core/argo/application.ts';
import { decodeApplication } from '../../src/core/argo/decode-application.ts';
import { connect } from '../../src/kubernetes/connect.ts';
import { startReflector, type ReflectorEvent } from '../../src/kubernetes/reflector.ts';
import { createStore } from '../../src/kubernetes/store.ts';
import { FAST, makeFolder, quiet, serve, until, writeKubeConfig } from './world.ts';

const FOLDER = new URL('../fixtures/watch/', import.meta.url);

/** The bodies of a recording in order: a list is a line, a watch all lines up to the next list or empty line. */
const readBodies = (name: string): { readonly kind: 'list' | 'watch'; body: string }[] => {
  const bodies: { kind: 'list' | 'watch'; body: string }[] = [];
  for (const line of readFileSync(new URL(`${name}.jsonl`, FOLDER), 'utf8')
    .trimEnd()
    .split('\n')) {
    const isList = line.startsWith('{"apiVersion":"argoproj.io/v1alpha1","kind":"ApplicationList"');
    const last = bodies.at(-1);
    if (isList) bodies.push({ kind: 'list', body: line });
    else if (line === '' || !last || last.kind === 'list') bodies.push({ kind: 'watch', body: line && `${line}\n` });
    // A connection that breaks within a line sends no newline after it.
    else last.body += line.endsWith('}') ? `${line}\n` : line;
  }
  return bodies;
};

const clock = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString().slice(11, 19));

const summarize = (name: string, application: ArgoApplication | undefined): string => {
  if (!application) return `${name} gone`;
  const { sync, revisions, health, operationRequested, operation, reconciledAt } = application;
  const revision = revisions.map((one) => one.slice(0, 4)).join();
  const end = operation?.finishedAt === undefined ? '' : ` ended ${clock(operation.finishedAt)}`;
  const phase =
    operation && `${operation.phase}${operation.retryCount > 0 ? ` retry ${operation.retryCount}` : ''}${end}`;
  const parts = [sync, revision, health, operationRequested && 'requested', phase, clock(reconciledAt)];
  return [name, ...parts.filter((part) => part)].join(' ');
};

/** Plays a recording through a server and a reflector until all of it was asked for. */
const replay = async (recording: string) => {
  const bodies = readBodies(recording);
  const requests: string[] = [];
  const events: ReflectorEvent[] = [];
  const steps: string[] = [];
  const server = await serve();
  server.intercept(({ query, watch }, response: ServerResponse) => {
    const next = bodies[0];
    requests.push(watch ? `watch from ${query.get('resourceVersion')}` : 'list');
    response.writeHead(200).flushHeaders();
    if (next?.kind !== (watch ? 'watch' : 'list')) return true;
    bodies.shift();
    response.write(next.body);
    if (!watch || bodies.length > 0) response.end();
    return true;
  });
  const path = join(makeFolder(), 'kubeconfig');
  writeKubeConfig(path, [{ name: 'tokyo', server: server.url }]);
  const store = createStore<ArgoApplication>(() => true);
  const decode = (raw: unknown) => decodeApplication(raw, 'tokyo', { by: 'name', template: '{node}' });
  const collection = { resource: 'applications', namespace: 'argocd' } as const;
  const source = { connection: connect({ path }, undefined), collection, selector: undefined, decode };
  const reflector = startReflector(source, store, FAST, {
    now: () => Date.now(),
    onChange: () => steps.push([...store.values()].map((one) => summarize(one.name, one)).join(' · ')),
    onCondition: ({ state }) => steps.push(state),
    onEvent: (event) => events.push(event),
  });
  onTestFinished(reflector.stop);
  await until(() => expect([bodies.length, ...requests]).toEqual([0, ...requests]));
  await quiet(50);
  return { requests, steps, version: reflector.version(), relists: events.filter((one) => one === 'relist').length };
};

test('a retry is Running with an end, and former health stays until the next comparison', async () => {
  expect(await replay('sync-with-retry')).toMatchInlineSnapshot(`
    {
      "relists": 0,
      "requests": [
        "list",
        "watch from 41870",
      ],
      "steps": [
        "watched",
        "party-0007 Synced 3f1c Healthy 14:00:10",
        "party-0007 OutOfSync 9b2e Healthy 14:02:11",
        "party-0007 OutOfSync 9b2e Healthy requested 14:02:11",
        "party-0007 OutOfSync 9b2e Healthy requested Running 14:02:11",
        "party-0007 OutOfSync 9b2e Healthy requested Running retry 1 ended 14:03:02 14:02:11",
        "party-0007 OutOfSync 9b2e Healthy requested Running retry 1 ended 14:03:02 14:02:11",
        "party-0007 OutOfSync 9b2e Healthy Succeeded retry 1 ended 14:04:20 14:02:11",
        "party-0007 Synced 9b2e Progressing Succeeded retry 1 ended 14:04:20 14:04:21",
        "party-0007 Synced 9b2e Healthy Succeeded retry 1 ended 14:04:20 14:04:21",
      ],
      "version": "41903",
    }
  `);
});

test('what went while the version was too old is gone after the list', async () => {
  expect(await replay('relist-after-410')).toMatchInlineSnapshot(`
    {
      "relists": 1,
      "requests": [
        "list",
        "watch from 50012",
        "list",
        "watch from 62001",
      ],
      "steps": [
        "watched",
        "party-0001 Synced 3f1c Healthy 14:00:10 · party-0002 Synced 3f1c Healthy 14:00:10",
        "party-0001 Synced 3f1c Progressing 14:00:10 · party-0002 Synced 3f1c Healthy 14:00:10",
        "party-0001 Synced 3f1c Healthy 14:00:10 · party-0003 Synced 3f1c Healthy 14:00:10",
      ],
      "version": "62040",
    }
  `);
});

test('bookmarks alone: nothing is told, and the next watch begins at the last of them', async () => {
  expect(await replay('bookmarks-only')).toMatchInlineSnapshot(`
    {
      "relists": 0,
      "requests": [
        "list",
        "watch from 70001",
        "watch from 70233",
      ],
      "steps": [
        "watched",
        "party-0001 Synced 3f1c Healthy 14:00:10",
      ],
      "version": "70301",
    }
  `);
});

test('a new Application of an old name begins with nothing known', async () => {
  expect(await replay('delete-and-recreate')).toMatchInlineSnapshot(`
    {
      "relists": 0,
      "requests": [
        "list",
        "watch from 80010",
      ],
      "steps": [
        "watched",
        "party-0001 Synced 3f1c Healthy 14:00:10 · party-0002 Synced 3f1c Healthy 14:00:10",
        "party-0001 Synced 3f1c Healthy 14:00:10 · party-0002 Synced 3f1c Healthy 14:00:10",
        "party-0002 Synced 3f1c Healthy 14:00:10",
        "party-0002 Synced 3f1c Healthy 14:00:10 · party-0001 Unknown Unknown",
        "party-0002 Synced 3f1c Healthy 14:00:10 · party-0001 OutOfSync 9b2e Missing 14:00:10",
      ],
      "version": "80023",
    }
  `);
});

test('an error within the stream makes a new list', async () => {
  expect(await replay('error-500')).toMatchInlineSnapshot(`
    {
      "relists": 1,
      "requests": [
        "list",
        "watch from 90001",
        "list",
        "watch from 90010",
      ],
      "steps": [
        "watched",
        "party-0001 Synced 3f1c Healthy 14:00:10",
        "party-0001 Synced 3f1c Degraded 14:00:10",
        "party-0001 Synced 3f1c Healthy 14:00:10",
      ],
      "version": "90050",
    }
  `);
});

test('half a line is not believed, and the whole one is asked for', async () => {
  expect(await replay('truncated-line')).toMatchInlineSnapshot(`
    {
      "relists": 0,
      "requests": [
        "list",
        "watch from 95001",
        "watch from 95003",
      ],
      "steps": [
        "watched",
        "party-0001 Synced 3f1c Healthy 14:00:10",
        "party-0001 Synced 3f1c Progressing 14:00:10",
      ],
      "version": "95005",
    }
  `);
});
