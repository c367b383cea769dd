import { expect, test } from 'vitest';
import { fleet, permissions, person, who } from '../authority/authority.test-data.ts';
import { authorize } from '../authority/authorize.ts';
import type { Who } from '../config/config.ts';
import type { Person } from '../rollout/snapshot.ts';
import { renderProse } from './details.ts';

const refuse = (
  rule: Who,
  one: Person | undefined,
  asked: { rings?: readonly string[]; nodes?: readonly string[] } = {},
) => {
  const network = fleet({ permissions: permissions(rule) });
  const verdict = authorize({
    permission: 'override',
    rings: [],
    ...asked,
    person: one,
    policy: network.policy,
    network,
  });
  return verdict.ok ? [] : [verdict.problem.message, verdict.problem.remedy].map((text) => renderProse(text));
};

test.each<[string, readonly string[], readonly string[]]>([
  [
    'a role or a team',
    refuse(who({ role: 'admin', teams: ['release-managers'] }), person('write'), { rings: ['all'] }),
    [
      '`/override` in ring all needs the role admin on this repository or membership in the team release-managers; you have the role write',
      'ask anyone with the role admin or anyone in the team release-managers',
    ],
  ],
  [
    'everything at once',
    refuse(who({ role: 'admin', users: ['peter', 'a_b'], teams: ['ops', 'dev'], owners: true }), person()),
    [
      '`/override` needs the role admin on this repository, membership in one of the teams ops, dev, to be peter, a&#x5f;b or ownership of all nodes concerned; you have no role and own 0 of 5 nodes',
      'ask anyone with the role admin, anyone in one of the teams ops, dev, peter, a&#x5f;b or whoever owns all the nodes',
    ],
  ],
  [
    'some of the nodes',
    refuse(who({ owners: true }), person('read'), { nodes: ['c1', 'c2'] }),
    [
      '`/override` in ring canary needs ownership of all nodes concerned; you have the role read and own 1 of 2 nodes',
      'ask whoever owns all the nodes',
    ],
  ],
  [
    'nobody may',
    refuse(who(), person('admin')),
    [
      '`/override` needs a right that `cordage.yaml` gives to no one; you have the role admin',
      'let `cordage.yaml` name somebody under "permissions"',
    ],
  ],
  [
    'nobody knows who asks',
    refuse(who({ role: 'write' }), undefined),
    [
      '`/override` needs the role write on this repository; what you may do here could not be found out',
      'repeat it in a minute, or ask anyone with the role write',
    ],
  ],
  [
    'many names',
    refuse(who({ users: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }), person('read')),
    [
      '`/override` needs to be a, b, c, d, e and 2 more; you have the role read',
      'ask a, b, c, d, e or 2 others by name',
    ],
  ],
])('a refusal says what is needed, what is there and whom to ask: %s', (_, told, expected) => {
  expect(told).toEqual(expected);
});
