import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { correct } from './corrections.ts';
import { toJsonSchema } from './json-schema.ts';
import type { Description, Operation, Parameter, Schema } from './openapi.ts';

/** Finds what is wrong with a value; nothing when it is as described. */
type Check = (value: unknown) => readonly string[];

/** GitHub's description of the operations that the sandbox serves. */
export type Contract = {
  readonly operations: () => readonly string[];
  readonly operation: (method: string, route: string) => Operation | undefined;
  /** Checks compiled when first asked for, and kept. */
  readonly check: (schema: Schema) => Check;
  /** Checks the texts of a query against the types of its parameters. */
  readonly checkQuery: (parameters: readonly Parameter[]) => Check;
};

export const loadContract = (): Contract => {
  const file = new URL('github/openapi.json', import.meta.url);
  return createContract(correct(JSON.parse(readFileSync(file, 'utf8')) as Description));
};

export const createContract = (description: Description): Contract => {
  const ajv = createAjv(description, {});
  const queryAjv = createAjv(description, { coerceTypes: 'array' });
  return {
    operations: () =>
      Object.entries(description.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    operation: (method, route) => description.paths[route]?.[method.toLowerCase()],
    check: remember((schema) => checkWith(ajv, toJsonSchema(schema))),
    checkQuery: remember((parameters) => checkWith(queryAjv, querySchema(parameters))),
  };
};

/** One compilation per object of the description: they are few, and live as long as it. */
const remember = <Key extends object>(make: (key: Key) => Check): ((key: Key) => Check) => {
  const made = new WeakMap<Key, Check>();
  return (key) => {
    const check = made.get(key) ?? make(key);
    made.set(key, check);
    return check;
  };
};

const createAjv = ({ components }: Description, options: { readonly coerceTypes?: 'array' }): Ajv => {
  const ajv = new Ajv({ ...options, strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv);
  // GitHub leaves an address empty that is not there: `""` is the default that its description gives for some.
  ajv.addFormat('uri', (text) => text === '' || URL.canParse(text));
  // GitHub's own: a repository by owner and name.
  ajv.addFormat('repo.nwo', /^[\w.-]+\/[\w.-]+$/);
  const schemas = Object.entries(components.schemas).map(([name, schema]) => [name, toJsonSchema(schema)]);
  // Added whole under one name, so that `#/components/schemas/…` leads into it; parts are compiled as they are used.
  ajv.addSchema({ $id: 'github', components: { schemas: Object.fromEntries(schemas) } });
  return ajv;
};

const checkWith = (ajv: Ajv, schema: Schema): Check => {
  const validate: ValidateFunction = ajv.compile(withAbsoluteReferences(schema) as Schema);
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
      const extra = 'additionalProperty' in params ? ` "${params['additionalProperty']}"` : '';
      const allowed = 'allowedValues' in params ? ` ${JSON.stringify(params['allowedValues'])}` : '';
      return `${instancePath || '/'} ${message}${extra}${allowed}`;
    });
  };
};

const withAbsoluteReferences = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withAbsoluteReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === '$ref' && typeof part === 'string' ? `github${part}` : withAbsoluteReferences(part),
    ]),
  );
};

/** A parameter that GitHub does not know is a mistake of the caller's: GitHub would silently ignore it. */
const querySchema = (parameters: readonly Parameter[]): Schema => {
  const query = parameters.filter((parameter) => parameter.in === 'query');
  return {
    type: 'object',
    properties: Object.fromEntries(query.map(({ name, schema }) => [name, toJsonSchema(schema)])),
    required: query.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
};
