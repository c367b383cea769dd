import { describe, expect, it, test } from 'vitest';
import { PERMISSIONS, ROLES, type Who } from '../config/config.ts';
import type { Person } from '../rollout/snapshot.ts';
import { fleet, permissions, person, who } from './authority.test-data.ts';
import { authorize, teamsNamed, whoMay } from './authorize.ts';

type Asked = {
  readonly rings?: readonly string[];
  readonly nodes?: readonly string[];
  readonly rights?: Parameters<typeof fleet>[1];
};

/** Whether one may hold nodes under this rule. */
const judge = (rule: Who, one: Person | undefined, { rings = [], nodes, rights }: Asked = {}) => {
  const network = fleet({ permissions: permissions(rule) }, rights);
  return authorize({ permission: 'hold', rings, nodes, person: one, policy: network.policy, network });
};
const may = (...question: Parameters<typeof judge>): boolean => judge(...question).ok;

describe.each(PERMISSIONS)('%s', (permission) => {
  it.each(ROLES)('needs the role %s or a higher one, when told so', (role) => {
    const network = fleet({ permissions: permissions(who(), { [permission]: who({ role }) }) });
    const permitted = (['none', ...ROLES] as const).filter(
      (one) => authorize({ permission, rings: [], person: person(one), policy: network.policy, network }).ok,
    );
    expect(permitted).toEqual(ROLES.slice(ROLES.indexOf(role)));
  });
});

const write = who({ role: 'write' });

test.each<[string, Who, Person | undefined, boolean]>([
  ['nobody is known', who({ role: 'read', users: ['olivia'], teams: ['ops'] }), undefined, false],
  ['no rule at all', who(), person('admin', ['ops']), false],
  ['by name', who({ users: ['olivia'] }), person(), true],
  ['by name, written otherwise', who({ users: ['OLIVIA'] }), person(), true],
  ['by another name', who({ users: ['oliviad'] }), person('admin'), false],
  ['by team', who({ teams: ['dev', 'ops'] }), person('none', ['ops']), true],
  ['by another team', who({ teams: ['ops'] }), person('admin', ['ops-2']), false],
  ['a login called like the team', who({ teams: ['ops'] }), person('read', [], 'ops'), false],
  ['a team called like the login', who({ users: ['ops'] }), person('read', ['ops']), false],
  ['one of several rights', who({ role: 'admin', users: ['peter'], teams: ['ops'] }), person('read', ['ops']), true],
  ['none of several', who({ role: 'admin', users: ['peter'], teams: ['ops'] }), person('maintain'), false],
  ['without a login', who({ users: [''] }), person('none', [], ''), false],
])('who: %s', (_, rule, one, expected) => {
  expect(may(rule, one)).toBe(expected);
});

const admin = who({ role: 'admin' });

test.each<[string, Asked, Person, boolean]>([
  ['the ring is stricter', { rings: ['all'], rights: { all: { hold: admin } } }, person('write'), false],
  ['and met', { rings: ['all'], rights: { all: { hold: admin } } }, person('admin'), true],
  [
    'the ring is laxer',
    { rings: ['canary'], rights: { canary: { hold: who({ role: 'read' }) } } },
    person('read'),
    true,
  ],
  ['for another permission', { rings: ['all'], rights: { all: { abort: admin } } }, person('write'), true],
  ['one of two is stricter', { rings: ['canary', 'all'], rights: { all: { hold: admin } } }, person('write'), false],
  ['whatever their order', { rings: ['all', 'canary'], rights: { all: { hold: admin } } }, person('write'), false],
  ['another ring is stricter', { rings: ['canary'], rights: { all: { hold: admin } } }, person('write'), true],
  ['a ring takes everybody out', { rings: ['all'], rights: { all: { hold: who() } } }, person('admin'), false],
  ['a ring that is gone', { rings: ['gone'] }, person('triage'), false],
  ['a ring that is gone, as the network says', { rings: ['gone'] }, person('write'), true],
  ['a node in a stricter ring', { nodes: ['c1', 'a1'], rights: { all: { hold: admin } } }, person('write'), false],
  [
    'a node that is not named with its ring',
    { rings: ['canary'], nodes: ['a1'], rights: { all: { hold: admin } } },
    person('write'),
    false,
  ],
  [
    'a node that is gone',
    { rings: ['canary'], nodes: ['c1', 'x'], rights: { canary: { hold: who({ role: 'read' }) } } },
    person('read'),
    false,
  ],
])('rings: %s', (_, asked, one, expected) => {
  expect(may(write, one, asked)).toBe(expected);
});

