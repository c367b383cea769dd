import type { Permission, Who } from '../config/config.ts';
import type { Problem } from '../problem.ts';
import type { Person } from '../rollout/snapshot.ts';
import { formatCount, plural } from './count.ts';
import { printable } from './printable.ts';
import { renderNeeds, renderRole, renderWho } from './who.ts';

const DEEDS: Readonly<Record<Permission, string>> = {
  rollout: 'letting a rollout go on',
  start: 'starting a rollout',
  approve: 'approving',
  pause: 'pausing or resuming a rollout',
  network: 'pausing or resuming the network',
  abort: '`/rollout abort`',
  retry: '`/rollout retry`',
  rollback: '`/rollback`',
  hold: '`/hold` or `/unhold`',
  override: '`/override`',
  ask: 'asking for the plan, the status or help',
};

type Refused = {
  readonly permission: Permission;
  readonly ring: string | undefined;
  readonly who: Who;
  readonly person: Person | undefined;
  /** How many of the nodes concerned are the person's, where that would help. */
  readonly ownership: { readonly owned: number; readonly nodes: number } | undefined;
};

/** What it takes, what the person has, and whom to ask. */
export const notPermitted = ({ permission, ring, who, person, ownership }: Refused): Problem => {
  const where = ring === undefined ? '' : ` in ring ${printable(ring)}`;
  return {
    code: 'not-permitted',
    severity: 'error',
    message: `${DEEDS[permission]}${where} needs ${renderNeeds(who)}; ${tellRights(person, ownership)}`,
    remedy: tellHelp(who, person),
  };
};

const tellRights = (person: Person | undefined, ownership: Refused['ownership']): string => {
  if (!person) return 'what you may do here could not be found out';
  const role = person.role === 'none' ? 'you have no role' : `you have ${renderRole(person.role)}`;
  return ownership ? `${role} and own ${formatCount(ownership.owned)} of ${plural(ownership.nodes, 'node')}` : role;
};

const tellHelp = (who: Who, person: Person | undefined): string => {
  const { role, users, teams, owners } = who;
  if (role === undefined && users.length + teams.length === 0 && !owners) {
    return 'let `cordage.yaml` name somebody under "permissions"';
  }
  return `${person ? 'ask' : 'repeat it in a minute, or ask'} ${renderWho(who)}`;
};
