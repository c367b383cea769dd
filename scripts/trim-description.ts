import type { Description, Schema } from '../test/contract/openapi.ts';

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
type JsonObject = { readonly [key: string]: Json };

/** What a validator does not read, and people find in GitHub's own pages. */
const PROSE = new Set([
  'description',
  'title',
  'example',
  'examples',
  'default',
  'deprecated',
  'discriminator',
  'readOnly',
]);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Sorts by key, so that the order of the source does not show. */
const sorted = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> =>
  Object.fromEntries([...entries].toSorted(byKey));

/** Drops prose from a schema; what stands under `properties` are names, and a property may be called `title`. */
const trimSchema = (schema: Json, names = false): Json => {
  if (Array.isArray(schema)) return schema.map((item: Json) => trimSchema(item));
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([key]) => names || !(PROSE.has(key) || key.startsWith('x-')));
  return sorted(
    kept.map(([key, value]) => [
      key,
      key === 'enum' || key === 'required' ? value : trimSchema(value, key === 'properties' && !names),
    ]),
  );
};

/**
 * Keeps the operations and the schemas they lead to.
 * @param operations as `GET /repos/{owner}/{repo}`
 * @throws Error naming the operations that the description does not know
 */
export const trimDescription = (source: unknown, operations: readonly string[]): Description => {
  const description = source as JsonObject;
  const follow = (value: Json | undefined): JsonObject => {
    const target = isObject(value) && typeof value['$ref'] === 'string' ? lookUp(description, value['$ref']) : value;
    return isObject(target) ? target : {};
  };
  const paths: Record<string, Record<string, JsonObject>> = {};
  const unknown: string[] = [];
  for (const operation of operations.toSorted()) {
    const [method = '', path = ''] = operation.split(' ');
    const found = follow(follow(description['paths'])[path])[method.toLowerCase()];
    if (isObject(found)) (paths[path] ??= {})[method.toLowerCase()] = trimOperation(found, follow);
    else unknown.push(operation);
  }
  if (unknown.length > 0) throw new Error(`GitHub’s description does not know:\n${unknown.join('\n')}`);
  const { title = '', version = '' } = follow(description['info']);
  const trimmed = {
    openapi: description['openapi'],
    info: { title, version },
    paths: sorted(Object.entries(paths)),
    components: { schemas: collectSchemas(description, paths) },
  };
  return trimmed as unknown as Description;
};

const lookUp = (description: JsonObject, reference: string): Json | undefined => {
  let value: Json | undefined = description;
  for (const key of reference.replace('#/', '').split('/')) value = isObject(value) ? value[key] : undefined;
  return value;
};

type Follow = (value: Json | undefined) => JsonObject;

const trimOperation = (operation: JsonObject, follow: Follow): JsonObject => {
  const { parameters = [], requestBody, responses } = operation;
  const list = Array.isArray(parameters) ? (parameters as readonly Json[]) : [];
  const body = follow(requestBody);
  return {
    parameters: list.map((parameter) => {
      const { name = '', in: place = '', required = false, schema = {} } = follow(parameter);
      return { name, in: place, required, schema: trimSchema(schema) };
    }),
    ...(requestBody === undefined
      ? {}
      : { requestBody: { required: body['required'] ?? false, content: trimContent(body['content'], follow) } }),
    responses: sorted(
      Object.entries(follow(responses)).map(([status, response]) => {
        const { content } = follow(response);
        return [status, content === undefined ? {} : { content: trimContent(content, follow) }];
      }),
    ),
  };
};

const trimContent = (content: Json | undefined, follow: Follow): JsonObject =>
  sorted(
    Object.entries(follow(content)).map(([mediaType, media]) => [
      mediaType,
      { schema: trimSchema(follow(media)['schema'] ?? {}) },
    ]),
  );

const referencesIn = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item: Json) => referencesIn(item));
  if (!isObject(value)) return [];
  const own = value['$ref'];
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(referencesIn)];
};

const collectSchemas = (description: JsonObject, roots: Json): Record<string, Schema> => {
  const found = new Map<string, Schema>();
  const open = [...referencesIn(roots)];
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const name = reference.replace('#/components/schemas/', '');
    if (found.has(name)) continue;
    const schema = trimSchema(lookUp(description, reference) ?? {});
    found.set(name, schema as Schema);
    open.push(...referencesIn(schema));
  }
  return sorted(found);
};
