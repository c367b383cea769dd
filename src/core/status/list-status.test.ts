import { expect, test } from 'vitest';
import { STATUS_FIELDS } from '../text/cli-json-status.ts';
import { everything } from '../text/drift.test-data.ts';
import { keyOfStatus, listStatus } from './list-status.ts';
import type { Status } from './status.ts';

const NOW = Date.UTC(2026, 10, 22, 14);

const full: Status = {
  network: 'trade',
  nodes: 2,
  rings: 1,
  rows: [
    {
      artifact: 'trade',
      ring: 'canary',
      nodes: 2,
      versions: [{ version: '1.4.0', nodes: 2 }],
      touched: { commit: 'a1b2c3d4e5', at: NOW },
      seen: {
        live: 0,
        onTheirWay: 1,
        unwell: 1,
        unknown: 0,
        states: [{ kind: 'degraded', nodes: 1 }],
        troubles: [{ kind: 'degraded', message: 'x', nodes: ['a'], since: NOW, link: 'https://argo.example' }],
        slowest: [{ node: 'b', kind: 'draining', since: NOW, until: NOW, message: 'Job/drain' }],
      },
    },
  ],
  instances: [{ name: 'tokyo', state: 'watched', heardAt: NOW, why: undefined, url: undefined, applications: 2 }],
  journal: {
    ref: 'refs/cordage/journal',
    paused: { by: 'olivia', reason: 'month end' },
    rollouts: [
      {
        artifact: 'trade',
        version: '1.4.0',
        goal: { version: '1.5.0', by: 'olivia', way: ['1.3.0', '1.4.0', '1.5.0'] },
        paused: { by: 'olivia', reason: 'look' },
        passed: ['canary'],
        merged: [{ ring: 'all', nodes: 3, pull: 7 }],
      },
    ],
  },
  drift: everything('x'),
};

/** Every key of a JSON value, as `rows[].versions`. */
const keysOf = (value: unknown, path = ''): readonly string[] => {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => keysOf(item, `${path}[]`))];
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`)),
  ];
};

test('every key is documented, and every documented key is there', () => {
  const json: unknown = JSON.parse(JSON.stringify(listStatus(full, NOW)));
  const seen = new Set(keysOf(json).filter((key) => key !== '' && !key.endsWith('[]')));
  expect([...seen].toSorted()).toEqual(STATUS_FIELDS.map(([path]) => path).toSorted());
});

test('that an Argo CD was heard of again is no change, and that it is away is one', () => {
  const [tokyo] = full.instances;
  const heard = (more: object): Status => ({ ...full, instances: tokyo ? [{ ...tokyo, ...more }] : [] });
  expect(keyOfStatus(heard({ heardAt: NOW + 1000 }))).toBe(keyOfStatus(full));
  expect(keyOfStatus(heard({ state: 'away' }))).not.toBe(keyOfStatus(full));
});
