import { describe, expect, test } from 'vitest';
import type { Freeze } from '../config/config.ts';
import type { WrittenWindow } from '../config/freeze-window.ts';
import { givenFreeze } from './freeze.test-data.ts';
import { frozenUntil, judgeFreeze } from './freeze.ts';

const at = (text: string): number => Date.parse(text);
const tell = (until: number | undefined): string =>
  until === undefined
    ? 'open'
    : until === Number.POSITIVE_INFINITY
      ? 'never'
      : new Date(until).toISOString().slice(0, 16);

const ask = (freezes: readonly Freeze[], now: string): string => tell(frozenUntil(freezes, 'all', at(now)));
const askOne = (zone: string, written: WrittenWindow, now: string): string => ask([givenFreeze(zone, written)], now);

const WEEKEND = { weekly: 'Fri 18:00 - Mon 07:00' };
const NIGHT = { daily: '22:00 - 06:00' };

describe('a weekly window', () => {
  test.each([
    ['2026-11-20T17:59:59Z', 'open'],
    ['2026-11-20T18:00:00Z', '2026-11-23T07:00'],
    ['2026-11-22T12:00:00Z', '2026-11-23T07:00'],
    ['2026-11-23T06:59:59.999Z', '2026-11-23T07:00'],
    ['2026-11-23T07:00:00Z', 'open'],
    // Summer time began that Sunday, so the weekend has an hour less, and ended that Sunday, so it has one more.
    ['2026-03-28T12:00:00Z', '2026-03-30T06:00'],
    ['2026-10-24T12:00:00Z', '2026-10-26T07:00'],
  ])('at %s: %s', (now, expected) => expect(askOne('Europe/London', WEEKEND, now)).toBe(expected));

  test('may last almost a week, and then begins on the day it ended', () => {
    const almost = { weekly: 'Wed 10:00 - Wed 09:00' };
    expect(askOne('UTC', almost, '2026-11-25T08:59:00Z')).toBe('2026-11-25T09:00');
    expect(askOne('UTC', almost, '2026-11-25T09:30:00Z')).toBe('open');
    expect(askOne('UTC', almost, '2026-11-25T10:00:00Z')).toBe('2026-12-02T09:00');
  });
});

describe('a daily window', () => {
  test.each([
    ['Europe/London', '2026-11-20T21:59:00Z', 'open'],
    ['Europe/London', '2026-11-20T22:00:00Z', '2026-11-21T06:00'],
    ['Europe/London', '2026-11-21T00:00:00Z', '2026-11-21T06:00'],
    ['Asia/Kolkata', '2026-11-20T16:30:00Z', '2026-11-21T00:30'],
    ['Asia/Kolkata', '2026-11-20T16:29:00Z', 'open'],
    ['America/New_York', '2026-11-20T05:00:00Z', '2026-11-20T11:00'],
  ])('over midnight in %s at %s: %s', (zone, now, expected) => expect(askOne(zone, NIGHT, now)).toBe(expected));
});

describe('where clocks are set on', () => {
  // New York, 8 March 2026: 02:00 EST is 03:00 EDT, at 07:00 UTC.
  test.each([
    ['begins', '02:30 - 05:00', '2026-03-08T06:59:00Z', 'open'],
    ['begins', '02:30 - 05:00', '2026-03-08T07:00:00Z', '2026-03-08T09:00'],
    ['ends', '01:00 - 02:30', '2026-03-08T06:59:00Z', '2026-03-08T07:00'],
    ['ends', '01:00 - 02:30', '2026-03-08T07:00:00Z', 'open'],
    ['begins and ends', '02:10 - 02:50', '2026-03-08T07:00:00Z', 'open'],
  ])('a window that %s in the skip, %s, at %s: %s', (_, daily, now, expected) =>
    expect(askOne('America/New_York', { daily }, now)).toBe(expected),
  );

  test('by half an hour, and by a whole day', () => {
    // Lord Howe, 4 October 2026: 02:00 is 02:30, at 15:30 UTC of the day before.
    expect(askOne('Australia/Lord_Howe', { daily: '02:15 - 04:00' }, '2026-10-03T15:29:00Z')).toBe('open');
    expect(askOne('Australia/Lord_Howe', { daily: '02:15 - 04:00' }, '2026-10-03T15:30:00Z')).toBe('2026-10-03T17:00');
    // Apia had no 30 December 2011.
    const once = { once: '2011-12-29 18:00 - 2011-12-30 12:00' };
    expect(askOne('Pacific/Apia', once, '2011-12-30T09:59:00Z')).toBe('2011-12-30T10:00');
    expect(askOne('Pacific/Apia', once, '2011-12-30T10:00:00Z')).toBe('open');
    // Its evening ends in the skip and the next morning begins there, so that they touch.
    const evening = givenFreeze('Pacific/Apia', { daily: '20:00 - 00:00' });
    const morning = givenFreeze('Pacific/Apia', { daily: '00:00 - 06:00' });
    expect(ask([evening, morning], '2011-12-30T07:00:00Z')).toBe('2011-12-30T16:00');
  });
});

