import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { everything, WRITTEN } from './drift.test-data.ts';
import { listDrift, renderDriftStatus } from './drift-status.ts';
import { hostileText } from './hostile.test-data.ts';

const now = WRITTEN + 30_000;
const NONE = { findings: [], away: [], undecided: 0 };

test('in a terminal', () => {
  expect(renderDriftStatus(everything('x'), { now })).toMatchInlineSnapshot(`
    "drift: 5 nodes and 1 Application not as git and the journal say
      3 nodes unwell
        2 nodes  Degraded: pod {node}-0: x  for 29 min  party-1, party-2
        1 node  Missing  for 27 min  party-3
      1 node changed by hand in the last 24 h, and put back by Argo CD
        1 node  put back 21 min ago  party-1
      2 nodes out of sync
        2 nodes  Deployment/{node}, x  last sync 25 min ago  party-1, party-2
      1 node off its ring's version
        1 node  corda 4.11, where ring canary passed with 4.12  party-1
        1 node  trade 1.3.0, where ring canary passed with 1.4.0  party-1
      1 node with several Applications
        1 node  tokyo/argocd/{node}, tokyo/{node}/x  party-2
      1 node without Application
        1 node  party-4
      1 Application of no node
        1 Application  tokyo/argocd  x
      1 node in no ring
        1 node  party-5
      1 node may differ, for too short a time to tell
      Argo CD osaka cannot be seen, last heard of 30 min ago
      Argo CD x cannot be seen, not heard of yet"
  `);
});

test.each([
  [NONE, 'drift: none'],
  [{ ...NONE, undecided: 1 }, 'drift: none where Cordage can tell\n  1 node may differ, for too short a time to tell'],
  [
    { ...NONE, away: [{ instance: 'osaka', heardAt: now - 12_345 }] },
    'drift: none where Cordage can tell\n  Argo CD osaka cannot be seen, last heard of 12 s ago',
  ],
])('without a finding: %j', (drift, text) => {
  expect(renderDriftStatus(drift, { now })).toBe(text);
});

test('many of a kind', () => {
  const findings = Array.from({ length: 12 }, (_, index) => ({
    kind: 'unwell' as const,
    node: `n${index}`,
    since: now,
    message: `e${index}`,
  }));
  expect(
    renderDriftStatus({ ...NONE, findings }, { now })
      .split('\n')
      .at(-1),
  ).toBe('    and 2 more, each otherwise');
});

test('for scripts', () => {
  expect(listDrift(NONE)).toEqual({ clean: true, ...NONE });
  expect(JSON.parse(JSON.stringify(listDrift(everything('x'))))).toMatchObject({
    clean: false,
    findings: expect.arrayContaining([
      { kind: 'unwell', node: 'party-3', since: '2026-11-22T14:03:00.000Z', message: 'Missing' },
      { kind: 'no-node', applications: [{ instance: 'tokyo', namespace: 'argocd', name: 'x' }] },
      { kind: 'no-ring', node: 'party-5' },
    ]),
    away: [
      { instance: 'osaka', heardAt: '2026-11-22T14:00:00.000Z' },
      { instance: 'x', heardAt: null },
    ],
  });
});

test('whatever comes from outside, nothing hidden reaches the screen and no line more', () => {
  const lines = renderDriftStatus(everything('x'), { now }).split('\n').length;
  fc.assert(
    fc.property(hostileText, (hostile) => {
      const text = renderDriftStatus(everything(`x${hostile}`), { now });
      expect(text.split('\n').length).toBe(lines);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
