import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeProject } from './decode-project.ts';
import { judgeWindows } from './sync-windows.ts';
import { TRADE } from './sync-windows.test-data.ts';

const project = (syncWindows: unknown) =>
  decodeProject({ kind: 'AppProject', metadata: { name: 'trade' }, spec: { syncWindows } });

const deny = { kind: 'deny', schedule: '0 0 * * *', duration: '1h', applications: ['bank'] };

test('windows as they are written', () => {
  const window = {
    kind: 'allow',
    schedule: '0 18 28-31 * *',
    duration: '12h',
    applications: ['trade-*'],
    namespaces: ['party-*'],
    clusters: ['in-cluster'],
    manualSync: true,
    timeZone: 'Europe/London',
    andOperator: true,
  };
  expect(project([window])).toEqual({ project: 'trade', windows: [window] });
});

test('what is left out', () => {
  expect(project([deny])?.windows).toEqual([
    { ...deny, namespaces: [], clusters: [], manualSync: false, timeZone: '', andOperator: false },
  ]);
});

test.each([undefined, null, 'x', {}, [null, 1, {}, { ...deny, kind: 'Deny' }]])('no windows in %j', (windows) =>
  expect(project(windows)).toEqual({ project: 'trade', windows: [] }),
);

test.each([null, {}, { metadata: { name: '' } }, { kind: 'Application', metadata: { name: 'x' } }])(
  '%j is none',
  (raw) => expect(decodeProject(raw)).toBeUndefined(),
);

test.each([
  ['200 windows', Array.from({ length: 200 }, () => deny), true],
  ['201 windows', Array.from({ length: 201 }, () => deny), false],
  ['as many globs', [{ ...deny, applications: Array(1001).fill('bank') }], false],
  ['a glob as long', [{ ...deny, clusters: ['x'.repeat(501)] }], false],
])('too much is not taken for open: %s', (_, windows, auto) => {
  expect(judgeWindows(project(windows)?.windows ?? [], TRADE, Date.UTC(2026, 10, 23))).toMatchObject({ auto });
});

test('any windows are decoded and judged', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('* * * * *', '1h', '*', 'UTC'));
  const value = fc.oneof(text, fc.array(text), fc.jsonValue());
  const keys = ['schedule', 'duration', 'timeZone', 'applications', 'namespaces', 'clusters', 'manualSync'];
  const window = fc.record({
    kind: fc.constantFrom('allow', 'deny'),
    ...Object.fromEntries(keys.map((key) => [key, value])),
  });
  fc.assert(
    fc.property(fc.array(window), (windows) => {
      const decoded = project(windows)?.windows ?? [];
      expect(judgeWindows(decoded, TRADE, Date.UTC(2026, 10, 23)).auto).toBeTypeOf('boolean');
    }),
    { numRuns: 500 },
  );
});