describe('where clocks are set back', () => {
  // London, 25 October 2026: 02:00 BST is 01:00 GMT, at 01:00 UTC; 01:30 is at 00:30 and at 01:30 UTC.
  test.each([
    ['ends', '00:15 - 01:30', '2026-10-25T00:45:00Z', '2026-10-25T01:30'],
    ['begins', '01:30 - 03:00', '2026-10-25T00:29:00Z', 'open'],
    ['begins', '01:30 - 03:00', '2026-10-25T01:10:00Z', '2026-10-25T03:00'],
    ['begins and ends', '01:20 - 01:40', '2026-10-25T01:10:00Z', '2026-10-25T01:40'],
  ])('a window that %s in the repeated hour, %s, at %s: %s', (_, daily, now, expected) =>
    expect(askOne('Europe/London', { daily }, now)).toBe(expected),
  );

  test('to the day before', () => {
    // São Paulo, 18 February 2018: 00:00 became 23:00 of the 17th, at 02:00 UTC.
    expect(askOne('America/Sao_Paulo', { daily: '20:00 - 23:30' }, '2018-02-18T01:45:00Z')).toBe('2018-02-18T02:30');
    // St. John's, 29 October 2006: 00:01 became 23:01 of the 28th, at 02:31 UTC; midnight was at 02:30 UTC, and again later.
    expect(askOne('America/St_Johns', { daily: '00:00 - 04:00' }, '2006-10-29T02:45:00Z')).toBe('2006-10-29T07:30');
  });
});

test('windows that touch or overlap are one, whatever their zones', () => {
  const freezes = [
    givenFreeze('Europe/London', { once: '2026-12-20 18:00 - 2027-01-04 07:00' }),
    givenFreeze('Europe/London', { weekly: 'Mon 07:00 - Mon 09:00' }),
    givenFreeze('America/New_York', { daily: '03:30 - 05:00' }),
  ];
  expect(ask(freezes, '2026-12-24T00:00:00Z')).toBe('2027-01-04T10:00');
  expect(ask(freezes, '2027-01-04T10:00:00Z')).toBe('open');
});

test('only the freezes of its ring concern it', () => {
  const freezes = [givenFreeze('UTC', WEEKEND, { rings: ['early', 'all'] })];
  const now = at('2026-11-21T00:00:00Z');
  expect(judgeFreeze({ freezes, ring: 'canary', now })).toEqual({ kind: 'pass', gate: 'freeze' });
  expect(judgeFreeze({ freezes, ring: 'early', now }).kind).toBe('wait');
  expect(judgeFreeze({ freezes: [], ring: 'early', now }).kind).toBe('pass');
});

test('a dated freeze may be long; weekly ones that leave no time open are a mistake', () => {
  const long = givenFreeze('UTC', { once: '2026-01-01 00:00 - 2031-01-01 00:00' });
  expect(ask([long], '2026-06-01T00:00:00Z')).toBe('2031-01-01T00:00');
  const halves = [givenFreeze('UTC', { daily: '00:00 - 12:00' }), givenFreeze('UTC', { daily: '11:00 - 00:00' })];
  expect(ask(halves, '2026-06-01T00:00:00Z')).toBe('never');
  expect(ask([...halves, long], '2026-06-01T00:00:00Z')).toBe('never');
});
