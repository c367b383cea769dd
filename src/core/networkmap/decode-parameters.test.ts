import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decodeParameters, MAP_KEYS } from './decode-parameters.ts';

const DAY = 86_400_000;
const NOTHING = {
  minimumPlatformVersion: undefined,
  eventHorizon: undefined,
  recoveryMaximumBackupInterval: undefined,
};

it('reads all three at the top', () => {
  const answer = {
    minimumPlatformVersion: 12,
    eventHorizon: 'PT720H',
    recoveryMaximumBackupInterval: 'P10D',
    epoch: 7,
  };
  expect(decodeParameters(answer)).toEqual({
    found: { minimumPlatformVersion: 12, eventHorizon: 30 * DAY, recoveryMaximumBackupInterval: 10 * DAY },
    unclear: [],
  });
});

it('reads them one level down, and no deeper', () => {
  const inner = { minimumPlatformVersion: 12, eventHorizon: 'P30D' };
  const found = { ...NOTHING, minimumPlatformVersion: 12, eventHorizon: 30 * DAY };
  expect(decodeParameters({ networkParameters: inner, serial: 3 })).toEqual({ found, unclear: [] });
  expect(decodeParameters({ a: { networkParameters: inner } })).toBeUndefined();
  expect(decodeParameters({ list: [inner] })).toBeUndefined();
});

it('takes the top before what stands further down', () => {
  const answer = { minimumPlatformVersion: 12, eventHorizon: 'P30D', update: { minimumPlatformVersion: 140 } };
  expect(decodeParameters(answer)?.found.minimumPlatformVersion).toBe(12);
});

it('takes neither of two that differ', () => {
  const two = (other: number) => ({
    now: { minimumPlatformVersion: 12, eventHorizon: 'P30D' },
    next: { minimumPlatformVersion: other },
  });
  expect(decodeParameters(two(12))?.found.minimumPlatformVersion).toBe(12);
  expect(decodeParameters(two(140))).toEqual({
    found: { ...NOTHING, eventHorizon: 30 * DAY },
    unclear: ['minimumPlatformVersion'],
  });
});

it('misses what every network has, and not the interval, which is optional', () => {
  expect(decodeParameters({ minimumPlatformVersion: 12, recoveryMaximumBackupInterval: null })).toEqual({
    found: { ...NOTHING, minimumPlatformVersion: 12 },
    unclear: ['eventHorizon'],
  });
});

describe('a duration', () => {
  const horizonOf = (eventHorizon: unknown): number | undefined =>
    decodeParameters({ minimumPlatformVersion: 4, eventHorizon })?.found.eventHorizon;

  test.each<[unknown, number]>([
    ['PT720H', 30 * DAY],
    ['P30D', 30 * DAY],
    ['P1DT2H3M4S', 93_784_000],
    ['PT45M', 2_700_000],
    ['PT90.000S', 90_000],
    [2_592_000_000, 30 * DAY],
    [DAY, DAY],
    [{ seconds: 2_592_000, nanos: 0 }, 30 * DAY],
    [{ days: 30 }, 30 * DAY],
    [{ days: 30, seconds: 2_592_000, zero: false }, 30 * DAY],
  ])('%j is read', (written, time) => expect(horizonOf(written)).toBe(time));

  test.each<[string, unknown]>([
    ['a number that may be seconds', 2_592_000],
    ['just below a day', DAY - 1],
    ['nothing', 'PT0S'],
    ['a negative one', 'PT-5H'],
    ['no part', 'P'],
    ['no time after T', 'P1DT'],
    ['months', 'P1M'],
    ['weeks', 'P4W'],
    ['cordage.yaml', '30d'],
    ['digits', '2592000000'],
    ['a span no one means', 'P999999999D'],
    ['infinity', Infinity],
    ['a fraction', 86_400_000.5],
    ['two that differ', { days: 30, seconds: 1 }],
    ['text inside', { days: '30' }],
    ['an empty map', {}],
    ['a list', ['P30D']],
    ['a flag', true],
  ])('%s is not', (_name, written) => expect(horizonOf(written)).toBeUndefined());
});

test.each([0, -1, 4.5, '140', 100_001, Number.NaN, {}, []])('minimumPlatformVersion %j is not read', (written) => {
  const decoded = decodeParameters({ minimumPlatformVersion: written, eventHorizon: 'P30D' });
  expect(decoded).toEqual({ found: { ...NOTHING, eventHorizon: 30 * DAY }, unclear: ['minimumPlatformVersion'] });
});

test.each([undefined, null, 'text', 7, [], {}, { status: 'ok' }, JSON.parse('{"__proto__": 1}')])(
  '%j is no network parameters',
  (answer) => expect(decodeParameters(answer)).toBeUndefined(),
);

test('whatever comes, a value is found or it is unclear, and never both', () => {
  const answer = fc.dictionary(fc.constantFrom(...MAP_KEYS, 'x', '__proto__'), fc.jsonValue({ maxDepth: 3 }));
  fc.assert(
    fc.property(answer, (value) => {
      const decoded = decodeParameters(value);
      if (!decoded) return;
      for (const key of MAP_KEYS) {
        const found = decoded.found[key];
        expect(found === undefined || (Number.isInteger(found) && found > 0)).toBe(true);
        expect(decoded.unclear.includes(key) && found !== undefined).toBe(false);
      }
      expect(decoded.unclear.length + Object.values(decoded.found).filter(Boolean).length).toBeGreaterThan(0);
    }),
  );
});
