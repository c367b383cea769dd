import { describe, expect, it } from 'vitest';
import type { Passed } from '../../src/sandbox/http/answer-request.ts';
import { createContract } from './contract.ts';
import { validateExchange } from './validate-exchange.ts';

const contract = createContract({
  openapi: '3.0.3',
  info: { title: 'GitHub', version: '1' },
  paths: {
    '/things/{id}': {
      get: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'per_page', in: 'query', schema: { type: 'integer' } },
          { name: 'state', in: 'query', schema: { type: 'string', enum: ['open', 'all'] } },
        ],
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } } } },
      },
      patch: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object', properties: { title: { type: 'string' } } } } },
        },
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } } } },
      },
      delete: { responses: { 204: {} } },
    },
  },
  components: {
    schemas: {
      thing: {
        type: 'object',
        required: ['id', 'merged_at'],
        properties: {
          id: { type: 'integer' },
          merged_at: { type: 'string', format: 'date-time', nullable: true },
          state: { type: 'string', enum: ['open', 'closed'] },
        },
      },
    },
  },
});

const thing = { id: 1, merged_at: null };
const error = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' };

const validate = (passed: Partial<Passed> & { readonly query?: URLSearchParams }): readonly string[] =>
  validateExchange(contract, {
    method: 'GET',
    path: '/things/1',
    route: '/things/{id}',
    query: new URLSearchParams(),
    requestHeaders: {},
    requestBody: undefined,
    caller: { kind: 'anonymous' },
    status: 200,
    headers: {},
    body: undefined,
    ...passed,
  });

const query = (text: string): URLSearchParams => new URLSearchParams(text);

describe('exchanges', () => {
  it.each<[string, Partial<Passed>]>([
    ['as described', { body: thing }],
    ['with a field more', { body: { ...thing, more: true } }],
    ['with a query', { body: thing, query: query('per_page=5&state=all') }],
    ['not modified', { status: 304 }],
    ['refused', { status: 404, body: error }],
    ['refused for what was sent', { method: 'PATCH', status: 400, requestBody: { title: 7 }, body: error }],
    ['changed', { method: 'PATCH', requestBody: { title: 'x' }, body: thing }],
    ['deleted', { method: 'DELETE', status: 204 }],
    ['asked for in another form', { requestHeaders: { accept: 'application/vnd.github.raw+json' } }],
  ])('pass: %s', (_name, passed) => {
    expect(validate(passed)).toEqual([]);
  });

  it.each<[string, Partial<Passed>, string]>([
    ['a field missing', { body: { id: 1 } }, "must have required property 'merged_at'"],
    ['a wrong type', { body: { ...thing, id: '1' } }, '/id must be integer'],
    ['null where none may be', { body: { ...thing, state: null } }, '/state must be string'],
    ['a word that is none', { body: { ...thing, state: 'merged' } }, '["open","closed"]'],
    ['a time that is none', { body: { ...thing, merged_at: 'today' } }, 'must match format "date-time"'],
    ['no body', {}, 'no JSON'],
    ['a list for one', { body: [thing] }, 'must be object'],
    ['a body where none is', { method: 'DELETE', status: 204, body: {} }, 'a body where none is documented'],
    ['another success', { status: 201, body: thing }, 'this status is not documented'],
    ['a handler that broke', { status: 500, body: error }, 'the sandbox broke'],
    ['a strange failure', { status: 418, body: error }, 'this status is not documented'],
    [
      'an error without its link',
      { status: 404, body: { message: 'no' } },
      "must have required property 'documentation_url'",
    ],
    ['an unknown parameter', { body: thing, query: query('sort=x') }, 'must NOT have additional properties "sort"'],
    ['a parameter’s type', { body: thing, query: query('per_page=many') }, '/per_page must be integer'],
    ['a parameter’s value', { body: thing, query: query('state=merged') }, '["open","all"]'],
    ['a body’s type', { method: 'PATCH', requestBody: { title: 7 }, body: thing }, 'request /title must be string'],
    ['a body’s field', { method: 'PATCH', requestBody: { titel: 'x' }, body: thing }, '/titel is no field'],
    ['a body missing', { method: 'PATCH', body: thing }, 'the body is missing'],
    ['a body too many', { method: 'DELETE', status: 204, requestBody: { a: 1 } }, 'a body that GitHub does not read'],
    ['an unknown route', { route: undefined, status: 404, body: error }, 'no such route'],
    ['an undescribed operation', { method: 'PUT', body: thing }, 'not in GitHub’s description'],
  ])('fail: %s', (_name, passed, what) => {
    expect(validate(passed).join('\n')).toContain(what);
  });
});
