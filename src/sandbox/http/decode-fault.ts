import { z } from 'zod';
import type { FaultSpec } from './faults.ts';
import { Refusal } from './route.ts';

const count = z.int().min(0);

/** A template as it is; a regular expression as `{"pattern": "/pulls$"}`. */
const path = z.union([
  z.string(),
  z.strictObject({ pattern: z.string() }).transform(({ pattern }, context) => {
    try {
      return new RegExp(pattern);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'no pattern' });
      return z.NEVER;
    }
  }),
]);

const fault = z.strictObject({
  method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']).optional(),
  path: path.optional(),
  status: z.int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  delayMs: count.max(600_000).optional(),
  drop: z.enum(['before', 'after']).optional(),
  stale: count.optional(),
  staleMs: count.optional(),
  trickle: z
    .strictObject({
      bytes: count.min(1),
      everyMs: count,
      cutAfter: count.optional(),
      rest: z.enum(['closed', 'silent']).optional(),
    })
    .optional(),
  // JSON has no word for endless.
  times: count
    .nullable()
    .transform((times) => times ?? Infinity)
    .optional(),
  skip: count.optional(),
});

/** @throws Refusal 422 with every mistake, each at its place */
export const decodeFault = (body: unknown): FaultSpec => {
  const decoded = fault.safeParse(body ?? {});
  if (decoded.success) return withoutUndefined(decoded.data);
  throw new Refusal(
    422,
    'Validation Failed',
    decoded.error.issues.map((issue) => ({ resource: 'Fault', field: issue.path.join('.'), message: issue.message })),
  );
};

const withoutUndefined = (data: z.infer<typeof fault>): FaultSpec =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
