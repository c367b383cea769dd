import { plural } from './count.ts';

/** What a commit changes. */
export type Amount = { readonly nodes: number; readonly pins: number; readonly files: number };

export type Trailer = readonly [key: string, value: string];

const PREFIX = 'Cordage-';

/** Longest first line of a commit message that GitHub shows whole. */
export const LONGEST_SUBJECT = 72;

/** Subject, body and trailers, each a paragraph. */
export const renderMessage = (subject: string, body: string, trailers: readonly Trailer[]): string =>
  `${[subject, body, trailers.map(([key, value]) => `${PREFIX}${key}: ${value}`).join('\n')].join('\n\n')}\n`;

/** `12 nodes, by 12 pins in 12 files.` */
export const renderAmount = ({ nodes, pins, files }: Amount): string =>
  `${plural(nodes, 'node')}, by ${plural(pins, 'pin')} in ${plural(files, 'file')}.`;

/** What stands in Cordage's trailers: those that come once by `one`, assets as a list. */
export type Trailers = { readonly one: (key: string) => string | undefined; readonly assets: readonly string[] };

/** Cordage's trailers in the last paragraph; undefined when one that can stand only once stands twice. */
export const readTrailers = (message: string): Trailers | undefined => {
  const last = message.replaceAll('\r\n', '\n').trimEnd().split(/\n\n+/).at(-1) ?? '';
  const found = new Map<string, string[]>();
  for (const line of last.split('\n')) {
    const [, key, value] = /^Cordage-([A-Za-z-]+): (.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    found.set(key, [...(found.get(key) ?? []), value]);
  }
  const { Asset: assets = [], ...once } = Object.fromEntries(found);
  if (Object.values(once).some((values) => values.length !== 1)) return undefined;
  return { one: (key) => once[key]?.[0], assets };
};

/** Percent-encoding leaves usual asset names as they are, and an unusual one on its line. */
export const encodeValue = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Undefined for what `encodeValue` would not have given. */
export const decodeValue = (text: string | undefined): string | undefined => {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
