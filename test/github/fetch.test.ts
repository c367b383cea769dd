import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { createFetch, FROM_MEMORY } from '../../src/github/fetch.ts';
import { serve } from './serve.ts';

const NEVER = new AbortController().signal;
const get = { method: 'GET', headers: { accept: 'application/json' } };

it.each<[string, (response: ServerResponse) => void]>([
  ['no answer', () => undefined],
  ['an answer whose body stops coming', (response) => response.writeHead(200).write('{')],
])('gives up on %s', async (_name, answer) => {
  const { url } = await serve((_request, response) => answer(response));
  await expect(createFetch(NEVER, { timeoutMs: 100 })(url, get)).rejects.toThrow(/timeout|aborted/);
});

it('gives up on an answer without end', async () => {
  const { url } = await serve((_request, response) => {
    const more = (): void => void (response.destroyed || response.write(Buffer.alloc(1_048_576), more));
    more();
  });
  await expect(createFetch(NEVER)(url, get)).rejects.toThrow('the answer has more than 33554432 bytes');
});

it('an answer without a body has none', async () => {
  const { url } = await serve((_request, response) => response.writeHead(204).end());
  const answer = await createFetch(NEVER)(url, { ...get, method: 'DELETE' });
  expect([answer.status, await answer.text(), answer.url]).toEqual([204, '', `${url}/`]);
});

it('asks again with the ETag, of the same address and form only, and not after a write', async () => {
  const { url, requests } = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"', link: '<x>; rel="next"' }).end(request.headers.accept);
  });
  const call = createFetch(NEVER);
  const ask = async (path: string, accept: string, method = 'GET') => {
    const answer = await call(`${url}${path}`, { method, headers: { accept } });
    return [answer.status, await answer.text(), answer.headers.get('link'), answer.headers.has(FROM_MEMORY)];
  };
  const fresh = (accept: string) => [200, accept, '<x>; rel="next"', false];
  expect(await ask('/a', 'json', 'POST')).toEqual(fresh('json'));
  expect(await ask('/a', 'json')).toEqual(fresh('json'));
  expect(await ask('/a', 'raw')).toEqual(fresh('raw'));
  expect(await ask('/b', 'json')).toEqual(fresh('json'));
  expect(await ask('/a', 'json')).toEqual([200, 'json', '<x>; rel="next"', true]);
  expect(requests.map(({ headers }) => headers['if-none-match'])).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    '"1"',
  ]);
});

it('forgets what was asked for least lately when it has too much to remember', async () => {
  const { url, requests } = await serve((request, response) => {
    if (request.headers['if-none-match']) response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"' }).end('x'.repeat(40));
  });
  const call = createFetch(NEVER, { keptBytes: 100 });
  for (const path of ['/a', '/b', '/a', '/c', '/a', '/b']) await call(`${url}${path}`, get);
  const conditional = requests.map(({ path, headers }) => `${path}${headers['if-none-match'] ? ' kept' : ''}`);
  expect(conditional).toEqual(['/a', '/b', '/a kept', '/c', '/a kept', '/b']);
});
