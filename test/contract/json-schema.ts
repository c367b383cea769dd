import type { Schema } from './openapi.ts';

/** Keywords under which schemas stand: in a list, by name, or one. */
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const NAMED = ['properties'];
const SINGLE = ['items', 'additionalProperties', 'not'];

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

const convertEach = (record: unknown): Schema =>
  Object.fromEntries(Object.entries(record as Schema).map(([name, schema]) => [name, convertPart(schema)]));

const convertPart = (part: unknown): unknown => (isSchema(part) ? toJsonSchema(part) : part);

/**
 * An OpenAPI 3.0 schema as JSON Schema: `nullable` becomes a `null` beside the rest, and `oneOf` becomes `anyOf`, because
 * GitHub's alternatives overlap (a label is "a string or an object", a file's content fits a symlink's).
 */
export const toJsonSchema = (schema: Schema): Schema => {
  const { nullable, oneOf, ...rest } = schema;
  const renamed = oneOf === undefined ? rest : withAlternatives(rest, oneOf);
  const converted = Object.fromEntries(
    Object.entries(renamed).map(([keyword, value]) => [keyword, convertKeyword(keyword, value)]),
  );
  return nullable === true ? { anyOf: [{ type: 'null' }, converted] } : converted;
};

const withAlternatives = ({ anyOf, allOf, ...rest }: Schema, oneOf: unknown): Schema => {
  if (anyOf === undefined) return { ...rest, ...(allOf === undefined ? {} : { allOf }), anyOf: oneOf };
  return { ...rest, allOf: [...(Array.isArray(allOf) ? allOf : []), { anyOf: oneOf }, { anyOf }] };
};

const convertKeyword = (keyword: string, value: unknown): unknown => {
  if (LISTS.includes(keyword) && Array.isArray(value)) return value.map(convertPart);
  if (NAMED.includes(keyword)) return convertEach(value);
  return SINGLE.includes(keyword) ? convertPart(value) : value;
};
