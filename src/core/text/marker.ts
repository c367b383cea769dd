import { z } from 'zod';

/** Changes when a reader of the former one would misread the new; older ones are then read as foreign. */
const VERSION = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const commit = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const key = {
  artifact: z.string(),
  version: z.string(),
  ring: z.string(),
  /** From 1; absent when the ring moves as a whole. */
  batch: z.int().positive().optional(),
};

/** What a marker of each kind says; strict, because only Cordage writes them. */
const KINDS = {
  /** At the end of a pull request's body: what it was made from. */
  pull: z.strictObject({
    ...key,
    /** How many batches the ring moves in, and how many nodes move by this pull request. */
    batches: z.int().positive().optional(),
    nodes: z.int().nonnegative(),
    /** Identifies the plan that the body shows. */
    plan: z.string(),
    /** Absent when a person asked for the version and no release is known. */
    release: z.strictObject({ id: z.int(), tag: z.string(), commit: commit.optional() }).optional(),
    assets: z.array(
      z.strictObject({ name: z.string(), id: z.int(), size: z.int().nonnegative(), updatedAt: z.int(), sha256 }),
    ),
  }),
  /** At the end of the one status comment: which it is, and which state it tells. */
  status: z.strictObject({
    ...key,
    state: z.string(),
    request: z.int().positive().optional(),
    /** Of the whole text with this one left at zeros: shows that somebody changed it. */
    sum: z.string().optional(),
  }),
  /** At the end of the body of a pull request that takes nodes back; `request` is the number in the journal. */
  rollback: z.strictObject({
    artifact: z.string(),
    version: z.string(),
    request: z.int().positive(),
    nodes: z.int().nonnegative(),
    plan: z.string(),
  }),
  /** At the end of the body of the issue that tells the drift: which of its texts it is, and when it was written, in milliseconds. */
  drift: z.strictObject({
    state: z.enum(['findings', 'clean', 'off', 'elsewhere']),
    at: z.int().nonnegative(),
    /** Of the text and the time: shows that somebody changed them. */
    sum: z.string(),
  }),
  /** At the end of a reply: the comment that it answers. */
  reply: z.strictObject({ comment: z.int() }),
} as const;

export type MarkerKind = keyof typeof KINDS;
export type Marker<K extends MarkerKind> = z.infer<(typeof KINDS)[K]>;

/** `none`: no marker at all. `many`: more than one, so one is forged. `malformed`: not as Cordage writes it, or of another kind. */
export type Unreadable = 'none' | 'many' | 'version' | 'malformed';
export type MarkerReading<K extends MarkerKind> =
  | { readonly ok: true; readonly value: Marker<K> }
  | { readonly ok: false; readonly reason: Unreadable };

/**
 * A hidden comment that `parseMarker` reads back. JSON escapes keep it from ending early: in an HTML comment neither
 * `--` nor an angle bracket may stand. What is rendered is of `kind`'s shape, else this throws.
 */
export const renderMarker = <K extends MarkerKind>(kind: K, value: Marker<K>): string => {
  const json = JSON.stringify({ kind, ...KINDS[kind].parse(value) });
  return `<!-- cordage:${VERSION} ${json.replace(/[<>\u007F-\uFFFF]|-(?=-)/g, toEscape)} -->`;
};

const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const OPENING = /<!--\s*cordage:/g;
const WHOLE = /<!--\s*cordage:(\d{1,6})\s+(\{[^<>]*\})\s*-->/;

/** Whether a text carries anything that looks like a marker. */
export const holdsMarker = (text: string): boolean => text.search(OPENING) >= 0;

/** Reads the one marker of a text, whatever people wrote around it. */
export const parseMarker = <K extends MarkerKind>(kind: K, text: string): MarkerReading<K> => {
  const count = text.match(OPENING)?.length ?? 0;
  if (count !== 1) return { ok: false, reason: count === 0 ? 'none' : 'many' };
  const [, version, json = ''] = WHOLE.exec(text) ?? [];
  if (version !== undefined && Number(version) !== VERSION) return { ok: false, reason: 'version' };
  const { kind: told, ...rest } = parseObject(json);
  const read = KINDS[kind].safeParse(rest);
  // zod infers the union of all kinds here, for K is not known; the schema of `kind` has just vouched for it.
  return told === kind && read.success
    ? { ok: true, value: read.data as Marker<K> }
    : { ok: false, reason: 'malformed' };
};

const parseObject = (json: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};
