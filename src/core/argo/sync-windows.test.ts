import { describe, expect, test } from 'vitest';
import { judgeWindows } from './sync-windows.ts';
import { aWindow, TRADE } from './sync-windows.test-data.ts';

const judge = (windows: Parameters<typeof judgeWindows>[0], time: string): string => {
  const { auto, manual, until } = judgeWindows(windows, TRADE, Date.parse(time));
  const state = auto ? (manual ? 'open' : 'auto only') : manual ? 'manual only' : 'shut';
  return until === undefined ? state : `${state} until ${new Date(until).toISOString().slice(0, 16)}Z`;
};

test('no window limits nothing', () => expect(judge([], '2026-11-23T00:30Z')).toBe('open'));

describe('which window applies', () => {
  test.each([
    ['by name', { applications: ['trade-*'] }, true],
    ['by another name', { applications: ['bank-*'] }, false],
    ['by namespace', { applications: [], namespaces: ['party-*'] }, true],
    ['by cluster', { applications: [], clusters: ['https://10.*'] }, true],
    ['by one of several', { applications: ['bank-*'], clusters: ['in-cluster', '*'], namespaces: ['x'] }, true],
    ['by none of several', { applications: ['bank-*'], clusters: ['in-cluster'], namespaces: ['x'] }, false],
    ['by nothing', { applications: [] }, false],
    ['by nothing, and all of it', { applications: [], andOperator: true }, false],
    ['by all of two', { applications: ['trade-*'], namespaces: ['party-*'], andOperator: true }, true],
    ['by one of two, not all', { applications: ['trade-*'], namespaces: ['x'], andOperator: true }, false],
    ['by one of two, not all', { applications: ['x'], clusters: ['*'], andOperator: true }, false],
    ['by a glob that cannot be read', { applications: ['[a-'] }, false],
  ])('%s', (_, changes, applies) => {
    expect(judge([aWindow(changes)], '2026-11-23T00:30Z')).toBe(applies ? 'shut until 2026-11-23T01:00Z' : 'open');
  });
});

const deny = aWindow();
const lenient = aWindow({ manualSync: true });
const allow = aWindow({ kind: 'allow', schedule: '0 2 * * *' });

describe('the rule', () => {
  test.each([
    ['an active deny', [deny], '00:30', 'shut until 2026-11-23T01:00Z'],
    ['an inactive deny', [deny], '01:00', 'open until 2026-11-24T00:00Z'],
    ['a lenient deny', [lenient], '00:30', 'manual only until 2026-11-23T01:00Z'],
    ['a lenient and a strict one', [lenient, deny], '00:30', 'shut until 2026-11-23T01:00Z'],
    ['an active allow', [allow], '02:00', 'open until 2026-11-23T03:00Z'],
    ['an inactive allow', [allow], '03:00', 'shut until 2026-11-24T02:00Z'],
    ['a lenient inactive allow', [{ ...allow, manualSync: true }], '03:00', 'manual only until 2026-11-24T02:00Z'],
    ['one of two allows', [allow, aWindow({ kind: 'allow' })], '00:30', 'open until 2026-11-23T01:00Z'],
    ['a deny within an allow', [{ ...allow, schedule: '0 * * * *' }, deny], '00:30', 'shut until 2026-11-23T01:00Z'],
    ['denies that overlap', [deny, aWindow({ schedule: '30 0 * * *' })], '00:10', 'shut until 2026-11-23T01:30Z'],
    ['turns that overlap', [aWindow({ schedule: '*/30 0-5 * * *' })], '00:10', 'shut until 2026-11-23T06:30Z'],
    ['a deny without an end', [aWindow({ schedule: '* * * * *' })], '00:10', 'shut'],
    [
      'a deny over midnight',
      [aWindow({ schedule: '0 22 * * *', duration: '8h' })],
      '05:59',
      'shut until 2026-11-23T06:00Z',
    ],
    ['a duration of nothing', [aWindow({ duration: '0' })], '00:00', 'open'],
    ['a duration below nothing', [aWindow({ duration: '-1h' })], '00:30', 'open'],
    ['a day that never comes', [aWindow({ schedule: '0 0 31 2 *' })], '12:00', 'shut'],
  ])('%s', (_, windows, time, expected) => expect(judge(windows, `2026-11-23T${time}Z`)).toBe(expected));
});

test.each([{ schedule: '@daily' }, { duration: '1 day' }, { timeZone: 'Mars/Base' }, { timeZone: '+01:00' }])(
  'what cannot be read shuts: %j',
  (changes) =>
    expect(judge([aWindow({ manualSync: true, kind: 'allow', ...changes }), allow], '2026-11-23T02:30Z')).toBe('shut'),
);

test('an unreadable window of others is nothing to us', () => {
  expect(judge([aWindow({ schedule: 'x', applications: ['bank'] })], '2026-11-23T02:30Z')).toBe('open');
});

describe('clocks of the zone', () => {
  const london = (changes = {}) => [aWindow({ timeZone: 'Europe/London', ...changes })];
  test.each([
    [
      'Tokyo, at its midnight',
      [aWindow({ timeZone: 'Asia/Tokyo' })],
      '2026-11-22T15:00Z',
      'shut until 2026-11-22T16:00Z',
    ],
    [
      'Tokyo, at midnight here',
      [aWindow({ timeZone: 'Asia/Tokyo' })],
      '2026-11-23T00:30Z',
      'open until 2026-11-23T15:00Z',
    ],
    ['London in summer', london(), '2026-07-01T23:30Z', 'shut until 2026-07-02T00:00Z'],
    [
      'the hour that London skips is cut off',
      london({ duration: '4h' }),
      '2026-03-29T00:30Z',
      'shut until 2026-03-29T03:00Z',
    ],
    [
      'before an hour that is skipped',
      london({ schedule: '30 1 * * *' }),
      '2026-03-29T00:59Z',
      'open until 2026-03-29T01:00Z',
    ],
    [
      'after a start that was skipped',
      london({ schedule: '30 1 * * *' }),
      '2026-03-29T01:00Z',
      'shut until 2026-03-29T01:30Z',
    ],
    ['the hour that London has twice', london({ duration: '4h' }), '2026-10-24T23:30Z', 'shut until 2026-10-25T04:00Z'],
    [
      'is shut twice',
      london({ schedule: '0 1 * * *', duration: '30m' }),
      '2026-10-25T00:31Z',
      'open until 2026-10-25T01:00Z',
    ],
    [
      'month end',
      [aWindow({ schedule: '0 18 28-31 * *', duration: '12h', timeZone: 'Asia/Tokyo' })],
      '2027-02-28T10:00Z',
      'shut until 2027-02-28T21:00Z',
    ],
    [
      'before month end',
      [aWindow({ schedule: '0 18 28-31 * *', duration: '12h' })],
      '2027-02-05T10:00Z',
      'open until 2027-02-28T18:00Z',
    ],
  ])('%s', (_, windows, time, expected) => expect(judge(windows, time)).toBe(expected));
});
