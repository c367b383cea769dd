import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { fetchMirror } from '../../src/git/fetch.ts';
import { sortFailure } from '../../src/git/git-error.ts';
import { startHttpBackend } from './http-backend.ts';
import { failureOf, makeWorld } from './world.ts';

type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

const answer =
  (status: number, text = ''): Fault =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
    return true;
  };

const whilePacking =
  (fault: Fault): Fault =>
  (request, response) =>
    request.method === 'POST' && fault(request, response);

const breakOff: Fault = (request) => {
  request.socket.destroy();
  return true;
};

const cutShort: Fault = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
  response.write('0008NAK\n0023\u0002Counting objects');
  setTimeout(() => response.destroy(), 20);
  return true;
};

test.each<[string, Fault, string, string]>([
  ['401', answer(401), 'auth', 'git-refused'],
  ['403 as for a suspended installation', answer(403, 'Permission denied'), 'auth', 'git-refused'],
  ['404 as for a repository it may not see', answer(404, 'Repository not found.'), 'stop', 'git-not-found'],
  ['429', answer(429), 'retry', 'git-unreachable'],
  ['500', answer(500), 'retry', 'git-unreachable'],
  ['502', answer(502), 'retry', 'git-unreachable'],
  ['503 in the middle', whilePacking(answer(503)), 'retry', 'git-unreachable'],
  ['a page instead of git', answer(200, '<html>\n<p>maintenance</p>\n</html>\n'), 'retry', 'git-unreachable'],
  ['a broken connection', breakOff, 'retry', 'git-unreachable'],
  ['a connection broken in the middle', whilePacking(breakOff), 'retry', 'git-unreachable'],
  ['an answer cut short', whilePacking(cutShort), 'retry', 'git-unreachable'],
])('%s', async (_, fault, kind, code) => {
  const world = makeWorld();
  const backend = await startHttpBackend(join(world.folder, 'remote'));
  onTestFinished(backend.close);
  world.commit({ 'a.yaml': 'a: 1\n' });
  const mirror = await world.open({ remote: { url: `${backend.url}/net.git` } });
  backend.intercept = fault;
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ kind, problem: { code, severity: 'error' } });
  backend.intercept = () => false;
  await fetchMirror(mirror);
  expect(world.events.filter(({ event }) => event === 'mirror-discarded')).toEqual([]);
});

test('nobody at the address', async () => {
  const world = makeWorld();
  const backend = await startHttpBackend(world.folder);
  await backend.close();
  const mirror = await world.open({ remote: { url: `${backend.url}/net.git` } });
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ kind: 'retry', problem: { code: 'git-unreachable' } });
});

test('no repository in the folder', async () => {
  const world = makeWorld();
  const mirror = await world.open({ remote: { url: pathToFileURL(join(world.folder, 'none.git')).href } });
  expect(await failureOf(fetchMirror(mirror))).toMatchObject({ kind: 'stop', problem: { code: 'git-not-found' } });
});

/** What no test can bring about at will, as git 2.39 and GitHub word it. */
test.each([
  ["fatal: unable to access 'https://h/': Could not resolve host: h", 'retry', 'git-unreachable'],
  ["fatal: unable to access 'https://h/': The requested URL returned error: 403", 'auth', 'git-refused'],
  [
    'error: RPC failed; curl 28 Operation too slow. Less than 1 bytes/sec transferred the last 60 seconds',
    'retry',
    'git-unreachable',
  ],
  [
    'error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly: CANCEL (err 8)\nfatal: early EOF',
    'retry',
    'git-unreachable',
  ],
  ['remote: Write access to repository not granted.\nfatal: unable to access', 'auth', 'git-refused'],
  ["remote: Repository not found.\nfatal: repository 'https://h/a/b/' not found", 'stop', 'git-not-found'],
  ['fatal: write error: No space left on device\nfatal: index-pack failed', 'retry', 'git-disk-full'],
  [
    'fatal: pack is corrupted (SHA1 mismatch)\nfatal: fetch-pack: invalid index-pack output',
    'retry',
    'git-unreachable',
  ],
  ['remote: fatal: packed object 1 (stored in x) is corrupt\nfatal: early EOF', 'retry', 'git-unreachable'],
  ['fatal: packed object 1 (stored in x) is corrupt\nfatal: the remote end hung up', 'retry', 'git-mirror-corrupt'],
  ['fatal: something new', 'stop', 'git-failed'],
  ['', 'stop', 'git-failed'],
])('%j', (stderr, kind, code) => {
  expect(sortFailure('fetch', stderr)).toMatchObject({ kind, problem: { code } });
});
