import { describe, expect, test } from 'vitest';
import { parseConfig } from './parse.ts';

const BASE = `network: test
artifacts: {a: {kind: image, image: x/a}}
nodes: nodes/*/kustomization.yaml
`;
const RINGS = `rings:
  - {name: canary, nodes: {names: c*}}
  - {name: all}
`;

const read = (more: string, rings = RINGS) =>
  parseConfig('cordage.yaml', new TextEncoder().encode(`${BASE}${rings}${more}`));

/** `7:8 message; remedy`. */
const tell = (more: string, rings = RINGS): readonly string[] =>
  read(more, rings).problems.map(({ at, message, remedy }) => `${at?.line}:${at?.column} ${message}; ${remedy}`);

const DAY = 86_400_000;
const role = (name: string) => ({ role: name, users: [], teams: [], owners: false });

test('what goes without saying', () => {
  expect(read('').config?.policy).toEqual({
    freezes: [],
    patience: 14 * DAY,
    quarantine: 7 * DAY,
    permissions: {
      rollout: role('write'),
      start: role('write'),
      approve: role('write'),
      pause: role('write'),
      network: role('maintain'),
      abort: role('maintain'),
      retry: role('write'),
      rollback: role('maintain'),
      hold: role('write'),
      override: role('admin'),
      ask: role('read'),
    },
    ownerLabel: undefined,
    concurrent: false,
    argocd: {
      instances: [{ name: 'argocd', context: undefined, namespaces: ['argocd'], selector: undefined, url: undefined }],
      node: { by: 'name', template: '{node}' },
      settle: 10_000,
      refresh: true,
      drift: 'status',
    },
    disclosure: 'names',
    parameters: {
      minimumPlatformVersion: undefined,
      eventHorizon: undefined,
      recoveryMaximumBackupInterval: undefined,
      confidentialIdentityMinimumBackupInterval: undefined,
      packageOwnership: new Map(),
      update: undefined,
      networkMap: undefined,
    },
    rules: { development: [], notaries: [], evidence: [], overrides: [] },
  });
  expect(read('gates: {}\npermissions: {}\nargocd: {}\nnetworkParameters: {}\nrules: {}\n').config?.policy).toEqual(
    read('').config?.policy,
  );
});

describe('gates', () => {
  test('of the network, and what a ring says instead', () => {
    const rings = `rings:
  - {name: canary, nodes: {names: c*}, approvals: 0, checks: [], merges: automatic, liveWithin: 20m}
  - {name: early, nodes: {names: e*}, checks: smoke, opens: manual}
  - {name: all, approvals: 3}
`;
    const gates =
      'gates: {approvals: 2, checks: [test, "lint / yaml"], patience: 3d, quarantine: 36h, concurrent: true}';
    const { config, problems } = read(gates, rings);
    expect(problems).toEqual([]);
    expect(config?.policy).toMatchObject({ patience: 3 * DAY, quarantine: 1.5 * DAY, concurrent: true });
    expect(config?.rings).toMatchObject([
      { approvals: 0, checks: [], merges: 'automatic', liveWithin: 1_200_000, opens: 'automatic' },
      { approvals: 2, checks: ['smoke'], merges: 'manual', liveWithin: 3_600_000, opens: 'manual' },
      { approvals: 3, checks: ['test', 'lint / yaml'] },
    ]);
  });

  test.each([
    ['gates: 1', '7:8 gates "1" is not a map of gates; write {approvals: 1, checks: [test], patience: 14d}'],
    [
      'gates: {approvals: -1}',
      '7:20 gates: approvals "-1" is not a whole number from 0 to 10; write a number such as 1',
    ],
    [
      'gates: {checks: [cordage/rules]}',
      '7:18 gates: checks "cordage/rules" is Cordage\'s own, and judged anyway; write names of checks as GitHub shows them, such as [test, "lint / yaml"], 50 at most',
    ],
    ['gates: {patience: 0d}', '7:19 gates: patience "0d" is no time at all; write 30m, 2h or 1d'],
    ['gates: {quarantine: 7}', '7:21 gates: quarantine "7" has no unit; write 30m, 2h or 1d'],
    ['gates: {concurrent: yes}', '7:21 gates: concurrent "yes" is not true or false; write true or false'],
    [
      'gates: {approval: 1, wait: 2}',
      '7:9 gates has no setting "approval"; did you mean "approvals"?',
      '7:22 gates has no setting "wait"; take it out; the settings here are approvals, checks, patience, quarantine, freezes, concurrent',
    ],
    ['approvals: 2', '7:1 the file has no setting "approvals"; move it under "gates:"'],
    ['soak: 2h', '7:1 the file has no setting "soak"; move it into the rings that it is for'],
    ['gates: {permissions: {}}', '7:9 gates has no setting "permissions"; move it to the top of the file'],
  ])('%s', (gates, ...expected) => expect(tell(gates)).toEqual(expected));

  test.each([
    ['merges: later', '5:48 ring "canary": merges "later" is not a way to merge; write automatic or manual'],
    [
      'approvals: many',
      '5:51 ring "canary": approvals "many" is not a whole number from 0 to 10; write a number such as 1',
    ],
    ['liveWithin: 0h', '5:52 ring "canary": liveWithin "0h" is no time at all; write 30m, 2h or 1d'],
    [
      'permissions: {network: admin}',
      '5:54 ring "canary": permissions has no setting "network"; it is for the whole network: move it under "permissions:" at the top of the file',
    ],
  ])('of a ring: %s', (setting, expected) =>
    expect(tell('', RINGS.replace('names: c*}', `names: c*}, ${setting}`))).toEqual([expected]),
  );
});

