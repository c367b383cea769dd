import { ROLES, type Permission, type Policy, type Who } from '../config/config.ts';
import type { Network, Node } from '../network/network.ts';
import type { Problem } from '../problem.ts';
import type { Person } from '../rollout/snapshot.ts';
import { notPermitted } from '../text/authority-problems.ts';
import { renderOwnership, renderRole, renderTeam, renderUser, renderWho } from '../text/who.ts';
import { ownerOf } from './owner.ts';

type Fleet = Pick<Network, 'nodes' | 'rings'>;

type Question = {
  readonly permission: Permission;
  /** Rings concerned, by name; none means the network as a whole. */
  readonly rings: readonly string[];
  /** Nodes concerned, by name. Without them, all of the rings. */
  readonly nodes?: readonly string[] | undefined;
  /** Undefined when GitHub did not say who that is. */
  readonly person: Person | undefined;
  readonly policy: Policy;
  readonly network: Fleet;
};

/** `by` is the right that allowed it, as prose. */
type Authority = { readonly ok: true; readonly by: string } | { readonly ok: false; readonly problem: Problem };

/**
 * Whether a person may do something: the one place that decides it, for every way in. Any one of the rights that
 * `cordage.yaml` names suffices, and one must hold for every ring and every node concerned. Who is not known may nothing.
 */
export const authorize = ({ permission, rings, nodes, person, policy, network }: Question): Authority => {
  const rights = new Set<string>();
  for (const { ring, concerned } of scopesOf(rings, nodes, network)) {
    const who = whoFor(policy, network, permission, ring);
    const owned = person && who.owners ? concerned.filter((node) => owns(person, node, policy)).length : 0;
    const by = person && findRight(who, person, owned > 0 && owned === concerned.length);
    if (by === undefined) {
      const ownership = who.owners ? { owned, nodes: concerned.length } : undefined;
      return { ok: false, problem: notPermitted({ permission, ring, who, person, ownership }) };
    }
    rights.add(by);
  }
  return { ok: true, by: [...rights].join(', ') };
};

/** A part of what is concerned, under one rule; without a ring, what is in none. */
type Scope = { readonly ring: string | undefined; readonly concerned: readonly Pick<Node, 'labels'>[] };

/** At least one. A ring that is named without any of its nodes is one of them, and so are the rings of every node. */
const scopesOf = (rings: readonly string[], nodes: readonly string[] | undefined, network: Fleet): readonly Scope[] => {
  if (nodes === undefined && rings.length === 0) return [{ ring: undefined, concerned: network.nodes }];
  const wanted = nodes && new Set(nodes);
  const found = network.nodes.filter(({ name }) => wanted?.has(name) ?? true);
  // A node that the network does not have is nobody's.
  const strange = wanted
    ? Array.from({ length: wanted.size - found.length }, () => ({ ring: undefined, labels: {} }))
    : [];
  const concerned = [...found, ...strange];
  const names = new Set([...rings, ...(wanted ? concerned.map(({ ring }) => ring) : [])]);
  if (names.size === 0) names.add(undefined);
  return [...names].map((name) => ({ ring: name, concerned: concerned.filter(({ ring }) => ring === name) }));
};

/** What a ring says takes the place of what the network says. */
const whoFor = (
  policy: Policy,
  { rings }: Pick<Fleet, 'rings'>,
  permission: Permission,
  ring: string | undefined,
): Who => rings.find(({ name }) => name === ring)?.permissions[permission] ?? policy.permissions[permission];

const findRight = (who: Who, person: Person, ownsAll: boolean): string | undefined => {
  const { role, users, teams, owners } = who;
  if (role !== undefined && person.role !== 'none' && ROLES.indexOf(person.role) >= ROLES.indexOf(role)) {
    return renderRole(role);
  }
  if (users.some((user) => isSame(user, person.login))) return renderUser(person.login);
  const team = teams.find((slug) => isMember(person, slug));
  if (team !== undefined) return renderTeam(team);
  return owners && ownsAll ? renderOwnership() : undefined;
};

/**
 * Whether a node is a person's, or of a team of his. A login alone is not enough: anybody may take one that a label
 * happens to name, so it must be somebody with a role in the repository.
 */
const owns = (person: Person, node: Pick<Node, 'labels'>, policy: Policy): boolean => {
  const owner = ownerOf(node, policy);
  if (owner === undefined) return false;
  return isMember(person, owner) || (person.role !== 'none' && isSame(owner, person.login));
};

const isMember = ({ teams }: Person, slug: string): boolean => teams.has(slug.toLowerCase());

const isSame = (one: string, other: string): boolean => one !== '' && one.toLowerCase() === other.toLowerCase();

/** Who may do something in a ring, as prose: `anyone with the role write`. Without a ring of that name, in the network. */
export const whoMay = (policy: Policy, network: Pick<Fleet, 'rings'>, permission: Permission, ring: string): string =>
  renderWho(whoFor(policy, network, permission, ring));

/** What GitHub takes for the slug of a team; a label may hold anything. */
const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?$/;

/**
 * Slugs, in lower case and sorted, of all teams whose members must be known: those that a rule names, and where owners
 * have rights, whatever the nodes' labels say, for it may be a team.
 */
export const teamsNamed = (policy: Policy, { rings, nodes }: Fleet): readonly string[] => {
  const rules = [policy.permissions, ...rings.map(({ permissions }) => permissions)].flatMap((one) =>
    Object.values(one),
  );
  const owners = rules.some((who) => who.owners) ? nodes.flatMap((node) => ownerOf(node, policy) ?? []) : [];
  const slugs = [...rules.flatMap(({ teams }) => teams), ...owners].map((slug) => slug.toLowerCase());
  return [...new Set(slugs)].filter((slug) => SLUG.test(slug)).toSorted();
};
