import type { Problem } from '../problem.ts';

/**
 * The conditions before a step, by the names that `/override` and the status use. Order is that of judgement and of display.
 */
export const GATES = [
  'pause',
  'order',
  'budget',
  'busy',
  'rules',
  'grant',
  'approvals',
  'checks',
  'mergeable',
  'freeze',
] as const;
export type GateName = (typeof GATES)[number] | 'live' | 'soak';

/** What one gate says. Texts are inert Markdown from `core/text`; times in milliseconds since the epoch. */
export type GateVerdict =
  | {
      readonly kind: 'pass';
      readonly gate: GateName;
      /** Why, where that is not plain: an override, a freeze that was lifted. */ readonly note?: string;
    }
  | {
      readonly kind: 'wait';
      readonly gate: GateName;
      /** What is waited for: `1 approval`. */
      readonly what: string;
      readonly since: number;
      /** When waiting ends: by itself (a freeze, a soak), or because somebody must then act. */
      readonly until: number;
      /** Who can do what about it. */
      readonly who: string;
    }
  | { readonly kind: 'block'; readonly gate: GateName; readonly problem: Problem };

export type Waiting = Extract<GateVerdict, { kind: 'wait' }>;
