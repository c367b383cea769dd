import { PERMISSIONS, type Permission, type Policy, type Who } from '../config/config.ts';
import { givenConfig, givenNetwork, overlay } from '../network/network.test-data.ts';
import type { Network } from '../network/network.ts';
import type { Person } from '../rollout/snapshot.ts';

export const who = (more: Partial<Who> = {}): Who => ({
  role: undefined,
  users: [],
  teams: [],
  owners: false,
  ...more,
});

/** The same for everything, but what is said otherwise. */
export const permissions = (every: Who = who(), more: Partial<Policy['permissions']> = {}): Policy['permissions'] => ({
  ...(Object.fromEntries(PERMISSIONS.map((permission) => [permission, every])) as Policy['permissions']),
  ...more,
});

export const person = (role: Person['role'] = 'none', teams: readonly string[] = [], login = 'olivia'): Person => ({
  login,
  role,
  teams: new Set(teams),
});

const OWNERS = { c1: 'Olivia', c2: 'acme-ops', a1: 'olivia', a2: 'bank' };

type RingRights = Readonly<Record<string, Partial<Record<Permission, Who>>>>;

/**
 * Rings canary (c1, c2) and all (a1, a2, a3), with owners by the label `owner`: olivia has c1 and a1, the team acme-ops
 * c2, bank a2, and a3 is nobody's.
 */
export const fleet = (policy: Partial<Policy> = {}, rights: RingRights = {}): Network => {
  const files = Object.fromEntries(
    ['c1', 'c2', 'a1', 'a2', 'a3'].map((node) => {
      const owner = Object.entries(OWNERS).find(([name]) => name === node)?.[1];
      return [
        `nodes/${node}/kustomization.yaml`,
        overlay('1.3.2', owner === undefined ? '' : `commonLabels: {owner: ${owner}}`),
      ];
    }),
  );
  const network = givenNetwork(files, givenConfig('- {name: canary, nodes: {names: c*}}\n- {name: all}'));
  return {
    ...network,
    rings: network.rings.map((ring) => ({ ...ring, permissions: rights[ring.name] ?? {} })),
    policy: { ...network.policy, ownerLabel: 'owner', ...policy },
  };
};
