import { describe, expect, it } from 'vitest';
import { Refusal, type Exchange, type Route } from '../../../src/sandbox/http/route.ts';
import { startServer } from './start-server.ts';

const seen: Exchange[] = [];
const echo = (method: Route['method'], path: string, more: Partial<Route> = {}): Route => ({
  method,
  path,
  handle: (exchange) => {
    seen.push(exchange);
    return {
      status: 200,
      body: { body: exchange.body ?? null, raw: exchange.raw.toString(), caller: exchange.caller.kind },
    };
  },
  ...more,
});

const routes: readonly Route[] = [
  echo('GET', '/repos/{owner}/{repo}'),
  echo('POST', '/repos/{owner}/{repo}/issues'),
  echo('POST', '/repos/{owner}/{repo}/releases/{release_id}/assets'),
  echo('GET', '/app', { app: true }),
  { method: 'GET', path: '/runs', handle: () => ({ status: 200, list: [1, 2, 3], wrap: 'check_runs' }) },
  {
    method: 'GET',
    path: '/bytes',
    handle: () => ({ status: 200, bytes: Buffer.from('PK'), headers: { 'content-type': 'application/zip' } }),
  },
  { method: 'DELETE', path: '/gone', handle: () => ({ status: 204 }) },
  {
    method: 'POST',
    path: '/invalid',
    handle: () => {
      throw new Refusal(422, 'Validation Failed', [{ resource: 'PullRequest', field: 'head', code: 'invalid' }]);
    },
  },
  {
    method: 'GET',
    path: '/broken',
    handle: () => {
      throw new TypeError('a fault of ours');
    },
  },
];

describe('the API', () => {
  it('tells handlers what was asked, and clients what GitHub tells them', async () => {
    const { call } = await startServer(routes);
    const { status, headers, body } = await call('GET', '/repos/acme/net%2Ework?x=1', {
      headers: { accept: 'application/vnd.github.raw+json' },
    });
    expect({ status, body }).toEqual({ status: 200, body: { body: null, raw: '', caller: 'installation' } });
    expect(seen.at(-1)).toMatchObject({
      method: 'GET',
      path: '/repos/acme/net%2Ework',
      params: { owner: 'acme', repo: 'net.work' },
    });
    expect(seen.at(-1)?.query.get('x')).toBe('1');
    const names = [
      'content-type',
      'x-github-media-type',
      'x-ratelimit-limit',
      'x-ratelimit-remaining',
      'x-ratelimit-used',
    ];
    expect(Object.fromEntries(names.map((name) => [name, headers.get(name)]))).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; param=raw; format=json',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-used': '1',
    });
    expect(headers.get('x-github-request-id')).toMatch(/^[0-9A-F]+:/);
  });

  it.each([
    ['{"title"', 400, 'Problems parsing JSON'],
    ['"title"', 400, 'Body should be a JSON object'],
    [' '.repeat(10 * 1024 * 1024 + 1), 413, 'Payload too big'],
  ])('refuses the body %.10j', async (body, status, message) => {
    const { call } = await startServer(routes);
    expect(await call('POST', '/repos/a/b/issues', { body })).toMatchObject({ status, body: { message } });
  });

  it('leaves an upload as it is', async () => {
    const { call } = await startServer(routes);
    const { body } = await call('POST', '!/api/uploads/repos/a/b/releases/1/assets?name=x.jar', {
      body: '{"not": json',
    });
    expect(body).toMatchObject({ body: null, raw: '{"not": json' });
  });

  it('renders a refusal as GitHub does', async () => {
    const { call } = await startServer(routes);
    expect(await call('POST', '/invalid')).toMatchObject({
      status: 422,
      body: {
        message: 'Validation Failed',
        errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
        documentation_url: 'https://docs.github.com/rest',
        status: '422',
      },
    });
  });

  it('remembers what it does not know, and what broke', async () => {
    const { call, server } = await startServer(routes);
    expect(await call('PUT', '/repos/a/b/issues')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
    expect(await call('GET', '/broken')).toMatchObject({ status: 500, body: { message: 'Server Error' } });
    expect(server.unrouted).toEqual(['PUT /repos/a/b/issues']);
    expect(server.crashes).toEqual([new TypeError('a fault of ours')]);
  });

  it('wraps a list, sends bytes, and sends nothing', async () => {
    const { call } = await startServer(routes);
    expect((await call('GET', '/runs?per_page=2')).body).toEqual({ total_count: 3, check_runs: [1, 2] });
    expect(await call('GET', '/bytes')).toMatchObject({ text: 'PK', body: undefined });
    expect(await call('DELETE', '/gone')).toMatchObject({ status: 204, text: '' });
  });
});

describe('callers', () => {
  it('are told apart, and the App’s own routes are the App’s', async () => {
    const { call } = await startServer(routes);
    const as = async (token: string, path = '/repos/a/b') =>
      (await call('GET', path, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([
      await as('user'),
      await as('none'),
      await as('forged'),
      await as('app', '/app'),
      await as('user', '/app'),
    ]).toEqual([200, 200, 401, 200, 401]);
  });
});
