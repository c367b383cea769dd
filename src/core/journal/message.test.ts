import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHmac } from 'node:crypto';
import { journals } from './entry.test-data.ts';
import type { Entry } from './entry.ts';
import { readEntry, readSigned, renderEntry } from './message.ts';

const sign = (text: string): string => createHmac('sha256', 'key').update(text).digest('hex');
const verify = (text: string, signature: string): boolean => sign(text) === signature;

const place = { network: 'Acme/Network-Manifests', prev: 'c'.repeat(40), nonce: '0a1b' };

const grant: Entry = {
  seq: 7,
  at: Date.UTC(2026, 10, 22, 14, 2),
  by: 'olivia',
  decision: {
    kind: 'request',
    comment: 91,
    url: 'https://github.example/acme/network-manifests/pull/12#issuecomment-91',
    on: 12,
    head: 'a'.repeat(40),
    lines: ['/rollout canary'],
    accepted: true,
    effects: [{ kind: 'grant', rollout: 'trade@1.4.0', ring: 'canary' }],
    answers: [],
  },
};

test('an entry as a person reads it', () => {
  expect(renderEntry(grant, place, () => '0'.repeat(64))).toMatchInlineSnapshot(`
    "olivia: rollout trade@1.4.0 up to canary

    {
      "at": 1795356120000,
      "by": "olivia",
      "decision": {
        "kind": "request",
        "comment": 91,
        "url": "https://github.example/acme/network-manifests/pull/12#issuecomment-91",
        "on": 12,
        "head": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "lines": [
          "/rollout canary"
        ],
        "accepted": true,
        "effects": [
          {
            "kind": "grant",
            "rollout": "trade@1.4.0",
            "ring": "canary"
          }
        ],
        "answers": []
      }
    }

    Cordage-Seq: 7
    Cordage-Prev: cccccccccccccccccccccccccccccccccccccccc
    Cordage-Nonce: 0a1b
    Cordage-Signature: v1=0000000000000000000000000000000000000000000000000000000000000000
    "
  `);
});

test('whatever an entry says is read back from its message', () => {
  fc.assert(
    fc.property(journals(4), fc.boolean(), (entries, first) => {
      for (const entry of entries) {
        const prev = first ? undefined : place.prev;
        const message = renderEntry(entry, { ...place, prev }, sign);
        expect(message).not.toContain('\0');
        const read = readSigned(message, 'acme/network-manifests', verify);
        if (!read.ok) throw new Error(read.why);
        expect(read.value).toMatchObject({ seq: entry.seq, prev });
        expect(readEntry(read.value)).toEqual(entry);
      }
    }),
    { numRuns: 500 },
  );
});

test('the subject is one short line, and no line hides or mentions anything', () => {
  fc.assert(
    fc.property(journals(3), (entries) => {
      for (const entry of entries) {
        const message = renderEntry(entry, place, sign);
        const [subject = '', blank] = message.split('\n');
        expect(blank).toBe('');
        expect(subject.length).toBeGreaterThan(3);
        expect(subject.length).toBeLessThanOrEqual(72);
        expect(message).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}|(?<![\w])@\w/u);
      }
    }),
    { numRuns: 300 },
  );
});

test('a signature holds for one message in one network only', () => {
  const message = renderEntry(grant, place, sign);
  expect(readSigned(message, 'acme/other', verify)).toEqual({ ok: false, why: 'signature' });
  fc.assert(
    fc.property(fc.nat(message.trimEnd().length - 1), fc.constantFrom('x', '0', '\n', ' ', ''), (at, other) => {
      const changed = message.slice(0, at) + other + message.slice(at + 1);
      fc.pre(changed !== message);
      expect(readSigned(changed, place.network, verify).ok).toBe(false);
    }),
  );
});

test.each([
  ['nothing', ''],
  ['a person', 'Fix a typo\n\nSigned-off-by: A Person\n'],
  [
    'trailers without a body',
    `x\n\nCordage-Seq: 1\nCordage-Prev: none\nCordage-Nonce: 0\nCordage-Signature: v1=${'0'.repeat(64)}\n`,
  ],
  ['another version', renderEntry(grant, place, sign).replace('v1=', 'v2=')],
  ['number 0', renderEntry(grant, place, sign).replace('Seq: 7', 'Seq: 0')],
  ['a signature in the middle', `${renderEntry(grant, place, sign)}\nand more\n`],
])('%s is not written as an entry', (_, message) => {
  expect(readSigned(message, place.network, () => true)).toEqual({ ok: false, why: 'format' });
});

test('any text at all is read in bounded time and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(readSigned(text, place.network, verify).ok).toBe(false);
    }),
  );
  const started = performance.now();
  for (const piece of ['\n', '\n\n', '\n\nCordage-Seq: 1', '\nCordage-Signature: v1=', ' ']) {
    readSigned(piece.repeat(200_000), place.network, verify);
  }
  expect(performance.now() - started).toBeLessThan(1000);
});

test.each([
  ['no JSON', 'x'],
  ['nothing', 'null'],
  ['a decision of a later version', '{"at":1,"by":"a","decision":{"kind":"promoted"}}'],
  ['a further key', '{"at":1,"by":"a","more":1,"decision":{"kind":"noticed","text":"x"}}'],
  ['a snapshot of another shape', '{"at":1,"by":"a","decision":{"kind":"snapshot","state":{"seq":1}}}'],
])('a signed body that is %s is not read as something else', (_, body) => {
  expect(readEntry({ seq: 1, prev: undefined, body })).toBeUndefined();
});

test('what no reader would take is not written', () => {
  expect(() => renderEntry({ ...grant, at: Number.NaN }, place, sign)).toThrow(/at/);
  expect(() => renderEntry({ ...grant, by: '' }, place, sign)).toThrow(/by/);
});
