import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArgoApplication } from '../argo/application.ts';
import {
  application,
  decisionsOf,
  driftOf,
  GRACE,
  MINUTE,
  NOW,
  operation,
  passed,
  rolloutOf,
  view,
} from './drift.test-data.ts';
import type { DriftFinding } from './drift.ts';

const ONE = { 'party-1': '1.4.0' };
const long = NOW - GRACE - 1;
const short = NOW - GRACE;
const OUT = { sync: 'OutOfSync', outOfSync: ['StatefulSet/corda', 'ConfigMap/a'] } as const;
const ERROR = { errors: [{ type: 'ComparisonError', message: 'no such path' }] };

/** What is told of one node's Application; `since` is since when it was noted as out of sync and as failing. */
const judge = (more: Partial<ArgoApplication>, since = long): string => {
  const noted = new Map([['party-1', since]]);
  const suspects = { outOfSync: noted, failing: noted };
  const { findings, undecided } = driftOf({ nodes: ONE, applications: [application('party-1', more)], suspects });
  return findings.length > 0 ? findings.map(tell).join('; ') : undecided > 0 ? 'undecided' : 'fine';
};

const tell = (finding: DriftFinding): string =>
  'message' in finding ? `${finding.kind}: ${finding.message}` : finding.kind;

describe('of an Application', () => {
  test.each<readonly [string, Partial<ArgoApplication>, number, string]>([
    ['all well', {}, long, 'fine'],
    ['out of sync', OUT, long, 'out-of-sync'],
    ['out of sync, just within the grace', OUT, short, 'undecided'],
    ['out of sync, operation requested', { ...OUT, operationRequested: true }, long, 'undecided'],
    ['out of sync, operation running', { ...OUT, operation: operation({ phase: 'Running' }) }, long, 'undecided'],
    [
      'out of sync, between attempts',
      { ...OUT, operation: operation({ phase: 'Running', finishedAt: NOW }) },
      long,
      'undecided',
    ],
    ['out of sync, operation failed', { ...OUT, operation: operation({ phase: 'Failed' }) }, long, 'out-of-sync'],
    ['out of sync with an older spec', { ...OUT, comparedToSpec: false }, long, 'undecided'],
    ['synced with an older spec', { comparedToSpec: false }, long, 'undecided'],
    ['unknown sync', { sync: 'Unknown' }, long, 'undecided'],
    ['unknown health', { health: 'Unknown' }, long, 'undecided'],
    ['suspended', { health: 'Suspended' }, long, 'fine'],
    ['degraded', { health: 'Degraded', healthSince: long }, long, 'unwell: Degraded'],
    ['degraded, just now', { health: 'Degraded', healthSince: short }, long, 'undecided'],
    ['degraded, without a time', { health: 'Degraded', healthSince: undefined }, long, 'unwell: Degraded'],
    ['missing', { health: 'Missing', healthSince: long }, long, 'unwell: Missing'],
    ['on its way', { health: 'Progressing', healthSince: NOW - 20 * MINUTE }, long, 'undecided'],
    ['on its way for too long', { health: 'Progressing', healthSince: NOW - 21 * MINUTE }, long, 'unwell: Progressing'],
    ['an error', ERROR, long, 'unwell: ComparisonError: no such path'],
    ['an error, just now', ERROR, short, 'undecided'],
    ['an error, just now, on its way for a while', { ...ERROR, health: 'Progressing' }, short, 'undecided'],
    [
      'an error, just now, long degraded',
      { ...ERROR, health: 'Degraded' },
      short,
      'unwell: ComparisonError: no such path',
    ],
    ['out of sync and missing', { ...OUT, health: 'Missing' }, long, 'unwell: Missing; out-of-sync'],
  ])('%s', (_name, more, since, told) => {
    expect(judge(more, since)).toBe(told);
  });

  test.each<readonly [string, Partial<ArgoApplication['operation'] & object>, string]>([
    ['self-heal', { partial: true, finishedAt: NOW - 1 }, 'hand-edit'],
    ['self-heal 24 h ago', { partial: true, finishedAt: NOW - 24 * 60 * MINUTE }, 'hand-edit'],
    ['self-heal before', { partial: true, finishedAt: NOW - 24 * 60 * MINUTE - 1 }, 'fine'],
    ['self-heal on its way', { partial: true, finishedAt: undefined, phase: 'Running' }, 'fine'],
    ['a whole sync', { partial: false, finishedAt: NOW - 1 }, 'fine'],
    ["a person's sync of some resources", { partial: true, finishedAt: NOW - 1, by: 'ada' }, 'fine'],
  ])('changed by hand: %s', (_name, more, told) => {
    expect(judge({ operation: operation(more) })).toBe(told);
  });

  test('says the most telling words', () => {
    const words = {
      health: 'Degraded',
      healthMessage: 'caused by pods',
      unwell: [{ resource: 'Job/m', message: 'x' }],
    } as const;
    expect(judge(words)).toBe('unwell: Degraded: caused by pods');
    expect(judge({ ...words, healthMessage: '' })).toBe('unwell: Degraded: Job/m: x');
  });

  test('tells times and resources', () => {
    const since = { outOfSync: new Map([['party-1', long]]) };
    const synced = driftOf({ nodes: ONE, applications: [application('party-1', OUT)], suspects: since });
    expect(synced.findings).toEqual([
      {
        kind: 'out-of-sync',
        node: 'party-1',
        since: NOW - 24 * 60 * MINUTE,
        resources: ['ConfigMap/a', 'StatefulSet/corda'],
      },
    ]);
    const never = [application('party-1', { ...OUT, operation: undefined })];
    expect(driftOf({ nodes: ONE, applications: never, suspects: since }).findings).toMatchObject([{ since: long }]);
  });
});

