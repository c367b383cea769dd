import { describe, expect, it } from 'vitest';
import { createContract } from './contract.ts';
import { toJsonSchema } from './json-schema.ts';
import type { Schema } from './openapi.ts';

describe('OpenAPI 3.0 as JSON Schema', () => {
  it('rewrites nullable and oneOf at every depth, and leaves names alone', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        nullable: { type: 'string', nullable: true, enum: ['a'] },
        oneOf: { type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'integer', nullable: true }] } },
      },
    };
    expect(toJsonSchema(schema)).toEqual({
      type: 'object',
      properties: {
        nullable: { anyOf: [{ type: 'null' }, { type: 'string', enum: ['a'] }] },
        oneOf: {
          type: 'array',
          items: { anyOf: [{ type: 'string' }, { anyOf: [{ type: 'null' }, { type: 'integer' }] }] },
        },
      },
    });
  });

  it('keeps both alternatives of a schema that has oneOf and anyOf', () => {
    expect(toJsonSchema({ oneOf: [{ type: 'string' }], anyOf: [{ minLength: 1 }] })).toEqual({
      allOf: [{ anyOf: [{ type: 'string' }] }, { anyOf: [{ minLength: 1 }] }],
    });
  });

  it.each([
    ['a null where it may be', { b: null }, []],
    ['a reference followed', { a: 1, b: { a: 2 } }, []],
    ['a wrong type behind a reference', { b: { a: 'x' } }, ['/b/a must be integer']],
    ['an unknown field where it may be', { more: 1 }, []],
  ])('%s', (_name, value, problems) => {
    const contract = createContract({
      openapi: '3.0.3',
      info: { title: '', version: '' },
      paths: {},
      components: {
        schemas: {
          node: {
            type: 'object',
            properties: {
              a: { type: 'integer' },
              b: { nullable: true, allOf: [{ $ref: '#/components/schemas/node' }] },
            },
          },
        },
      },
    });
    const found = contract.check({ $ref: '#/components/schemas/node' })(value);
    expect(found.filter((what) => !what.includes('anyOf') && !what.endsWith('be null'))).toEqual(problems);
  });
});
