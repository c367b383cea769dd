import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../../src/sandbox/http/match.ts';
import type { Route } from '../../../src/sandbox/http/route.ts';

const route = (text: string): Route => {
  const [method = '', path = ''] = text.split(' ');
  return { method: method as Route['method'], path, handle: () => ({ status: 200 }) };
};

const match = createMatcher(
  [
    'GET /repos/{owner}/{repo}/releases/{release_id}',
    'GET /repos/{owner}/{repo}/releases/latest',
    'GET /repos/{owner}/{repo}/releases/tags/{tag}',
    'GET /repos/{owner}/{repo}/commits/{ref}',
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    'GET /repos/{owner}/{repo}/contents/{path}',
    'PUT /repos/{owner}/{repo}/contents/{path}',
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  ].map(route),
);

describe('matching', () => {
  it.each([
    ['/repos/a/b/releases/12', '/releases/{release_id}', { release_id: '12' }],
    ['/repos/a/b/releases/latest', '/releases/latest', {}],
    ['/repos/a/b/releases/tags/trade/v1', '/releases/tags/{tag}', { tag: 'trade/v1' }],
    [
      '/repos/a/b/commits/heads/cordage%2Ftrade-1.4.0%2Fcanary',
      '/commits/{ref}',
      { ref: 'heads/cordage/trade-1.4.0/canary' },
    ],
    ['/repos/a/b/commits/heads/main/check-runs', '/commits/{ref}/check-runs', { ref: 'heads/main' }],
    [
      '/repos/a/b/contents/nodes/party%20one/kustomization.yaml',
      '/contents/{path}',
      { path: 'nodes/party one/kustomization.yaml' },
    ],
    ['/repos/a/b/compare/main...x/y', '/compare/{basehead}', { basehead: 'main...x/y' }],
  ])('%s', (path, template, params) => {
    const matched = match('GET', path);
    expect(matched?.route.path).toBe(`/repos/{owner}/{repo}${template}`);
    expect(matched?.params).toEqual({ owner: 'a', repo: 'b', ...params });
  });

  it.each([
    ['GET', '/repos/a/b/pulls/1/files'],
    ['GET', '/repos/a/b/pulls/'],
    ['GET', '/repos/a//pulls/1'],
    ['POST', '/repos/a/b/pulls/1'],
    ['GET', '/repos/a/b/contents/%ff'],
    ['GET', '/x/repos/a/b/pulls/1'],
  ])('%s %s is nobody’s', (method, path) => {
    expect(match(method, path)).toBeUndefined();
  });

  it('refuses two routes under one name', () => {
    expect(() => createMatcher([route('GET /app'), route('POST /app'), route('GET /app')])).toThrow(
      'GET /app is served twice',
    );
  });
});
