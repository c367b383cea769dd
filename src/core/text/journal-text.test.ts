import { expect, test } from 'vitest';
import type { Decision, Effect } from '../journal/entry.ts';
import { listAudit, renderAuditCsv } from './journal-audit.ts';
import { renderEntrySubject } from './journal-subject.ts';
import { tellEffect, tellEnded, tellMerged, tellNoticed, tellPassed } from './journal-told.ts';

const rollout = 'trade@1.4.0';
const reason = 'month end';
const EFFECTS: readonly Effect[] = [
  { kind: 'start', rollout, artifact: 'trade', version: '1.4.0', origin: { issue: 3 }, nodes: ['a', 'b'] },
  { kind: 'grant', rollout, ring: 'canary' },
  { kind: 'pause', reason },
  { kind: 'pause', rollout, reason },
  { kind: 'resume', rollout, reason: '' },
  { kind: 'abort', rollout, reason },
  { kind: 'retry', rollout },
  { kind: 'hold', nodes: 'party-*', until: Date.UTC(2026, 11, 2), reason },
  { kind: 'unhold', nodes: 'party-*' },
  { kind: 'override', rollout, ring: 'early', subject: 'R7', reason },
  { kind: 'rollback', rollout, artifact: 'trade', version: '1.4.0', nodes: ['a'], rings: ['canary'], reason },
];

const asked = (
  effects: readonly Effect[],
  accepted = true,
  lines: readonly string[] = ['/rollout status'],
): Decision => ({
  kind: 'request',
  comment: 1,
  url: '',
  on: 12,
  lines,
  accepted,
  effects,
  answers: [],
});
const subject = (decision: Decision): string => renderEntrySubject({ seq: 201, at: 0, by: 'olivia', decision });

test('each effect as a subject, and among the last decisions', () => {
  expect(EFFECTS.map((effect) => `${subject(asked([effect]))} | ${tellEffect(effect)}`)).toMatchInlineSnapshot(`
    [
      "olivia: start trade@1.4.0 | asked for trade 1.4.0 on 2 nodes",
      "olivia: rollout trade@1.4.0 up to canary | go on up to canary",
      "olivia: pause the network, "month end" | paused the whole network: "month end"",
      "olivia: pause trade@1.4.0, "month end" | paused: "month end"",
      "olivia: resume trade@1.4.0 | resumed",
      "olivia: abort trade@1.4.0, "month end" | aborted: "month end"",
      "olivia: retry trade@1.4.0 | asked for another try",
      "olivia: hold party-*, "month end" | left party-* out until 2026-12-02 00:00 UTC: "month end"",
      "olivia: unhold party-* | let party-* in again",
      "olivia: override R7 of trade@1.4.0 on early, "month end" | overrode R7 on early: "month end"",
      "olivia: roll 1 node back from trade@1.4.0, "month end" | took 1 node of canary back from trade 1.4.0: "month end"",
    ]
  `);
});

test('steps to a goal, in every place that tells of them', () => {
  const goal = { version: '4.14.1', by: 'rob', at: 0, way: ['4.10.6', '4.11.7', '4.12.9', '4.13.4', '4.14.1'] };
  const step = (version: string) =>
    ({ kind: 'start', rollout: `corda@${version}`, artifact: 'corda', version, origin: { issue: 3 }, goal }) as const;
  const entry = { seq: 1, at: 0, by: 'cordage[bot]' };
  const linked = [asked([step('4.11.7')], true, ['/rollout corda 4.14.1']), step('4.12.9')].map((decision) => ({
    commit: '',
    parent: undefined,
    entry: { ...entry, decision },
  }));
  expect({
    subjects: [subject(asked([step('4.11.7')])), renderEntrySubject({ ...entry, decision: step('4.12.9') })],
    told: ['4.11.7', '4.12.9', '4.14.1'].map((version) => tellEffect(step(version))),
    audit: listAudit(linked, 0).map(({ what, on, outcome }) => [what, on, outcome].join(' | ')),
  }).toMatchInlineSnapshot(`
    {
      "audit": [
        "next step | #3 | started corda 4.12.9, step 2 of 4 to 4.14.1, asked for by rob",
        "/rollout corda 4.14.1 | #12 | done: started corda 4.11.7, the first of 4 steps to 4.14.1: 4.10.6 → 4.11.7 → 4.12.9 → 4.13.4 → 4.14.1",
      ],
      "subjects": [
        "olivia: start corda@4.11.7, step 1 of 4 to 4.14.1",
        "cordage[bot]: start corda@4.12.9, step 2 of 4 to 4.14.1",
      ],
      "told": [
        "started corda 4.11.7, the first of 4 steps to 4.14.1: 4.10.6 → 4.11.7 → 4.12.9 → 4.13.4 → 4.14.1",
        "started corda 4.12.9, step 2 of 4 to 4.14.1, asked for by rob",
        "started corda 4.14.1, step 4 of 4 to 4.14.1, asked for by rob",
      ],
    }
  `);
});

