import { expect, test } from 'vitest';
import type { RowStatus, Status } from '../status/status.ts';
import { renderStatus } from './cli-status.ts';

const NOW = Date.UTC(2026, 10, 22, 14);

const row = (more: Partial<RowStatus> = {}): RowStatus => ({
  artifact: 'trade',
  ring: 'early',
  nodes: 118,
  versions: [{ version: '1.4.0', nodes: 118 }],
  touched: { commit: 'a1b2c3d4e5f6', at: NOW - 31 * 60_000 },
  seen: {
    live: 61,
    onTheirWay: 56,
    unwell: 1,
    unknown: 0,
    states: [
      { kind: 'live', nodes: 61 },
      { kind: 'syncing', nodes: 54 },
      { kind: 'backing-up', nodes: 2 },
      { kind: 'degraded', nodes: 1 },
    ],
    troubles: [
      { kind: 'degraded', message: 'ImagePullBackOff', nodes: ['party-0042'], since: NOW - 240_000, link: undefined },
    ],
    slowest: [
      {
        node: 'party-0007',
        kind: 'backing-up',
        since: NOW - 180_000,
        until: NOW + 720_000,
        message: 'Job/backup',
      },
    ],
  },
  ...more,
});

const status = (more: Partial<Status> = {}): Status => ({
  network: 'trade',
  nodes: 3002,
  rings: 3,
  rows: [row()],
  instances: [],
  journal: undefined,
  drift: undefined,
  ...more,
});

test('a ring on its way, with who is slow and who is ill', () => {
  expect(renderStatus(status(), NOW)).toMatchInlineSnapshot(`
    "network trade: 3,002 nodes in 3 rings

    trade  early  ✘  61/118 live, 54 syncing, 2 backing up, 1 degraded  1.4.0  changed 31 min ago

    trade on early, judged against a1b2c3d4e5
      1 node degraded for 4 min: ImagePullBackOff  (party-0042)
      slowest: party-0007 backing up for 3 min, at most until 2026-11-22 14:12 UTC: Job/backup
    "
  `);
});

test('what is the same of two artifacts is told once, and what differs twice', () => {
  const text = renderStatus(status({ rows: [row(), row({ artifact: 'corda' }), row({ ring: 'all' })] }), NOW);
  expect(text.match(/^.* on .*, judged.*$/gm)).toEqual([
    'trade, corda on early, judged against a1b2c3d4e5',
    'trade on all, judged against a1b2c3d4e5',
  ]);
});

test('the journal and the instances', () => {
  const told = status({
    rows: [],
    instances: [
      { name: 'tokyo', state: 'watched', heardAt: NOW - 3000, why: undefined, url: undefined, applications: 3 },
      { name: 'osaka', state: 'reading', heardAt: undefined, why: undefined, url: undefined, applications: 0 },
      { name: 'paris', state: 'away', heardAt: undefined, why: 'gone', url: undefined, applications: 0 },
    ],
    journal: {
      ref: 'refs/cordage/journal',
      paused: { by: 'olivia', reason: 'month end' },
      rollouts: [
        {
          artifact: 'trade',
          version: '1.4.0',
          goal: undefined,
          paused: { by: 'olivia', reason: 'look first' },
          passed: ['canary'],
          merged: [{ ring: 'early', nodes: 118, pull: 214 }],
        },
        {
          artifact: 'corda',
          version: '4.12.9',
          goal: { version: '4.14.1', by: 'rob', way: ['4.11.7', '4.12.9', '4.13.3', '4.14.1'] },
          paused: undefined,
          passed: [],
          merged: [],
        },
      ],
    },
  });
  expect(renderStatus(told, NOW)).toMatchInlineSnapshot(`
    "network trade: 3,002 nodes in 3 rings
    Argo CD: tokyo 3 s ago, osaka is being read, paris away (gone)


    rollouts as refs/cordage/journal has them in this checkout, fetched some time ago; signatures not checked (cordage audit does)
      the network is paused by olivia: "month end"
      trade 1.4.0   passed canary; merged on early (118 nodes, #214); paused by olivia: "look first"
      corda 4.12.9  step 1 of 3 to 4.14.1, asked for by rob; nothing merged yet
    "
  `);
});

test('nothing from outside reaches the terminal as a control sequence', () => {
  const evil = 'x\u001B[2Jy\u0007\nz';
  const seen = row().seen;
  const hostile = status({
    network: evil,
    rows: [
      row({
        artifact: evil,
        ring: evil,
        versions: [{ version: evil, nodes: 1 }],
        seen: seen && {
          ...seen,
          troubles: [{ kind: 'failed', message: evil.repeat(500), nodes: [evil], since: NOW, link: evil }],
          slowest: [{ node: evil, kind: 'syncing', since: NOW, message: evil }],
        },
      }),
    ],
    instances: [{ name: evil, state: 'away', heardAt: NOW, why: evil, url: evil, applications: 0 }],
    journal: {
      ref: evil,
      paused: { by: evil, reason: evil },
      rollouts: [
        {
          artifact: evil,
          version: evil,
          goal: { version: evil, by: evil, way: [evil] },
          paused: { by: evil, reason: evil },
          passed: [evil],
          merged: [],
        },
      ],
    },
  });
  const text = renderStatus(hostile, NOW);
  expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/);
  expect(text.split('\n').length).toBeLessThan(15);
});