describe('between nodes and Applications', () => {
  const stranger = { instance: 'tokyo', namespace: 'argocd', name: 'gone' };
  const away = view('osaka', { state: 'away', heardAt: 7 });
  const reading = view('osaka', { state: 'reading', heardAt: 7 });

  test('a node without, an Application without, and no ring', () => {
    const { findings } = driftOf({
      nodes: { a: '1', z: '1' },
      applications: [application('z')],
      strangers: [stranger],
    });
    expect(findings).toEqual([
      { kind: 'no-application', node: 'a' },
      { kind: 'no-node', application: stranger },
      { kind: 'no-ring', node: 'z' },
    ]);
  });

  test.each([
    ['away', away, 7],
    ['still reading', reading, undefined],
  ])('nothing is missing while an instance is %s', (_name, other, heardAt) => {
    expect(
      driftOf({ nodes: { a: '1', b: '1' }, applications: [application('b')], views: [view('tokyo'), other] }),
    ).toEqual({
      findings: [],
      away: [{ instance: 'osaka', heardAt }],
      undecided: 0,
    });
  });

  test('of an instance that is away nothing is told, nor of a node that it shares', () => {
    const old = { ...OUT, instance: 'osaka', health: 'Degraded' } as const;
    const drift = driftOf({
      nodes: { a: '1', b: '1' },
      applications: [application('a', old), application('b'), application('b', old)],
      strangers: [{ ...stranger, instance: 'osaka' }],
      views: [view('tokyo'), away],
      suspects: { outOfSync: new Map([['a', 0]]), failing: new Map([['a', 0]]) },
    });
    expect(drift.findings).toEqual([]);
  });

  test('two Applications of one node, of which nothing else is told', () => {
    const applications = [
      application('a', { namespace: 'z', health: 'Degraded' }),
      application('a', { health: 'Degraded' }),
    ];
    const { findings } = driftOf({ nodes: { a: '1' }, applications });
    expect(findings).toEqual([
      {
        kind: 'duplicate',
        node: 'a',
        applications: [
          { instance: 'tokyo', namespace: 'argocd', name: 'a' },
          { instance: 'tokyo', namespace: 'z', name: 'a' },
        ],
      },
    ]);
  });

  test('where nobody watches, nothing is missing', () => {
    expect(driftOf({ nodes: { a: '1' }, applications: [], views: [] })).toEqual({
      findings: [],
      away: [],
      undecided: 0,
    });
  });
});

const anything: fc.Arbitrary<Partial<ArgoApplication>> = fc.record({
  instance: fc.constantFrom('tokyo', 'osaka'),
  sync: fc.constantFrom('Synced', 'OutOfSync', 'Unknown'),
  health: fc.constantFrom('Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown'),
  healthSince: fc.constantFrom(undefined, 0, NOW),
  errors: fc.constantFrom([], ERROR.errors),
  operation: fc.constantFrom(undefined, operation(), operation({ partial: true, finishedAt: NOW })),
  comparedToSpec: fc.boolean(),
});

test('never a word of a node that is busy or of an instance that is not seen; order does not matter', () => {
  const names = ['a1', 'a2', 'b1', 'c1', 'c2', 'z1'];
  const world = fc.record({
    applications: fc.array(fc.tuple(fc.constantFrom(...names), anything), { maxLength: 9 }),
    busy: fc.subarray(names),
    state: fc.constantFrom('watched', 'away', 'reading'),
    since: fc.constantFrom(0, NOW),
  });
  fc.assert(
    fc.property(world, ({ applications: given, busy, state, since }) => {
      const applications = given.map(([name, more]) => application(name, more));
      const noted = new Map(names.map((name) => [name, since]));
      const question = {
        nodes: Object.fromEntries(names.map((name) => [name, '1.3.0'])),
        views: [view('tokyo'), view('osaka', { state })],
        decisions: decisionsOf([rolloutOf('1.4.0', { passed: [passed('canary', 1)] })]),
        busy,
        suspects: { outOfSync: noted, failing: noted },
      };
      const drift = driftOf({ ...question, applications });
      const told = new Set(drift.findings.flatMap((finding) => ('node' in finding ? finding.node : [])));
      expect(busy.filter((node) => told.has(node))).toEqual([]);
      expect(drift.away.length > 0).toBe(state !== 'watched');
      const unseen = applications.filter(({ instance }) => instance === 'osaka' && state !== 'watched');
      const ofClusters = drift.findings.filter(({ kind }) => kind !== 'off-version' && kind !== 'no-ring');
      for (const { called } of unseen) expect(ofClusters).not.toContainEqual(expect.objectContaining({ node: called }));
      const kinds = ({ findings }: typeof drift) =>
        findings.map(({ kind, ...rest }) => `${kind} ${'node' in rest ? rest.node : ''}`);
      const singles = applications.filter(
        (one) => applications.filter(({ called }) => called === one.called).length === 1,
      );
      expect(kinds(driftOf({ ...question, applications: singles.toReversed() }))).toEqual(
        kinds(driftOf({ ...question, applications: singles })),
      );
    }),
  );
});

test('3,000 nodes take no time', () => {
  const nodes = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`party-${index}`, '1.3.0']));
  const applications = Object.keys(nodes).map((name) => application(name, OUT));
  const suspects = { outOfSync: new Map(Object.keys(nodes).map((name) => [name, 0])) };
  const decisions = decisionsOf([rolloutOf('1.4.0', { passed: [passed('all', 1)] })]);
  const { findings } = driftOf({ nodes, applications, suspects, decisions });
  expect(findings.length).toBe(6000);
});
