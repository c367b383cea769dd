import type { Fact } from '../corda/facts/fact.ts';
import type { Objection } from './rule.ts';
import type { Group, World } from './world.ts';

/** The files of R3's documentation and of Corda's source that rules follow from. */
export const sourceOf = (document: string, section: string): Fact['source'] => ({ document, section });

/** The groups that the change moves. */
export const movingOf = ({ groups }: World): readonly Group[] => groups.filter(({ moves }) => moves);

type Tell = (group: Group) => string | undefined;

/** One objection for each thing that is told of groups, in their order. */
const objectWhere = (
  severity: 'block' | 'warn',
  groups: readonly Group[],
  tell: Tell,
  remedy: string | undefined,
): readonly Objection[] => {
  const told = new Map<string, Group[]>();
  for (const group of groups) {
    const message = tell(group);
    if (message === undefined) continue;
    const known = told.get(message);
    if (known) known.push(group);
    else told.set(message, [group]);
  }
  return [...told].map(([message, members]): Objection => {
    const at = members.find((group) => group.at)?.at;
    return {
      kind: 'objects',
      severity,
      groups: members,
      message,
      ...(remedy !== undefined && { remedy }),
      ...(at && { at }),
    };
  });
};

export const blockWhere = (groups: readonly Group[], tell: Tell, remedy?: string): readonly Objection[] =>
  objectWhere('block', groups, tell, remedy);

export const warnWhere = (groups: readonly Group[], tell: Tell, remedy?: string): readonly Objection[] =>
  objectWhere('warn', groups, tell, remedy);

/** An objection that is about the network and no single node. */
export const ofNetwork = (severity: 'block' | 'warn', message: string, remedy?: string): Objection => ({
  kind: 'objects',
  severity,
  groups: [],
  message,
  ...(remedy !== undefined && { remedy }),
});

/** Facts that groups lack, each told once for all that lack it. */
export const lackWhere = (
  groups: readonly Group[],
  facts: (group: Group) => readonly string[],
  remedy: string,
): readonly Objection[] => {
  const lacking = new Map<string, Group[]>();
  for (const group of groups) {
    for (const fact of new Set(facts(group))) {
      const known = lacking.get(fact);
      if (known) known.push(group);
      else lacking.set(fact, [group]);
    }
  }
  return [...lacking].map(([fact, members]) => ({ kind: 'lacks', fact, groups: members, remedy }));
};
