import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from './hostile.test-data.ts';
import { VIEW } from './pull-view.test-data.ts';
import { parseReply, renderReply, type ReplyPart } from './reply.ts';

const AT = Date.UTC(2026, 10, 22, 14, 2);
const URL = 'https://github.com/acme/network-manifests/pull/12#issuecomment-5';

/** The reply without its marker. */
const said = (lines: readonly string[], ...parts: readonly ReplyPart[]): string =>
  renderReply(5, lines, parts).replace(/\n\n<!-- cordage:1 \{"kind":"reply","comment":5\} -->$/, '');

const problem = (message: string, remedy: string) => ({ code: 'x', severity: 'error', message, remedy }) as const;

test('refused', () => {
  const unknown = problem('there is no ring "erly"', 'did you mean "early"?');
  expect(said(['/rollout erly'], { kind: 'problems', problems: [unknown] })).toMatchInlineSnapshot(`
    "> \`/rollout erly\`

    Not done: there is no ring "erly". Did you mean "early"?"
  `);
  const more = problem('`/override R7` needs the role admin', 'ask acme/release-managers');
  expect(said(['/rollout erly', '/override R7 "x"'], { kind: 'problems', problems: [unknown, more] }))
    .toMatchInlineSnapshot(`
      "> \`/rollout erly\`
      > \`/override R7 "x"\`

      - Not done: there is no ring "erly". Did you mean "early"?
      - Not done: \`/override R7\` needs the role admin. Ask acme/release-managers."
    `);
});

test('help, whose lines begin with commands', () => {
  expect(said(['/cordage help'], { kind: 'help', markdown: '**Commands**\n\n/rollout next\n> /rollout all\n' }))
    .toMatchInlineSnapshot(`
      "> \`/cordage help\`

      **Commands**

      &#x2f;rollout next
      > &#x2f;rollout all"
    `);
});

test('done on an issue', () => {
  expect(said(['/rollout trade 1.4.0 canary'], { kind: 'done', done: ['trade 1.4.0 starts, up to canary'] }))
    .toMatchInlineSnapshot(`
      "> \`/rollout trade 1.4.0 canary\`

      Done: trade 1.4.0 starts, up to canary."
    `);
  expect(said(['/rollout retry'], { kind: 'done', done: [] })).toContain('\n\nDone.');
  expect(said(['/a', '/b'], { kind: 'done', done: ['a', 'b'] })).toContain('- Done: a.\n- Done: b.');
});

test("a part of a person's pull request is taken over", () => {
  const later = [
    { ring: 'early', nodes: 118 },
    { ring: 'all', nodes: 1 },
  ];
  const part = { artifact: 'trade', version: '1.4.0', ring: 'canary', nodes: 12, pull: 31, later };
  expect(said(['/rollout canary'], { kind: 'adopted', part })).toMatchInlineSnapshot(`
    "> \`/rollout canary\`

    Taken over, trade 1.4.0: 12 nodes of this pull request, ring canary, move by #31. The others follow ring by ring, each behind its gates: early (118 nodes), all (1 node).

    This pull request is not needed for that any more: close it, or keep it open to compare. Merged as it is, it would move all its nodes at once."
  `);
  const whole = { ...part, pull: undefined, nodes: 1, later: [] };
  expect(said(['/rollout canary'], { kind: 'adopted', part: whole })).toContain(
    '1 node of this pull request, ring canary, moves by a pull request of its own, which opens next. That is all of it.',
  );
});

test('the plan', () => {
  const { artifact, version, rings, leftOut, problems } = VIEW;
  const [, ...later] = rings;
  const plan = { artifact, version, rings: later, leftOut, problems };
  expect(said(['/rollout plan'], { kind: 'plan', plan })).toMatchInlineSnapshot(`
    "> \`/rollout plan\`

    **Plan of trade 1.4.0:** 2,988 nodes in 2 rings, by 16 pull requests in all. Nothing was done.

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | early | 118 | 1.3.2 (117), 1.3.1 (1) | 1.4.0 | after canary is live for 30 min |
    | all | 2,870 | 1.3.2 (2,861), 1.2.9 (9) | 1.4.0 | after early is live for 2 h, in 15 batches of 200 |

    **Left out:** 8

    - 7 already on 1.4.0: \`new-party-0001\`, \`new-party-0002\`, \`new-party-0003\`, \`new-party-0004\`, \`new-party-0005\` and 2 more
    - 1 without trade: \`notary-01\`

    **Problems:**

    - **warning** \`nodes/party-0003/kustomization.yaml:14:5\` the digest of "trade" was left out, because its registry was not asked. Next: pin the digest by hand where you need it."
  `);
});

