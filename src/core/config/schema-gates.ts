import * as z from 'zod';
import { Name, oneOrMany, text, Timespan } from './forms.ts';
import { DAILY, isCalendar, ONCE, WEEKLY } from './freeze-window.ts';

/** What must hold before something merges, for the whole network. */

/** Nobody waits for more people than this, and GitHub requires six at most. */
const MOST_APPROVALS = 10;
/** Each is judged on every pass, for every ring. */
const MOST_FREEZES = 20;
const MOST_CHECKS = 50;

export const Approvals = z.int('approvals').min(0, 'approvals').max(MOST_APPROVALS, 'approvals');

const Check = text('check', /^(?!cordage\/)\S(?:.*\S)?$/, 200);

export const Checks = z.union([Check, z.array(Check, 'check').max(MOST_CHECKS, 'check')], 'check');

export const FreezeShape = z
  .strictObject(
    {
      name: text('freezeName', /^[^"\s](?:[^"\t\n\r]*[^"\s])?$/, 60)
        .optional()
        .describe('What people call it: "month end".'),
      zone: text('zone', /^(?:UTC|(?!Etc\/)[A-Z][A-Za-z_]*(?:\/[A-Z][A-Za-z0-9_-]*){1,2})$/, 60).describe(
        'The time zone of its times, by its IANA name: Europe/London.',
      ),
      rings: oneOrMany(Name, 'ringNames').optional().describe('Names of the rings it is for. Without it, all.'),
      weekly: text('weekly', WEEKLY, 21)
        .optional()
        .describe('Every week from one time to another: "Fri 18:00 - Mon 07:00".'),
      daily: text('daily', DAILY, 13).optional().describe('Every day from one time to another: "22:00 - 06:00".'),
      once: text('once', ONCE, 35)
        .refine(isCalendar, 'once')
        .optional()
        .describe('One time only: "2026-12-20 18:00 - 2027-01-04 07:00".'),
    },
    'freeze',
  )
  .describe('Times at which nothing merges; exactly one of weekly, daily and once.');

export const GatesShape = z
  .strictObject(
    {
      approvals: Approvals.default(1).describe(
        "How many people must approve what merges; who asked for it does not count. A ring's own word goes first.",
      ),
      checks: Checks.default([]).describe(
        "Names of checks that must succeed, besides those that branch protection requires. A ring's own word goes first.",
      ),
      patience: Timespan.default('14d').describe('How long people are waited for before the wait is told as overdue.'),
      quarantine: Timespan.default('7d').describe(
        'How long the owner of a node that did not become live has to bring it back.',
      ),
      freezes: z
        .array(FreezeShape, 'freezes')
        .max(MOST_FREEZES, 'freezes')
        .default([])
        .describe('When nothing merges, except what takes nodes back.'),
      concurrent: z
        .boolean('flag')
        .default(false)
        .describe('Whether several rollouts may be under way in one ring at a time.'),
    },
    'gates',
  )
  .describe('What must hold before something merges.');