const owners = who({ owners: true });
const [alone, ops] = [person('read'), person('read', ['acme-ops'])];

test.each<[string, Asked, Person, boolean]>([
  ['his one node', { nodes: ['c1'] }, alone, true],
  ['his two nodes', { nodes: ['c1', 'a1'] }, alone, true],
  ["his and his team's", { nodes: ['c1', 'c2', 'a1'] }, ops, true],
  ["the team's only", { nodes: ['c2'] }, person('none', ['acme-ops'], 'peter'), true],
  ["somebody else's too", { nodes: ['c1', 'c2'] }, alone, false],
  ["nobody's too", { nodes: ['a1', 'a3'] }, alone, false],
  ['one that is gone too', { nodes: ['c1', 'x'] }, alone, false],
  ['a whole ring', { rings: ['canary'] }, ops, true],
  ['a part of a ring', { rings: ['canary'] }, alone, false],
  ['two rings, one of them whole', { rings: ['canary', 'all'] }, ops, false],
  ['the network', {}, ops, false],
  ['no node at all', { nodes: [] }, ops, false],
  ['a ring without the nodes', { rings: ['all'], nodes: ['c1'] }, alone, false],
  ['a login that nobody here vouches for', { nodes: ['c1'] }, person('none'), false],
])('owners: %s', (_, asked, one, expected) => {
  expect(may(owners, one, asked)).toBe(expected);
});

test('each ring by its own right, which is told', () => {
  const rights = { all: { hold: who({ teams: ['acme-ops'] }) } };
  expect(judge(owners, ops, { rings: ['canary', 'all'], rights })).toEqual({
    ok: true,
    by: 'ownership of all nodes concerned, the team acme-ops',
  });
  expect(judge(write, person('maintain'), { rings: ['canary', 'all'] })).toEqual({ ok: true, by: 'the role write' });
  expect(judge(who({ users: ['Olivia'] }), person())).toEqual({ ok: true, by: 'olivia' });
});

test('labels are nobody without their name in cordage.yaml', () => {
  for (const ownerLabel of [undefined, 'constructor', 'team']) {
    const network = fleet({ permissions: permissions(owners), ownerLabel });
    const question = {
      permission: 'hold',
      rings: [],
      nodes: ['c1'],
      person: alone,
      policy: network.policy,
      network,
    } as const;
    expect(authorize(question).ok).toBe(false);
  }
});

test('who may, by ring and by network', () => {
  const network = fleet(
    { permissions: permissions(write) },
    { all: { rollout: who({ role: 'admin', teams: ['ops'] }) } },
  );
  const inRing = (ring: string): string => whoMay(network.policy, network, 'rollout', ring);
  expect(['canary', 'all', '', 'gone'].map(inRing)).toEqual([
    'anyone with the role write',
    'anyone with the role admin or anyone in the team ops',
    'anyone with the role write',
    'anyone with the role write',
  ]);
});

test('teams whose members must be known', () => {
  const rules = permissions(write, { hold: who({ teams: ['ops', 'dev'] }) });
  const rights = { all: { hold: who({ teams: ['ops', 'bank-it'] }) } };
  const named = (network = fleet({ permissions: rules }, rights)) => teamsNamed(network.policy, network);
  expect(named()).toEqual(['bank-it', 'dev', 'ops']);
  expect(named(fleet({ permissions: permissions(write) }))).toEqual([]);
  // A label may name a login or a team; nobody knows which.
  expect(named(fleet({ permissions: rules }, { canary: { hold: owners } }))).toEqual([
    'acme-ops',
    'bank',
    'dev',
    'olivia',
    'ops',
  ]);
});
