import { expect, test } from 'vitest';
import type { ArgoApplication, InstanceView } from '../argo/application.ts';
import { application, NOW, operation, view } from './drift.test-data.ts';
import { NO_SUSPECTS, trackSuspects, type Suspects } from './suspects.ts';

const out = (more: Partial<ArgoApplication> = {}) =>
  application('a', { sync: 'OutOfSync', operation: operation({ finishedAt: 50 }), ...more });
const look = (
  before: Suspects,
  now: number,
  applications: readonly ArgoApplication[],
  state: InstanceView['state'] = 'watched',
) =>
  trackSuspects(
    before,
    {
      views: [view('tokyo', { state })],
      matched: { byNode: Map.groupBy(applications, ({ called }) => called ?? '') },
      nodes: ['a'],
    },
    now,
  );
const well = look(NO_SUSPECTS, 100, [application('a')]);

test('begins when it is first seen, stands, and ends when it is well', () => {
  const first = look(well, 200, [out()]);
  expect([...first.outOfSync]).toEqual([['a', 200]]);
  const later = look(first, 300, [out()]);
  expect([...later.outOfSync]).toEqual([['a', 200]]);
  expect([...look(later, 400, [application('a')]).outOfSync]).toEqual([]);
  expect([...look(later, 400, []).outOfSync]).toEqual([]);
});

test('unknown neither begins nor ends it', () => {
  const first = look(well, 200, [out()]);
  const unknown = application('a', { sync: 'Unknown' });
  expect([...look(first, 300, [unknown]).outOfSync]).toEqual([['a', 200]]);
  expect([...look(well, 300, [unknown]).outOfSync]).toEqual([]);
});

test.each(['away', 'reading'] as const)('an instance that is %s changes nothing', (state) => {
  const first = look(well, 200, [out()]);
  expect(look(first, 300, [application('a')], state).outOfSync).toEqual(first.outOfSync);
  expect(look(first, 300, [], state).outOfSync).toEqual(first.outOfSync);
  expect([...look(well, 300, [out()], state).outOfSync]).toEqual([]);
});

test.each([
  ['since its last sync', {}, 50],
  ['since its health changed', { operation: undefined, healthSince: 60 }, 60],
  ['since now', { operation: undefined, healthSince: undefined }, 200],
  ['never later than now', { operation: operation({ finishedAt: NOW }) }, 200],
] as const)('seen at the first whole look: %s', (_name, more, since) => {
  const reading = look(NO_SUSPECTS, 100, [], 'reading');
  expect([...look(reading, 200, [out(more)]).outOfSync]).toEqual([['a', since]]);
});

test.each([
  [{ errors: [{ type: 'SyncError', message: '' }] }, true],
  [{ health: 'Degraded' }, true],
  [{ health: 'Missing' }, true],
  [{ health: 'Progressing' }, false],
  [{ sync: 'OutOfSync' }, false],
] as const)('failing %j: %s', (more, fails) => {
  expect(look(well, 200, [application('a', more)]).failing.has('a')).toBe(fails);
});

test('a node without Application has been so for ever at first, and later since it was seen so', () => {
  const never = look(NO_SUSPECTS, 100, []);
  expect(never.absent).toEqual(new Map([['a', 0]]));
  const gone = look(well, 200, []);
  expect(gone.absent).toEqual(new Map([['a', 200]]));
  expect(look(gone, 300, []).absent).toEqual(new Map([['a', 200]]));
  expect(look(gone, 300, [application('a')]).absent).toEqual(new Map());
});
