import * as z from 'zod';

/**
 * Forms of values that entries and their folded state share. The bounds are far above what a network needs: they keep a
 * faulty planner from writing what no reader could bear, and never refuse what a person may write in a comment.
 */

/** GitHub takes comments of 65,536 characters. */
const LONGEST_TEXT = 70_000;
/** Nodes of a network, several times over. */
const LONGEST_LIST = 100_000;

export const text = z.string().max(LONGEST_TEXT);
export const name = z.string().min(1).max(1000);
export const names = z.array(name).max(LONGEST_LIST);
export const list = <T extends z.ZodType>(item: T) => z.array(item).max(LONGEST_LIST);

/** `trade@1.4.0` */
export const rolloutId = z
  .string()
  .max(250)
  .regex(/^[^@\s]+@\S+$/);

export const commit = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);

/** Milliseconds since the epoch. */
export const time = z.int().nonnegative();

/** Of an issue, a pull request, a comment, a batch or an entry. */
export const number = z.int().positive();

export const laggard = z.strictObject({ node: name, owner: name.optional(), until: time });

export const problem = z.strictObject({
  code: name,
  severity: z.enum(['error', 'warning']),
  message: text,
  remedy: text,
  at: z.strictObject({ file: text, line: z.int(), column: z.int() }).exactOptional(),
});

/** What is to be said to a person; see `Answer`. */
export const answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('help') }),
  z.strictObject({ kind: z.literal('status') }),
  z.strictObject({ kind: z.literal('plan'), rollout: rolloutId.optional(), ring: name.optional() }),
  z.strictObject({ kind: z.literal('problems'), problems: list(problem) }),
  z.strictObject({ kind: z.literal('done') }),
]);

export const ending = z.enum(['done', 'aborted', 'superseded', 'withdrawn', 'rolled-back']);

/** A rollout that somebody asked for; the folded state keeps it as it came. */
export const start = {
  kind: z.literal('start'),
  rollout: rolloutId,
  artifact: name,
  version: name,
  origin: z.union([z.strictObject({ issue: number }), z.strictObject({ pull: number, head: commit, author: name })]),
  nodes: names.optional(),
  goal: z.strictObject({ version: name, by: name, at: time, way: names }).optional(),
};

/** What `rollback` takes back; the folded state keeps it as it came. */
export const rollback = {
  rollout: rolloutId,
  artifact: name,
  version: name,
  nodes: names,
  rings: names,
  reason: text,
};
