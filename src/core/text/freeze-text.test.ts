import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FreezeWindow } from '../config/config.ts';
import { DAILY, ONCE, parseWindow, WEEKLY } from '../config/freeze-window.ts';
import { givenFreeze } from '../gates/freeze.test-data.ts';
import { judgeFreeze } from '../gates/freeze.ts';
import { renderWindow } from './freeze-text.ts';

const judge = (freezes: Parameters<typeof judgeFreeze>[0]['freezes'], now: string) =>
  judgeFreeze({ freezes, ring: 'early', now: Date.parse(now) });

test('a frozen ring waits for a freeze by its name, its times and its zone', () => {
  const freeze = givenFreeze('America/New_York', { weekly: 'Fri 18:00 - Mon 07:00' }, { name: 'month end' });
  expect(judge([freeze], '2026-11-21T00:00:00Z')).toMatchInlineSnapshot(`
    {
      "gate": "freeze",
      "kind": "wait",
      "since": 1795215600000,
      "until": 1795435200000,
      "what": "the freeze "month end" (Fri 18:00 - Mon 07:00 America/New_York) to end; open again 2026-11-23 07:00 America/New_York (2026-11-23 12:00 UTC)",
      "who": "whoever may override can lift it: \`/override freeze "reason"\`",
    }
  `);
});

test('without a name, in UTC, and where another one follows', () => {
  const first = givenFreeze('UTC', { daily: '22:00 - 06:00' });
  const second = givenFreeze('Europe/London', { once: '2026-11-21 05:00 - 2026-11-21 09:30' });
  const what = (freezes: Parameters<typeof judge>[0]): string => {
    const verdict = judge(freezes, '2026-11-21T00:00:00Z');
    return verdict.kind === 'wait' ? verdict.what : verdict.kind;
  };
  expect(what([first])).toMatchInlineSnapshot(`"the freeze 22:00 - 06:00 UTC to end; open again 2026-11-21 06:00 UTC"`);
  expect(what([first, second])).toMatchInlineSnapshot(
    `"the freeze 22:00 - 06:00 UTC and what follows it to end; open again 2026-11-21 09:30 UTC"`,
  );
});

test('a name cannot command, mention or format', () => {
  const freeze = givenFreeze('UTC', { daily: '22:00 - 06:00' }, { name: '**@acme/all** <b>' });
  const verdict = judge([freeze], '2026-11-21T00:00:00Z');
  expect(verdict.kind === 'wait' && verdict.what).toMatchInlineSnapshot(
    `"the freeze "&#x2a;&#x2a;@&#x200b;acme/all&#x2a;&#x2a; &#x3c;b&#x3e;" (22:00 - 06:00 UTC) to end; open again 2026-11-21 06:00 UTC"`,
  );
});

test('freezes for ever are a problem with a way out', () => {
  const freezes = [
    givenFreeze('UTC', { weekly: 'Mon 00:00 - Fri 12:00' }, { name: 'week' }),
    givenFreeze('UTC', { weekly: 'Fri 10:00 - Mon 01:00' }),
  ];
  expect(judge(freezes, '2026-11-21T00:00:00Z')).toMatchInlineSnapshot(`
    {
      "gate": "freeze",
      "kind": "block",
      "problem": {
        "code": "freeze-endless",
        "message": "the freezes leave no time in 60 d at which ring "early" is open: "week" Mon 00:00 - Fri 12:00 UTC, Fri 10:00 - Mon 01:00 UTC",
        "remedy": "let one of them end earlier, under "gates" in cordage.yaml, or comment /override freeze "reason"",
        "severity": "error",
      },
    }
  `);
});

test('windows are written as they are read', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const day = fc.record({ day: fc.integer({ min: 1, max: 7 }), minute });
  const clock = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 16));
  const window: fc.Arbitrary<FreezeWindow> = fc.oneof(
    fc.record({ kind: fc.constant('daily' as const), from: minute, to: minute }),
    fc.record({ kind: fc.constant('weekly' as const), from: day, to: day }),
    fc.record({ kind: fc.constant('once' as const), from: clock, to: clock }),
  );
  const forms = { daily: DAILY, weekly: WEEKLY, once: ONCE };
  fc.assert(
    fc.property(window, (window) => {
      const written = renderWindow(window);
      expect(written).toMatch(forms[window.kind]);
      expect(parseWindow({ [window.kind]: written })).toEqual(window);
    }),
  );
});
