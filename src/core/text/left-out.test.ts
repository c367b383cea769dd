import { expect, test } from 'vitest';
import type { LeftReason } from '../network/moves.ts';
import { renderLeftOut } from './left-out.ts';
import { renderVersions } from './ring-table.ts';

test('every reason, the most frequent first', () => {
  const reasons: readonly LeftReason[] = [
    { kind: 'does-not-run' },
    { kind: 'already', version: '1.4.0' },
    { kind: 'newer', version: '1.5.0' },
    { kind: 'other-line', line: '1.3' },
    { kind: 'not-comparable', version: 'latest|@x' },
    { kind: 'held', until: Date.UTC(2026, 11, 2), by: 'olivia', reason: 'audit | x' },
    { kind: 'held', until: Date.UTC(2026, 11, 2, 9, 30), by: 'olivia', reason: 'audit' },
    { kind: 'held', until: undefined, by: 'olivia', reason: 'double bookings' },
    { kind: 'not-asked-for' },
    { kind: 'shared', file: 'base/kustomization.yaml' },
    { kind: 'refused', file: 'nodes/a/pod.yaml' },
  ];
  const nodes = reasons.flatMap((reason, index) =>
    Array.from({ length: index + 1 }, (_, n) => ({ node: `party-${n}`, reason })),
  );
  expect(renderLeftOut(nodes.toReversed(), { artifact: 'trade', version: '1.4.0' }).join('\n')).toMatchInlineSnapshot(`
    "- 11 with a pin in nodes/a/pod.yaml that cannot be moved: \`party-0\`, \`party-1\`, \`party-10\`, \`party-2\`, \`party-3\` and 6 more
    - 10 sharing a pin in base/kustomization.yaml with nodes that stay: \`party-0\`, \`party-1\`, \`party-2\`, \`party-3\`, \`party-4\` and 5 more
    - 9 not asked for: \`party-0\`, \`party-1\`, \`party-2\`, \`party-3\`, \`party-4\` and 4 more
    - 8 kept from it until /unhold, since olivia took them back, "double bookings": \`party-0\`, \`party-1\`, \`party-2\`, \`party-3\`, \`party-4\` and 3 more
    - 7 held until 2026-12-02 09:30 UTC by olivia, "audit": \`party-0\`, \`party-1\`, \`party-2\`, \`party-3\`, \`party-4\` and 2 more
    - 6 held until 1 Dec 2026 by olivia, "audit &#x7c; x": \`party-0\`, \`party-1\`, \`party-2\`, \`party-3\`, \`party-4\` and 1 more
    - 5 on "latest&#x7c;@&#x200b;x", which cannot be compared with 1.4.0: \`party-0\`, \`party-1\`, \`party-2\`, \`party-3\`, \`party-4\`
    - 4 not on 1.3.x, which this backport is for: \`party-0\`, \`party-1\`, \`party-2\`, \`party-3\`
    - 3 on 1.5.0, which is newer: \`party-0\`, \`party-1\`, \`party-2\`
    - 2 already on 1.4.0: \`party-0\`, \`party-1\`
    - 1 without trade: \`party-0\`"
  `);
});

test('versions of a ring, four of them by name', () => {
  const from = ['1.5', '1.4', '1.3', '1.2', '1.1', '1.0'].map((version, index) => ({ version, nodes: 1000 - index }));
  expect(renderVersions([])).toBe('');
  expect(renderVersions(from.slice(0, 1))).toBe('1.5');
  expect(renderVersions(from)).toBe('1.5 (1,000), 1.4 (999), 1.3 (998), 1.2 (997), 2 other versions (1,991)');
});