describe('permissions', () => {
  test('a role as a word, or a map of those of whom any one suffices', () => {
    const { config, problems } = read(
      `owners: {label: cordage.io/owner}
permissions:
  rollout: maintain
  hold: {owners: true, teams: operators}
  override: {role: admin, users: [ada, grace_acme], teams: [release-managers]}
`,
      RINGS.replace('{name: all', '{name: all, permissions: {rollout: {users: ada}}'),
    );
    expect(problems).toEqual([]);
    expect(config?.policy.ownerLabel).toBe('cordage.io/owner');
    expect(config?.policy.permissions).toMatchObject({
      rollout: role('maintain'),
      hold: { role: undefined, users: [], teams: ['operators'], owners: true },
      override: { role: 'admin', users: ['ada', 'grace_acme'], teams: ['release-managers'], owners: false },
      abort: role('maintain'),
    });
    expect(config?.rings.map(({ permissions }) => permissions)).toEqual([
      {},
      { rollout: { role: undefined, users: ['ada'], teams: [], owners: false } },
    ]);
  });

  test.each([
    [
      'permissions: {rollout: boss}',
      '7:24 permissions: rollout "boss" is not a role in a repository; write read, triage, write, maintain or admin',
    ],
    [
      'permissions: {rollout: [write]}',
      '7:24 permissions: rollout is a list of 1; write read, triage, write, maintain or admin',
    ],
    ['permissions: {rolout: write}', '7:15 permissions has no setting "rolout"; did you mean "rollout"?'],
    ['permissions: {hold: {team: ops}}', '7:22 permissions: hold has no setting "team"; did you mean "teams"?'],
    [
      'permissions: {hold: {teams: acme/ops}}',
      '7:29 permissions: hold.teams "acme/ops" names an organization besides; write the slug alone, in lower case, such as operators; teams are those of the organization of this repository',
    ],
    [
      'permissions: {hold: {teams: [Ops]}}',
      '7:30 permissions: hold.teams "Ops" is not the slug of a team; write the slug alone, in lower case, such as operators; teams are those of the organization of this repository',
    ],
    [
      'permissions: {hold: {users: "@ada"}}',
      '7:29 permissions: hold.users "@ada" is not a login; write logins without @, such as [ada, grace]',
    ],
    [
      'permissions: {hold: {}}',
      '7:21 permissions: hold names nobody, so nobody could do it; write a role such as maintain, or {role, users, teams, owners}; take it out for the default',
    ],
    [
      'permissions: {hold: {owners: false}}',
      '7:21 permissions: hold names nobody, so nobody could do it; write a role such as maintain, or {role, users, teams, owners}; take it out for the default',
    ],
    [
      'permissions: {hold: {role: write, owners: true}}',
      '7:43 permissions: hold is for the owners of nodes, and nothing says who they are; add "owners: {label: cordage.io/owner}", the label of a node whose value is its owner',
    ],
    ['owners: cordage.io/owner', '7:9 owners "cordage.io/owner" is not a map; write {label: cordage.io/owner}'],
    ['owners: {}', '7:1 owners lacks "label"; write it as nodes have it, such as cordage.io/owner'],
    [
      'owners: {label: "a b"}',
      '7:17 owners: label "a b" is not the key of a label; write it as nodes have it, such as cordage.io/owner',
    ],
  ])('%s', (permissions, expected) => expect(tell(permissions)).toEqual([expected]));

  test('of a ring are checked alike', () => {
    const rings = RINGS.replace('{name: all', '{name: all, permissions: {hold: {}, retry: {owners: true}}');
    expect(tell('', rings)).toEqual([
      '6:37 ring "all": permissions.hold names nobody, so nobody could do it; write a role such as maintain, or {role, users, teams, owners}; take it out for the default',
      '6:57 ring "all": permissions.retry is for the owners of nodes, and nothing says who they are; add "owners: {label: cordage.io/owner}", the label of a node whose value is its owner',
    ]);
  });
});