test('subjects of all other entries', () => {
  const part = { rollout, ring: 'all', batch: 3, pull: 12 } as const;
  const hex = 'a'.repeat(40);
  expect([
    subject(asked([])),
    subject(asked([], false, ['/rollout erly', '@acme/ops fixes #3'])),
    subject(asked([], false, [])),
    subject({ kind: 'merge', ...part, head: hex }),
    subject({ kind: 'merged', ...part, commit: hex, nodes: [], mergedAt: 1 }),
    subject({ kind: 'passed', rollout, ring: 'all', nodes: 2870, laggards: [] }),
    subject({ kind: 'ended', rollout, how: 'superseded' }),
    subject({ kind: 'noticed', text: 'a\u202Eb' }),
    subject({ kind: 'snapshot', state: {} }),
    subject(asked([{ kind: 'pause', reason: 'x'.repeat(200) }])),
  ]).toMatchInlineSnapshot(`
    [
      "olivia: /rollout status on #12",
      "olivia: refused on #12, /rollout erly; @ acme/ops fixes # 3",
      "olivia: refused on #12, something unclear",
      "olivia: merge #12, trade@1.4.0 on all, batch 3",
      "olivia: merged #12, trade@1.4.0 on all, batch 3",
      "olivia: trade@1.4.0 passed all with 2,870 nodes",
      "olivia: trade@1.4.0 ended, superseded",
      "olivia: noticed: a\\u{202e}b",
      "snapshot of 200 entries",
      "olivia: pause the network, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
    ]
  `);
});

test('what rules decided, among the last decisions', () => {
  const laggards = [{ node: 'a', until: 1 }];
  expect([
    tellMerged({ rollout, ring: 'all', batch: 3, pull: 12, commit: '', nodes: ['a', 'b'], mergedAt: 1 }),
    tellPassed({ rollout, ring: 'all', nodes: 12, laggards: [] }),
    tellPassed({ rollout, ring: 'all', nodes: 12, laggards, overridden: 'soak' }),
    ...(['done', 'aborted', 'superseded', 'withdrawn', 'rolled-back'] as const).map((how) =>
      tellEnded({ rollout, how }),
    ),
    tellNoticed({ text: 'x'.repeat(400) }).length,
  ]).toMatchInlineSnapshot(`
    [
      "merged #12: 2 nodes of all, batch 3",
      "ring all passed with 12 nodes",
      "ring all passed with 12 nodes, 1 laggard left to their owners, soak was overridden",
      "ended: every ring passed",
      "ended: aborted",
      "ended: a newer release takes its place",
      "ended: the release was withdrawn",
      "ended: taken back",
      300,
    ]
  `);
});

test.each([
  ['plain', 'plain'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  [' =1', "' =1"],
  ['\t=1', "'\t=1"],
  [' x', '" x"'],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
])('%j is a cell of its own in CSV', (what, cell) => {
  const row = {
    seq: 1,
    at: 0,
    by: 'o',
    kind: 'noticed',
    what,
    on: '',
    outcome: '',
    url: undefined,
    commit: 'c',
  } as const;
  expect(renderAuditCsv([row]).split('\r\n').slice(1).join('|')).toBe(`1,1970-01-01T00:00:00.000Z,o,${cell},,,,c|`);
});
