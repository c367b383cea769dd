import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { VERDICT_KINDS } from '../argo/verdict.ts';
import { progressWith } from './progress.test-data.ts';
import { renderBar, renderCounts, renderSlowest } from './progress.ts';

test.each([
  [0, 0, '`░░░░░░░░░░░░░░░░░░░░` 0 %'],
  [0, 12, '`░░░░░░░░░░░░░░░░░░░░` 0 %'],
  [9, 12, '`███████████████░░░░░` 75 %'],
  [2999, 3000, '`███████████████████░` 99 %'],
  [12, 12, '`████████████████████` 100 %'],
])('%i of %i', (live, nodes, bar) => {
  expect(renderBar({ live, nodes })).toBe(bar);
});

test('only all nodes make a full bar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (nodes, less) => {
      const live = Math.max(0, nodes - less);
      expect(renderBar({ live, nodes }).includes('100 %')).toBe(live === nodes);
      expect(renderBar({ live, nodes }).includes('░')).toBe(live < nodes);
    }),
  );
});

test('counts that are not 0', () => {
  const none = { nodes: 2870, live: 1200 };
  expect(renderCounts(progressWith(none))).toBe('1,200 of 2,870 live');
  expect(renderCounts(progressWith({ ...none, syncing: 3, degraded: 2, unknown: 1 }))).toBe(
    '1,200 of 2,870 live, 3 syncing, 2 degraded, 1 unknown',
  );
  const states = VERDICT_KINDS.map((kind) => ({ kind, nodes: 1 }));
  expect(renderCounts({ nodes: 10, live: 1, states })).toBe(
    '1 of 10 live, 1 settling, 1 syncing, 1 draining, 1 backing up, 1 migrating, 1 waiting, 1 degraded, 1 failed, 1 unknown',
  );
});

test('the slowest, by name and with its link', () => {
  const at = Date.UTC(2026, 10, 22, 14, 2);
  const link = 'https://argocd.example.com/applications/argocd/party-0007';
  const slow = { node: 'party-0007', kind: 'draining', since: at, until: at + 15 * 60_000 } as const;
  const slowest = [{ ...slow, link }];
  expect(renderSlowest({ slowest })).toEqual([
    `- slowest: [\`party-0007\`](${link}), draining since 2026-11-22 14:02 UTC, which may take until 2026-11-22 14:17 UTC`,
  ]);
  for (const bad of ['javascript:alert(1)', 'https://a.example/)[x](https://b.example', 'https://a.example/ b', 'no']) {
    const [line] = renderSlowest({ slowest: [{ ...slow, link: bad }] });
    expect(line).not.toMatch(/javascript|\]\([^)]*\)\[/);
  }
});
