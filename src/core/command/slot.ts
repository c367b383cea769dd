/** What may stand in the places of a command; a line has a text for each that its row names. */
export type Values = {
  /** A ring, `all` or `next`. */
  readonly goal: string;
  readonly artifact: string;
  readonly version: string;
  /** A ring, or `all`. */
  readonly upTo: string | undefined;
  readonly ring: string | undefined;
  readonly targets: readonly string[];
  readonly nodes: string;
  readonly until: string | undefined;
  readonly subject: string;
  readonly reason: string;
};

export type SlotName = Exclude<keyof Values, 'reason'>;

/** How each place is shown in a usage. */
const SHOWN: Readonly<Record<SlotName, string>> = {
  goal: '<ring>|all|next',
  artifact: '<artifact>',
  version: '<version>',
  upTo: '<ring>|all',
  ring: '<ring>',
  targets: '<ring>|<node>...',
  nodes: '<node glob>',
  until: 'until <date>',
  subject: '<rule or gate>',
};

const OPTIONAL: ReadonlySet<SlotName> = new Set(['upTo', 'ring', 'targets', 'until']);

export const isOptional = (slot: SlotName): boolean => OPTIONAL.has(slot);

/** How a place is shown in a usage: `[<ring>]` where it may be left out. */
export const showSlot = (slot: SlotName): string => (isOptional(slot) ? `[${SHOWN[slot]}]` : SHOWN[slot]);
