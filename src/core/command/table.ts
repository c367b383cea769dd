import type { Permission } from '../config/config.ts';
import type { Command, CommandKind } from './command.ts';
import { showSlot, type SlotName, type Values } from './slot.ts';

/** One way to command. */
export type Row = {
  readonly kind: CommandKind;
  /** The fixed words that it begins with. */
  readonly words: readonly [slash: string, ...keywords: string[]];
  readonly slots: readonly SlotName[];
  /** Whether it ends with a reason in quotes; it then has to. */
  readonly reason: boolean;
  /** What it does, without a full stop. */
  readonly summary: string;
  readonly permission: Permission;
  /** Where it is of use. */
  readonly place: 'pull request' | 'issue' | 'both';
  /** Whether it counts for the head commit only that its author saw. What stops something counts always. */
  readonly bound: boolean;
  readonly make: (values: Values) => Command;
};

const ROLLOUT = '/rollout';

/**
 * Every command there is, in the order of the help. The grammar, the help, `docs/commands.md` and the rights come from here.
 * Rows that begin with the same words are told apart by what follows.
 */
export const ROWS: readonly Row[] = [
  {
    kind: 'rollout',
    words: [ROLLOUT],
    slots: ['goal'],
    reason: false,
    summary:
      'go on up to this ring, each ring behind its gates; on a pull request of your own, take it over ring by ring',
    permission: 'rollout',
    place: 'pull request',
    bound: true,
    make: ({ goal }) => ({ kind: 'rollout', to: goal === 'all' || goal === 'next' ? goal : { ring: goal } }),
  },
  {
    kind: 'start',
    words: [ROLLOUT],
    slots: ['artifact', 'version', 'upTo'],
    reason: false,
    summary: 'start a rollout of this version; with a ring, let it go on up to there',
    permission: 'start',
    place: 'issue',
    bound: false,
    make: ({ artifact, version, upTo }) => ({ kind: 'start', artifact, version, ring: upTo }),
  },
  {
    kind: 'plan',
    words: [ROLLOUT, 'plan'],
    slots: ['ring'],
    reason: false,
    summary: 'tell what would be done, and do nothing',
    permission: 'ask',
    place: 'both',
    bound: false,
    make: ({ ring }) => ({ kind: 'plan', ring }),
  },
  {
    kind: 'status',
    words: [ROLLOUT, 'status'],
    slots: [],
    reason: false,
    summary: 'tell where every rollout stands and what it waits for',
    permission: 'ask',
    place: 'both',
    bound: false,
    make: () => ({ kind: 'status' }),
  },
  {
    kind: 'pause',
    words: [ROLLOUT, 'pause'],
    slots: [],
    reason: true,
    summary: 'merge nothing more of this rollout until it is resumed',
    permission: 'pause',
    place: 'pull request',
    bound: false,
    make: ({ reason }) => ({ kind: 'pause', scope: 'rollout', reason }),
  },
  {
    kind: 'pause',
    words: [ROLLOUT, 'pause', 'network'],
    slots: [],
    reason: true,
    summary: 'merge nothing in the whole network until it is resumed',
    permission: 'network',
    place: 'both',
    bound: false,
    make: ({ reason }) => ({ kind: 'pause', scope: 'network', reason }),
  },
  {
    kind: 'resume',
    words: [ROLLOUT, 'resume'],
    slots: [],
    reason: true,
    summary: 'end the pause of this rollout',
    permission: 'pause',
    place: 'pull request',
    bound: false,
    make: ({ reason }) => ({ kind: 'resume', scope: 'rollout', reason }),
  },
  {
    kind: 'resume',
    words: [ROLLOUT, 'resume', 'network'],
    slots: [],
    reason: true,
    summary: 'end the pause of the network; a rollout paused by itself stays paused',
    permission: 'network',
    place: 'both',
    bound: false,
    make: ({ reason }) => ({ kind: 'resume', scope: 'network', reason }),
  },
  {
    kind: 'abort',
    words: [ROLLOUT, 'abort'],
    slots: [],
    reason: true,
    summary: 'end this rollout where it is and close its pull requests; what is merged stays',
    permission: 'abort',
    place: 'pull request',
    bound: false,
    make: ({ reason }) => ({ kind: 'abort', reason }),
  },
  {
    kind: 'retry',
    words: [ROLLOUT, 'retry'],
    slots: [],
    reason: false,
    summary: 'try again what failed, was closed or took too long',
    permission: 'retry',
    place: 'pull request',
    bound: true,
    make: () => ({ kind: 'retry' }),
  },
  {
    kind: 'rollback',
    words: ['/rollback'],
    slots: ['targets'],
    reason: true,
    summary: 'take nodes back to what each ran before, by a pull request; without names, those that this one moved',
    permission: 'rollback',
    place: 'pull request',
    bound: false,
    make: ({ targets, reason }) => ({ kind: 'rollback', targets, reason }),
  },
  {
    kind: 'hold',
    words: ['/hold'],
    slots: ['nodes', 'until'],
    reason: true,
    summary: 'leave these nodes out of every rollout to the end of that day in UTC; without a date, for 30 days',
    permission: 'hold',
    place: 'both',
    bound: false,
    make: ({ nodes, until, reason }) => ({ kind: 'hold', nodes, until, reason }),
  },
  {
    kind: 'unhold',
    words: ['/unhold'],
    slots: ['nodes'],
    reason: false,
    summary: 'end that hold, and what keeps such nodes from a version since a rollback',
    permission: 'hold',
    place: 'both',
    bound: false,
    make: ({ nodes }) => ({ kind: 'unhold', nodes }),
  },
  {
    kind: 'override',
    words: ['/override'],
    slots: ['subject'],
    reason: true,
    summary: 'let the ring of this pull request pass a rule or a gate that blocks it',
    permission: 'override',
    place: 'pull request',
    bound: true,
    make: ({ subject, reason }) => ({ kind: 'override', subject, reason }),
  },
  {
    kind: 'help',
    words: ['/cordage', 'help'],
    slots: [],
    reason: false,
    summary: 'tell these commands',
    permission: 'ask',
    place: 'both',
    bound: false,
    make: () => ({ kind: 'help' }),
  },
];

/** The words that a line must begin with to be for Cordage. */
export const SLASHES: readonly string[] = [...new Set(ROWS.map(({ words }) => words[0]))];

/**
 * Words that no ring and no artifact may be called, for a line would then have two meanings. `all` is not among them: it
 * means the last ring, so the last ring may be called so, and no other.
 */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...ROWS.filter(({ words }) => words[0] === ROLLOUT).flatMap(({ words }) => words.slice(1, 2)),
  'next',
]);

/** `/rollout pause network "reason"`. */
export const usageOf = ({ words, slots, reason }: Row): string =>
  [...words, ...slots.map(showSlot), ...(reason ? ['"reason"'] : [])].join(' ');

/** The row that gives such a command. */
export const rowOf = (command: Command): Row => {
  const isNetwork = 'scope' in command && command.scope === 'network';
  const row = ROWS.find(({ kind, words }) => kind === command.kind && words.includes('network') === isNetwork);
  if (!row) throw new Error(`no row gives a command of kind ${command.kind}`);
  return row;
};

/** What a person must be allowed to do for it. */
export const permissionOf = (command: Command): Permission => rowOf(command).permission;
