import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hostileText } from './hostile.test-data.ts';
import { parseMarker, renderMarker, type Marker } from './marker.ts';

const PULL: Marker<'pull'> = {
  artifact: 'trade',
  version: '1.4.0',
  ring: 'canary',
  nodes: 12,
  plan: '5f1c',
  release: { id: 7, tag: 'v1.4.0', commit: 'a5c3785ed8d6a35868bc169f07e40e889087fd2e' },
  assets: [{ name: 'a-->b--c<é.jar', id: 9, size: 120, updatedAt: 1_700_000_000_000, sha256: 'ab'.repeat(32) }],
};
const STATUS: Marker<'status'> = { artifact: 'trade', version: '1.4.0', ring: 'all', batch: 3, state: 'waiting' };

const pull: fc.Arbitrary<Marker<'pull'>> = fc.record(
  {
    artifact: hostileText,
    version: hostileText,
    ring: hostileText,
    batch: fc.integer({ min: 1 }),
    batches: fc.integer({ min: 1 }),
    nodes: fc.nat(),
    plan: hostileText,
    release: fc.record({ id: fc.nat(), tag: hostileText }),
    assets: fc.array(
      fc.record({
        name: hostileText,
        id: fc.nat(),
        size: fc.nat(),
        updatedAt: fc.nat(),
        sha256: fc.constant('0f'.repeat(32)),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['artifact', 'version', 'ring', 'nodes', 'plan', 'release', 'assets'] },
);

test('a marker', () => {
  expect(renderMarker('status', STATUS)).toMatchInlineSnapshot(
    `"<!-- cordage:1 {"kind":"status","artifact":"trade","version":"1.4.0","ring":"all","batch":3,"state":"waiting"} -->"`,
  );
  expect(renderMarker('pull', PULL)).toMatchInlineSnapshot(
    `"<!-- cordage:1 {"kind":"pull","artifact":"trade","version":"1.4.0","ring":"canary","nodes":12,"plan":"5f1c","release":{"id":7,"tag":"v1.4.0","commit":"a5c3785ed8d6a35868bc169f07e40e889087fd2e"},"assets":[{"name":"a\\u002d-\\u003eb\\u002d-c\\u003c\\u00e9.jar","id":9,"size":120,"updatedAt":1700000000000,"sha256":"abababababababababababababababababababababababababababababababab"}]} -->"`,
  );
});

test('the markers of a rollback and of a reply', () => {
  const back: Marker<'rollback'> = { artifact: 'trade', version: '1.4.0', request: 57, nodes: 12, plan: '5f1c' };
  const text = renderMarker('rollback', back);
  expect(text).toBe(
    '<!-- cordage:1 {"kind":"rollback","artifact":"trade","version":"1.4.0","request":57,"nodes":12,"plan":"5f1c"} -->',
  );
  expect(parseMarker('rollback', text)).toEqual({ ok: true, value: back });
  expect(parseMarker('reply', renderMarker('reply', { comment: 5 }))).toEqual({ ok: true, value: { comment: 5 } });
  expect(parseMarker('reply', text)).toEqual({ ok: false, reason: 'malformed' });
});

test('the marker of the issue about drift', () => {
  const value: Marker<'drift'> = { state: 'clean', at: 5, sum: '0f' };
  const text = renderMarker('drift', value);
  expect(text).toBe('<!-- cordage:1 {"kind":"drift","state":"clean","at":5,"sum":"0f"} -->');
  expect(parseMarker('drift', text)).toEqual({ ok: true, value });
  expect(parseMarker('drift', text.replace('clean', 'other'))).toEqual({ ok: false, reason: 'malformed' });
  expect(parseMarker('status', text)).toEqual({ ok: false, reason: 'malformed' });
});

test('reads the marker of the kind that is asked for', () => {
  expect(parseMarker('pull', `text\n\n${renderMarker('pull', PULL)}`)).toEqual({ ok: true, value: PULL });
  expect(parseMarker('status', renderMarker('status', STATUS))).toEqual({ ok: true, value: STATUS });
  expect(parseMarker('status', renderMarker('pull', PULL))).toEqual({ ok: false, reason: 'malformed' });
});

describe('refuses', () => {
  const marker = renderMarker('status', STATUS);
  test.each([
    ['', 'none'],
    ['<!-- something else -->', 'none'],
    [`${marker}\n${marker}`, 'many'],
    [`<!--cordage:1 {} -->${marker}`, 'many'],
    [`<!-- cordage: ${marker}`, 'many'],
    [marker.replace('cordage:1', 'cordage:2'), 'version'],
    [marker.replace('cordage:1', 'cordage:x'), 'malformed'],
    [marker.replace(' -->', ''), 'malformed'],
    [marker.replace('"batch":3', '"batch":"3"'), 'malformed'],
    [marker.replace('{', '{"more":1,'), 'malformed'],
    [marker.replace('{', '['), 'malformed'],
    ['<!-- cordage:1 {"kind":"status"} -->', 'malformed'],
  ])('%#: %s', (text, reason) => {
    expect(parseMarker('status', text)).toEqual({ ok: false, reason });
  });
});

describe('every marker', () => {
  it('comes back from any text around it, on one line of ASCII, and ends where it ends', () => {
    fc.assert(
      fc.property(pull, hostileText, hostileText, (value, before, after) => {
        const marker = renderMarker('pull', value);
        const around = [before, after].map((text) => text.replaceAll('cordage:', ''));
        expect(parseMarker('pull', around.join(marker))).toEqual({ ok: true, value });
        expect(marker.slice(4, -3)).not.toMatch(/--|[<>]|[^ -~]/);
      }),
      { numRuns: 1000 },
    );
  });
});
