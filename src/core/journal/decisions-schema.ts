import * as z from 'zod';
import type { Decisions, RolloutRecord } from './decisions.ts';
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

/** The folded state as a snapshot entry holds it. */

const said = { seq: number, by: name, at: time, url: text.optional() };

const pause = z.strictObject({ ...said, reason: text });

const rolloutRecord: z.ZodType<RolloutRecord> = z.strictObject({
  id: rolloutId,
  start: z.strictObject({ ...said, ...start }).optional(),
  grants: list(z.strictObject({ ...said, ring: name, on: number, head: commit.optional() })),
  pause: pause.optional(),
  overrides: list(z.strictObject({ ...said, ring: name, subject: name, reason: text })),
  retry: z.strictObject(said).optional(),
  merged: list(z.strictObject({ ring: name, batch: number.optional(), pull: number, commit, nodes: names, at: time })),
  passed: list(
    z.strictObject({
      ring: name,
      at: time,
      nodes: z.int().nonnegative(),
      laggards: list(laggard),
      overridden: name.optional(),
    }),
  ),
  ended: z.strictObject({ ...said, how: ending, reason: text.optional() }).optional(),
});

export const decisionsSchema: z.ZodType<Decisions> = z.strictObject({
  seq: z.int().nonnegative(),
  pause: pause.optional(),
  merging: z.strictObject({ ...said, pull: number, head: commit }).optional(),
  holds: list(z.strictObject({ ...said, nodes: name, until: time, reason: text })),
  versionHolds: list(z.strictObject({ ...said, artifact: name, version: name, nodes: names, reason: text })),
  rollouts: z.record(rolloutId, rolloutRecord),
  rollbacks: list(z.strictObject({ ...said, ...rollback })),
  requests: list(
    z.strictObject({
      ...said,
      comment: number,
      on: number,
      accepted: z.boolean(),
      lines: list(text),
      answers: list(answer),
    }),
  ),
  told: list(z.strictObject({ ...said, rollout: rolloutId.optional(), text })),
});
