import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS, ROLES, type Who } from '../config/config.ts';
import { findActive } from '../gates/gates.test-data.ts';
import type { Person } from '../rollout/snapshot.ts';
import { renderProse } from '../text/details.ts';
import { hostileText } from '../text/hostile.test-data.ts';
import { fleet, permissions, person } from './authority.test-data.ts';
import { authorize, whoMay } from './authorize.ts';

describe('whatever the rules are', () => {
  const names = fc.subarray(['ops', 'dev', 'acme-ops']);
  const users = fc.subarray(['olivia', 'peter']);
  const rule = fc.record({
    role: fc.option(fc.constantFrom(...ROLES), { nil: undefined }),
    users,
    teams: names,
    owners: fc.boolean(),
  });
  const rights = fc.record({
    canary: fc.record({ hold: rule }, { requiredKeys: [] }),
    all: fc.record({ hold: rule }, { requiredKeys: [] }),
  });
  const one = fc.record({
    login: fc.constantFrom('olivia', 'Peter', 'bank', 'mallory'),
    role: fc.constantFrom('none', ...ROLES),
    teams: names.map((teams): ReadonlySet<string> => new Set(teams)),
  });
  const asked = fc.record(
    { rings: fc.subarray(['canary', 'all']), nodes: fc.subarray(['c1', 'c2', 'a1', 'a2', 'a3']) },
    { requiredKeys: ['rings'] },
  );
  const plain = fleet();
  const order: readonly Person['role'][] = ['none', ...ROLES];
  const judge = (
    base: Who,
    inRings: Parameters<typeof fleet>[1],
    who: Person,
    question: { rings: readonly string[]; nodes?: readonly string[] },
  ) => {
    const policy = { ...plain.policy, permissions: permissions(base) };
    const rings = plain.rings.map((ring) => ({ ...ring, permissions: inRings?.[ring.name] ?? {} }));
    return authorize({ permission: 'hold', ...question, person: who, policy, network: { nodes: plain.nodes, rings } });
  };

  it('a person with more rights may no less', () => {
    fc.assert(
      fc.property(rule, rights, one, asked, one, (base, inRings, weak, question, other) => {
        const role = order.indexOf(weak.role) > order.indexOf(other.role) ? weak.role : other.role;
        const strong = { ...weak, role, teams: weak.teams.union(other.teams) };
        expect([weak, strong].map((each) => judge(base, inRings, each, question).ok)).not.toEqual([true, false]);
      }),
      { numRuns: 2000 },
    );
  });

  it('a rule that gives more refuses nobody', () => {
    fc.assert(
      fc.property(rule, rule, one, asked, (base, more, who, question) => {
        const wider: Who = {
          role: base.role ?? more.role,
          users: [...base.users, ...more.users],
          teams: [...base.teams, ...more.teams],
          owners: base.owners || more.owners,
        };
        expect([base, wider].map((each) => judge(each, {}, who, question).ok)).not.toEqual([true, false]);
      }),
      { numRuns: 2000 },
    );
  });

  it('more rings and more nodes are allowed to nobody who may not do the fewer', () => {
    fc.assert(
      fc.property(
        rule,
        rights,
        one,
        fc.subarray(['c1', 'c2', 'a1', 'a2', 'a3'], { minLength: 1 }),
        fc.nat(4),
        (base, inRings, who, nodes, count) => {
          const fewer = nodes.slice(0, Math.max(1, count));
          const permitted = [nodes, fewer].map((each) => judge(base, inRings, who, { rings: [], nodes: each }).ok);
          expect(permitted).not.toEqual([true, false]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('nobody without a role and a team may anything, unless called by name', () => {
    fc.assert(
      fc.property(rule, rights, one, asked, (base, inRings, who, question) => {
        const stranger: Person = { login: who.login, role: 'none', teams: new Set() };
        const named = [base, inRings.canary.hold, inRings.all.hold].some((each) =>
          each?.users.some((user) => user.toLowerCase() === who.login.toLowerCase()),
        );
        expect(!named && judge(base, inRings, stranger, question).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('every refusal and every "who" is inert, whatever names there are', () => {
    const name = hostileText.filter((text) => /\S/.test(text));
    const hostile = fc.record({
      role: fc.option(fc.constantFrom(...ROLES), { nil: undefined }),
      users: fc.array(name, { maxLength: 2 }),
      teams: fc.array(name, { maxLength: 2 }),
      owners: fc.boolean(),
    });
    fc.assert(
      fc.property(hostile, fc.constantFrom(...PERMISSIONS), hostileText, (rule, permission, ring) => {
        const policy = { ...plain.policy, permissions: permissions(rule) };
        const verdict = authorize({
          permission,
          rings: [ring],
          person: person('none', [], 'x y'),
          policy,
          network: plain,
        });
        const refusal = verdict.ok ? [] : [verdict.problem.message, verdict.problem.remedy];
        expect(refusal).toHaveLength(2);
        const texts = [...refusal, whoMay(policy, plain, permission, ring)].map((text) => renderProse(text));
        expect(texts.flatMap(findActive)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
