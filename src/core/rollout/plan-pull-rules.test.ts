import { expect, test } from 'vitest';
import { parseConfig } from '../config/parse.ts';
import { givenNetwork } from '../network/network.test-data.ts';
import { planRollouts } from './plan.ts';
import { blobId, given, id, networkOf, ownPull } from './rollout.test-data.ts';
import type { ConfigPull, PersonPull } from './pull.ts';

const NODES = { c1: '1.3.2', n1: '1.3.2' };
const PULL = ownPull('1.4.0', { pull: { number: 7, branch: 'olivia', head: id('f') } }).pull;
const MOVES: PersonPull = {
  pull: PULL,
  moves: [{ artifact: 'trade', version: '1.4.0', nodes: ['c1'] }],
  next: networkOf({ ...NODES, c1: '1.4.0' }),
  checks: new Map(),
};

/** The same network, with other network parameters in its `cordage.yaml`. */
const declares = (parameters: string): ConfigPull => {
  const text = `network: test
artifacts:
  corda: {kind: corda, image: r.example/corda}
nodes: nodes/*/kustomization.yaml
${parameters}
rings: [{name: all}]
`;
  const { config } = parseConfig('cordage.yaml', new TextEncoder().encode(text));
  const node = 'images: [{name: r.example/corda, newTag: "4.11.7"}]\n';
  const network = config && givenNetwork({ 'nodes/c1/kustomization.yaml': node }, config);
  return { number: 7, head: id('f'), problems: [], scope: undefined, network, checks: new Map() };
};

const RAISED = declares('networkParameters: {minimumPlatformVersion: 140}');

const rulesChecks = (more: { configPulls?: readonly ConfigPull[]; personPulls?: readonly PersonPull[] }) =>
  planRollouts(given({ nodes: NODES, releases: [], ...more }), blobId).actions.flatMap((action) =>
    action.kind === 'put-check' && action.check.name === 'cordage/rules' ? [action] : [],
  );

test('parameters that nodes do not live up to are told at the line that declares them', () => {
  const [put, ...more] = rulesChecks({ configPulls: [RAISED] });
  expect(more).toEqual([]);
  expect(put?.commit).toBe(id('f'));
  expect(put?.check.conclusion).toBe('failure');
  expect(put?.check.annotations).toContainEqual(
    expect.objectContaining({ path: 'cordage.yaml', line: 5, level: 'failure' }),
  );
});

test('one that moves pins and declares parameters gets one check, with what is said of both', () => {
  const [both, ...more] = rulesChecks({ configPulls: [RAISED], personPulls: [MOVES] });
  expect(more).toEqual([]);
  const alone = rulesChecks({ configPulls: [RAISED] })[0]?.check.annotations ?? [];
  expect(both?.check.annotations).toEqual(expect.arrayContaining([...alone]));
  expect(both?.check.summary).toContain('trade');
});

test('the check that stands is not put again, and what declares nothing new gets none', () => {
  const [put] = rulesChecks({ configPulls: [RAISED], personPulls: [MOVES] });
  const checks = new Map(put ? [['cordage/rules', put.check]] : []);
  expect(put && rulesChecks({ configPulls: [{ ...RAISED, checks }], personPulls: [{ ...MOVES, checks }] })).toEqual([]);
  expect(rulesChecks({ configPulls: [declares('')] })).toEqual([]);
});
