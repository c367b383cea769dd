import { describe, expect, it } from 'vitest';
import { trimDescription } from '../../scripts/trim-description.ts';

const described = {
  openapi: '3.0.3',
  info: { title: 'GitHub', version: '1.2.3', description: 'long' },
  tags: [{ name: 'repos' }],
  paths: {
    '/things/{id}': {
      patch: {
        summary: 'Update',
        operationId: 'things/update',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          description: 'what to change',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  title: { type: 'string', title: 'The title', example: 'x' },
                  example: { type: 'string' },
                },
                example: { title: 'x' },
              },
              examples: { default: { value: {} } },
            },
          },
        },
        responses: {
          404: { $ref: '#/components/responses/not_found' },
          200: {
            description: 'Response',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } },
          },
        },
        'x-github': { category: 'things' },
      },
      delete: { responses: { 204: { description: 'gone' } } },
    },
    '/other': { get: { responses: {} } },
  },
  components: {
    parameters: { id: { name: 'id', description: 'its id', in: 'path', required: true, schema: { type: 'integer' } } },
    responses: {
      not_found: {
        description: 'no',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/error' } } },
      },
    },
    schemas: {
      thing: {
        type: 'object',
        properties: { parent: { $ref: '#/components/schemas/thing' }, by: { $ref: '#/components/schemas/user' } },
      },
      user: {
        type: 'object',
        title: 'User',
        required: ['title'],
        properties: { title: { type: 'string', enum: ['Mr', 'Ms'] } },
      },
      error: { type: 'object' },
      unused: { type: 'object' },
    },
  },
};

describe('trimming', () => {
  it('keeps an operation with all that it leads to, and no prose', () => {
    expect(trimDescription(described, ['PATCH /things/{id}'])).toMatchInlineSnapshot(`
      {
        "components": {
          "schemas": {
            "error": {
              "type": "object",
            },
            "thing": {
              "properties": {
                "by": {
                  "$ref": "#/components/schemas/user",
                },
                "parent": {
                  "$ref": "#/components/schemas/thing",
                },
              },
              "type": "object",
            },
            "user": {
              "properties": {
                "title": {
                  "enum": [
                    "Mr",
                    "Ms",
                  ],
                  "type": "string",
                },
              },
              "required": [
                "title",
              ],
              "type": "object",
            },
          },
        },
        "info": {
          "title": "GitHub",
          "version": "1.2.3",
        },
        "openapi": "3.0.3",
        "paths": {
          "/things/{id}": {
            "patch": {
              "parameters": [
                {
                  "in": "path",
                  "name": "id",
                  "required": true,
                  "schema": {
                    "type": "integer",
                  },
                },
              ],
              "requestBody": {
                "content": {
                  "application/json": {
                    "schema": {
                      "properties": {
                        "example": {
                          "type": "string",
                        },
                        "title": {
                          "type": "string",
                        },
                      },
                      "type": "object",
                    },
                  },
                },
                "required": false,
              },
              "responses": {
                "200": {
                  "content": {
                    "application/json": {
                      "schema": {
                        "$ref": "#/components/schemas/thing",
                      },
                    },
                  },
                },
                "404": {
                  "content": {
                    "application/json": {
                      "schema": {
                        "$ref": "#/components/schemas/error",
                      },
                    },
                  },
                },
              },
            },
          },
        },
      }
    `);
  });

  it('gives the same text whatever the order', () => {
    const operations = ['DELETE /things/{id}', 'PATCH /things/{id}', 'GET /other'];
    const text = JSON.stringify(trimDescription(described, operations));
    expect(JSON.stringify(trimDescription(described, operations.toReversed()))).toBe(text);
  });

  it('names what the description does not know', () => {
    expect(() => trimDescription(described, ['GET /other', 'PUT /other', 'GET /nowhere'])).toThrow(
      'GitHub’s description does not know:\nGET /nowhere\nPUT /other',
    );
  });
});
