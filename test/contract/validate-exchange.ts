import type { Passed } from '../../src/sandbox/http/answer-request.ts';
import type { Contract } from './contract.ts';
import type { Content, Operation, Schema } from './openapi.ts';

/** Answers that GitHub gives on any operation, whatever its description lists. */
const GENERAL = new Set([304, 400, 401, 403, 404, 409, 413, 415, 422, 429]);

/** The shape of every error (REST API, "Troubleshooting"); GitHub sends `status` as text. */
const ERROR: Schema = {
  type: 'object',
  required: ['message', 'documentation_url'],
  properties: {
    message: { type: 'string' },
    documentation_url: { type: 'string', format: 'uri' },
    status: { type: 'string' },
    errors: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'object' }] } },
  },
};

/** Compares an exchange with GitHub's description. @returns what differs, a sentence each; nothing when all is as described */
export const validateExchange = (contract: Contract, passed: Passed): readonly string[] => {
  const { method, route, status } = passed;
  if (route === undefined) return [`${method} ${passed.path}: the sandbox has no such route`];
  const operation = contract.operation(method, route);
  if (!operation) return [`${method} ${route}: not in GitHub’s description; trim it anew`];
  const wrong = [
    ...(status < 300 ? checkRequest(contract, operation, passed) : []),
    ...checkAnswer(contract, operation, passed),
  ];
  return wrong.map((what) => `${method} ${passed.path} → ${status}: ${what}`);
};

/** Only what was accepted must be right: a test may well send what GitHub refuses. */
const checkRequest = (contract: Contract, operation: Operation, { query, requestBody }: Passed): readonly string[] => {
  const { parameters = [], requestBody: described } = operation;
  const wrong = contract
    .checkQuery(parameters)(Object.fromEntries(query))
    .map((what) => `query ${what}`);
  const schema = described?.content['application/json']?.schema;
  if (requestBody === undefined) {
    return described?.required && schema ? [...wrong, 'request: the body is missing'] : wrong;
  }
  if (!schema) return [...wrong, 'request: a body that GitHub does not read'];
  return [
    ...wrong,
    ...[...contract.check(schema)(requestBody), ...unknownFields(schema, requestBody)].map((what) => `request ${what}`),
  ];
};

/** A field that GitHub does not know is a mistake of the caller's: GitHub would silently ignore it. */
const unknownFields = ({ properties, additionalProperties }: Schema, body: unknown): readonly string[] => {
  if (typeof properties !== 'object' || properties === null || additionalProperties !== undefined) return [];
  return Object.keys(body as object)
    .filter((field) => !(field in properties))
    .map((field) => `/${field} is no field of this operation`);
};

const checkAnswer = (contract: Contract, operation: Operation, passed: Passed): readonly string[] => {
  const { status, body, requestHeaders } = passed;
  const documented = operation.responses[String(status)];
  if (status >= 500) return ['the sandbox broke'];
  if (status >= 400) {
    if (!documented && !GENERAL.has(status)) return ['this status is not documented'];
    return contract
      .check(ERROR)(body)
      .map((what) => `error ${what}`);
  }
  if (status === 304) return [];
  if (!documented) return ['this status is not documented'];
  const schema = jsonSchemaOf(documented.content, requestHeaders.accept);
  if (schema === 'other') return [];
  if (schema === undefined) return body === undefined ? [] : ['answer: a body where none is documented'];
  return body === undefined
    ? ['answer: no JSON']
    : contract
        .check(schema)(body)
        .map((what) => `answer ${what}`);
};

/** `other` when the caller asked for another form than JSON, as `application/vnd.github.raw` or a file's bytes. */
const jsonSchemaOf = (content: Content | undefined, accept = ''): Schema | 'other' | undefined => {
  const asked = accept.split(',').map((type) => type.trim().split(';')[0] ?? '');
  const plain = /^(\*\/\*|application\/(json|vnd\.github(\.v3)?\+json|vnd\.github\.v3))?$/;
  if (content && !asked.some((type) => plain.test(type))) return 'other';
  return content?.['application/json']?.schema;
};
