import * as z from 'zod';
import { decisionsSchema } from './decisions-schema.ts';
import type { Decision, Effect, Entry } from './entry.ts';
import {
  answer,
  commit,
  ending,
  laggard,
  list,
  name,
  names,
  number,
  rollback,
  rolloutId,
  start,
  text,
  time,
} from './forms.ts';

/** The shape of entries, strict: only Cordage signs them, so what does not fit was written by another version of it. */

const reason = { reason: text };

const effectSchema: z.ZodType<Effect> = z.discriminatedUnion('kind', [
  z.strictObject(start),
  z.strictObject({ kind: z.literal('grant'), rollout: rolloutId, ring: name }),
  z.strictObject({ kind: z.literal('pause'), rollout: rolloutId.optional(), ...reason }),
  z.strictObject({ kind: z.literal('resume'), rollout: rolloutId.optional(), ...reason }),
  z.strictObject({ kind: z.literal('abort'), rollout: rolloutId, ...reason }),
  z.strictObject({ kind: z.literal('retry'), rollout: rolloutId }),
  z.strictObject({ kind: z.literal('hold'), nodes: name, until: time, ...reason }),
  z.strictObject({ kind: z.literal('unhold'), nodes: name }),
  z.strictObject({ kind: z.literal('override'), rollout: rolloutId, ring: name, subject: name, ...reason }),
  z.strictObject({ kind: z.literal('rollback'), ...rollback }),
]);

const part = { rollout: rolloutId, ring: name, batch: number.optional() };

const decisionSchema: z.ZodType<Decision> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('request'),
    comment: number,
    url: text,
    on: number,
    head: commit.optional(),
    lines: list(text),
    accepted: z.boolean(),
    effects: list(effectSchema),
    answers: list(answer),
  }),
  z.strictObject({ kind: z.literal('merge'), ...part, ring: name.optional(), pull: number, head: commit }),
  z.strictObject({ kind: z.literal('merged'), ...part, pull: number, commit, nodes: names, mergedAt: time }),
  z.strictObject({
    kind: z.literal('passed'),
    rollout: rolloutId,
    ring: name,
    nodes: z.int().nonnegative(),
    laggards: list(laggard),
    overridden: name.optional(),
  }),
  z.strictObject({ kind: z.literal('ended'), rollout: rolloutId, how: ending }),
  z.strictObject(start),
  z.strictObject({ kind: z.literal('noticed'), on: number.optional(), rollout: rolloutId.optional(), text }),
  z.strictObject({ kind: z.literal('snapshot'), state: decisionsSchema }),
]);

/** What stands in the body; the number stands in a trailer. */
export const bodySchema: z.ZodType<Omit<Entry, 'seq'>> = z.strictObject({
  at: time,
  by: name,
  decision: decisionSchema,
});
