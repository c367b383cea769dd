import { expect, test } from 'vitest';
import { renderPlan, type PlannedRing } from './plan-table.ts';

const ring = (name: string, nodes: number, more: Partial<PlannedRing> = {}): PlannedRing => ({
  ring: name,
  nodes: Array.from({ length: nodes }, (_, index) => `${name}-${index}`),
  from: [{ version: '1.3.2', nodes }],
  batches: { count: 1, size: nodes },
  soak: 3_600_000,
  opens: 'by-hand',
  ...more,
});

test('counts are aligned, large ones have separators, and what is many is counted', () => {
  const versions = Array.from({ length: 6 }, (_, index) => ({ version: `1.3.${index}`, nodes: 400 - index }));
  const plan = renderPlan({
    artifact: 'trade',
    version: '1.4.0',
    network: 'trade',
    rings: [
      ring('canary', 12, { opens: 'with-release' }),
      ring('early', 0, { opens: undefined }),
      ring('all', 2870, { from: versions, batches: { count: 15, size: 200 }, soak: 86_400_000 }),
    ],
    leftOut: [
      ...Array.from({ length: 7 }, (_, index) => ({ node: `old-${index}`, reason: { kind: 'does-not-run' } as const })),
      { node: 'party\u001B[2J', reason: { kind: 'newer', version: '1.5.0' } },
    ],
    problems: [],
  });
  expect(plan).toMatchInlineSnapshot(`
    "trade 1.4.0 on network trade: 2,882 nodes to move, in 2 rings of 3

      ring    nodes  from                                                                  to     batches    soak  opens
      canary     12  1.3.2                                                                 1.4.0  1          1 h   with the release
      early       0  nothing to do
      all     2,870  1.3.0 (400), 1.3.1 (399), 1.3.2 (398), 1.3.3 (397), 2 other versions  1.4.0  15 of 200  24 h  by hand

      left out  7  without trade: old-0, old-1, old-2, old-3, old-4 and 2 more
      left out  1  on 1.5.0, which is newer: party[2J

      by hand  cordage bump --artifact trade --version 1.4.0 --ring all
    "
  `);
  expect(plan).not.toContain('\u001B');
});

test('where all opens with the release, no command is offered', () => {
  const rings = [ring('canary', 1, { opens: 'with-release' })];
  const plan = { artifact: 'a', version: '2', network: 'n', rings, leftOut: [], problems: [] };
  expect(renderPlan(plan)).not.toContain('cordage bump');
});
