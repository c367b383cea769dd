import { unprocessable } from './refuse.ts';

/**
 * A request's body, read field by field. A field of the wrong type is refused in GitHub's words; a field that is not
 * there is `undefined`, which for GitHub is another thing than `null`.
 */
export type Body = {
  readonly has: (name: string) => boolean;
  readonly raw: (name: string) => unknown;
  readonly text: (name: string) => string;
  readonly optionalText: (name: string) => string | undefined;
  readonly nullableText: (name: string) => string | null | undefined;
  readonly flag: (name: string) => boolean | undefined;
  readonly integer: (name: string) => number | undefined;
  readonly texts: (name: string) => readonly string[] | undefined;
  readonly choice: <Choice extends string>(name: string, choices: readonly Choice[]) => Choice | undefined;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrongType = (name: string, value: unknown, wanted: string): Error =>
  unprocessable(`Invalid request.\n\nFor 'properties/${name}', ${JSON.stringify(value) ?? 'nil'} is not ${wanted}.`);

export const missing = (...names: readonly string[]): Error =>
  unprocessable(`Invalid request.\n\n${names.map((name) => `"${name}"`).join(', ')} wasn't supplied.`);

export const readBody = (body: unknown): Body => {
  const fields = isRecord(body) ? body : {};
  const pick = <Value>(name: string, is: (value: unknown) => value is Value, wanted: string): Value | undefined => {
    const value = fields[name];
    if (value === undefined || is(value)) return value;
    throw wrongType(name, value, wanted);
  };
  const optionalText = (name: string): string | undefined =>
    pick(name, (value) => typeof value === 'string', 'a string');
  return {
    has: (name) => fields[name] !== undefined,
    raw: (name) => fields[name],
    text: (name) => {
      const value = optionalText(name);
      if (value === undefined) throw missing(name);
      return value;
    },
    optionalText,
    nullableText: (name) => (fields[name] === null ? null : optionalText(name)),
    flag: (name) => pick(name, (value) => typeof value === 'boolean', 'a boolean'),
    integer: (name) => pick(name, (value): value is number => Number.isInteger(value), 'an integer'),
    texts: (name) =>
      pick(
        name,
        (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
        'an array',
      ),
    choice: (name, choices) => {
      const value = optionalText(name);
      const chosen = choices.find((choice) => choice === value);
      if (value === undefined || chosen !== undefined) return chosen;
      throw unprocessable(
        `Invalid request.\n\nFor 'properties/${name}', ${value} is not a member of [${choices.join(', ')}].`,
      );
    },
  };
};

export const readList = (value: unknown): readonly Body[] | undefined =>
  Array.isArray(value) ? value.map(readBody) : undefined;
