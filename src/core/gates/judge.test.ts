import { expect, test } from 'vitest';
import type { Override } from '../journal/decisions.ts';
import { GATES, type GateName, type GateVerdict } from './gate.ts';
import { HOUR, NOW, tell } from './gates.test-data.ts';
import { allPass, applyOverrides, firstObstacle, OVERRIDABLE } from './judge.ts';

const pass = (gate: GateName): GateVerdict => ({ kind: 'pass', gate });
const wait = (gate: GateName): GateVerdict => ({
  kind: 'wait',
  gate,
  what: 'x',
  since: NOW,
  until: NOW + HOUR,
  who: 'y',
});
const block = (gate: GateName): GateVerdict => ({
  kind: 'block',
  gate,
  problem: { code: 'z', severity: 'error', message: 'x', remedy: 'y' },
});

const override = (subject: string, more: Partial<Override> = {}): Override => ({
  seq: 3,
  by: 'olivia',
  at: NOW,
  ring: 'canary',
  subject,
  reason: 'it is urgent',
  ...more,
});

const ALL: readonly GateName[] = [...GATES, 'live', 'soak'];
const NEVER: readonly GateName[] = ['pause', 'rules', 'grant', 'mergeable'];

test.each(ALL)('%s can be passed over, or never', (gate) => {
  const may = !NEVER.includes(gate);
  expect(OVERRIDABLE.some((one) => one === gate)).toBe(may);
  for (const verdict of [wait(gate), block(gate)]) {
    const [judged] = applyOverrides([verdict], [override(gate)]);
    expect(judged).toEqual(
      may ? { kind: 'pass', gate, note: 'passed over by olivia 2026-11-10 00:00 UTC: "it is urgent"' } : verdict,
    );
  }
});

test('only the gate that is named is passed over, and what passes by itself stays so', () => {
  const verdicts = [wait('approvals'), block('checks'), pass('freeze')];
  const overrides = [override('checks'), override('freeze'), override('R7'), override('budget')];
  expect(applyOverrides(verdicts, overrides).map(tell)).toEqual([
    tell(wait('approvals')),
    'pass (passed over by olivia 2026-11-10 00:00 UTC: "it is urgent")',
    'pass',
  ]);
});

test('the newest word is told, without what it could do', () => {
  const overrides = [override('soak'), override('soak', { by: 'peter', reason: '@acme/all <b>`\n/rollback all' })];
  expect(applyOverrides([wait('soak')], overrides).map(tell)).toEqual([
    'pass (passed over by peter 2026-11-10 00:00 UTC: "@&#x200b;acme/all &#x3c;b&#x3e;&#x60;&#x5c;u{a}/rollback all")',
  ]);
});

test.each([
  ['nothing was judged', [], undefined, false],
  ['all pass', [pass('pause'), pass('order')], undefined, true],
  ['one waits', [pass('pause'), wait('order')], 'order', false],
  ['one blocks, in turn', [wait('pause'), block('order')], 'pause', false],
] as const)('%s', (_, verdicts, gate, all) => {
  expect(firstObstacle(verdicts)?.gate).toBe(gate);
  expect(allPass(verdicts)).toBe(all);
});
