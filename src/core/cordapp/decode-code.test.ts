import { expect, test } from 'vitest';
import type { ScannedClass } from './decode-class.ts';
import { decodeCode } from './decode-code.ts';

const CONTRACT = 'net.corda.core.contracts.Contract';
const FLOW = 'net.corda.core.flows.FlowLogic';

const scanned = (name: string, parents: readonly string[], rest: Partial<ScannedClass> = {}): ScannedClass => ({
  name,
  major: 52,
  abstract: false,
  parents,
  kotlin: undefined,
  flow: undefined,
  ...rest,
});

test('no classes', () => {
  expect(decodeCode([], [])).toEqual({
    classes: 0,
    classVersion: undefined,
    kotlin: undefined,
    contracts: [],
    states: [],
    flows: [],
    schemas: [],
    changeLogs: [],
  });
});

test('a contract by way of a hundred thousand classes', () => {
  const line = Array.from({ length: 100_000 }, (_, at) =>
    scanned(`c.C${at}`, [at === 0 ? CONTRACT : `c.C${at - 1}`], { abstract: at < 99_999 }),
  );
  expect(decodeCode(line, []).contracts).toEqual(['c.C99999']);
});

test('classes that descend from each other, from themselves and twice from one', () => {
  const classes = [
    scanned('x.A', ['x.B']),
    scanned('x.B', ['x.A', CONTRACT]),
    scanned('x.C', ['x.C', 'x.B', 'x.B']),
    scanned('x.D', ['x.D']),
  ];
  expect(decodeCode(classes, []).contracts).toEqual(['x.A', 'x.B', 'x.C']);
});

test('what descends from a class of another JAR is not found, as a node does not find it', () => {
  expect(decodeCode([scanned('a.A', ['other.ContractBase'])], []).contracts).toEqual([]);
});

test('flows: by ancestor, by annotation, and abstract ones that peers know by their version', () => {
  const flow = { initiating: undefined, initiatedBy: undefined, startableBy: ['rpc' as const] };
  const classes = [
    scanned('f.Plain', [FLOW]),
    scanned('f.Base', [FLOW], { abstract: true }),
    scanned('f.Annotated', ['other.Flow'], { flow }),
    scanned('f.AbstractRpc', [FLOW], { flow, abstract: true }),
    scanned('f.Protocol', [FLOW], { flow: { ...flow, initiating: 2 }, abstract: true }),
  ];
  expect(decodeCode(classes, []).flows.map(({ name }) => name)).toEqual(['f.Annotated', 'f.Plain', 'f.Protocol']);
});

test('versions: the highest of all classes, compared as numbers', () => {
  const classes = [
    scanned('a.A', [], { major: 52, kotlin: [1, 1, 16] }),
    scanned('a.B', [], { major: 61, kotlin: [1, 1, 9] }),
    scanned('a.C', [], { major: 55 }),
  ];
  expect(decodeCode(classes, [])).toMatchObject({ classVersion: 61, kotlin: '1.1.16' });
});