test('the status of a network', () => {
  const who = { seq: 1, by: 'olivia', at: AT, url: URL };
  const reason = 'month end';
  const status = {
    network: 'trade',
    pause: { ...who, reason },
    rollouts: [
      { artifact: 'trade', version: '1.4.0', pause: undefined, rings: VIEW.rings.slice(1) },
      { artifact: 'corda', version: '4.12', pause: { ...who, url: undefined, reason }, rings: VIEW.rings.slice(1, 2) },
    ],
    holds: [{ ...who, nodes: 'party-00*', until: Date.UTC(2026, 11, 2), reason: 'audit' }],
    versionHolds: [{ ...who, artifact: 'trade', version: '1.4.0', nodes: ['party-0001'], reason: 'double bookings' }],
  };
  expect(said(['/rollout status'], { kind: 'status', status })).toMatchInlineSnapshot(`
    "> \`/rollout status\`

    **Network trade:** 2 rollouts under way. [Everything is paused](<https://github.com/acme/network-manifests/pull/12#issuecomment-5>) by olivia since 2026-11-22 14:02 UTC, "month end".

    **trade 1.4.0**

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | early | 118 | 1.3.2 (117), 1.3.1 (1) | 1.4.0 | after canary is live for 30 min |
    | all | 2,870 | 1.3.2 (2,861), 1.2.9 (9) | 1.4.0 | after early is live for 2 h, in 15 batches of 200 |

    **corda 4.12** paused by olivia since 2026-11-22 14:02 UTC, "month end".

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | early | 118 | 1.3.2 (117), 1.3.1 (1) | 4.12 | after canary is live for 30 min |

    **Held:**

    - \`party-00*\` until 1 Dec 2026, by olivia, "audit"
    - \`party-0001\` from trade 1.4.0 and newer, until \`/unhold\`, by olivia, "double bookings""
  `);
  const idle = { network: 'trade', pause: undefined, rollouts: [], holds: [], versionHolds: [] };
  expect(said(['/rollout status'], { kind: 'status', status: idle })).toContain(
    '**Network trade:** no rollout is under way.',
  );
});

/** Every kind of part, with one text wherever one from outside can stand. */
const partsOf = (text: string): readonly ReplyPart[] => {
  const who = { seq: 1, by: text, at: AT, url: text, reason: text };
  const rings = VIEW.rings.slice(1).map((ring) => ({ ...ring, name: text, from: [{ version: text, nodes: 1 }] }));
  const target = { artifact: text, version: text };
  return [
    { kind: 'problems', problems: [problem(text, text), problem(text, text)] },
    { kind: 'done', done: [text, text] },
    { kind: 'adopted', part: { ...target, ring: text, nodes: 1, pull: undefined, later: [{ ring: text, nodes: 1 }] } },
    {
      kind: 'plan',
      plan: {
        ...target,
        rings,
        leftOut: [{ node: text, reason: { kind: 'held', until: undefined, by: text, reason: text } }],
        problems: [problem(text, text)],
      },
    },
    {
      kind: 'status',
      status: {
        network: text,
        pause: who,
        rollouts: [{ ...target, pause: who, goal: { version: text, by: text, at: AT, way: ['1', text] }, rings }],
        holds: [{ ...who, nodes: text, until: AT }],
        versionHolds: [{ ...who, ...target, nodes: [text] }],
      },
    },
  ];
};

test('whatever comes from outside, a reply mentions nobody, commands nothing and reads back', () => {
  const shape = (body: string): unknown => [body.split('\n').length, body.match(/^\|/gm)?.length];
  const expected = shape(renderReply(5, ['x', 'x'], partsOf('x')));
  fc.assert(
    fc.property(hostileText, (hostile) => {
      const text = `x${hostile}`;
      const body = renderReply(5, [text, `/rollout ${text}`], partsOf(text));
      expect(shape(body)).toEqual(expected);
      expect(parseReply(body)).toEqual({ ok: true, value: { comment: 5 } });
      expect(body.slice(0, body.lastIndexOf('<!--'))).not.toMatch(/@\w|<(?!\/?code>)|#\d|^[ \t>-]*\//m);
    }),
    { numRuns: 300 },
  );
});

test('a reply of any size fits', () => {
  const many = Array.from({ length: 40 }, () => partsOf('x '.repeat(100))).flat();
  const problems = Array.from({ length: 2000 }, () => problem('a'.repeat(500), 'b'));
  const body = renderReply(
    5,
    Array.from({ length: 5000 }, () => `/rollout ${'x'.repeat(500)}`),
    [...many, { kind: 'problems', problems }],
  );
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(parseReply(body)).toEqual({ ok: true, value: { comment: 5 } });
  expect(body).toContain('> and 4,990 more lines');
});
