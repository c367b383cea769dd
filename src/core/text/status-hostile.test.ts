import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderRolloutCheck } from './check-text.ts';
import { plain } from './escape.ts';
import { hostileText, withoutCode } from './hostile.test-data.ts';
import type { PullState, PullStatus } from './pull-status.ts';
import { at, block, COMMIT, pass, progress, RINGS, status, wait } from './status-comment.test-data.ts';
import { isTouched, parseStatus, renderStatus } from './status-comment.ts';

/** Every state, with one text from outside wherever one can stand. */
const statesOf = (text: string): readonly PullState[] => {
  const problem = { code: 'x', severity: 'error', message: text, remedy: text } as const;
  const by = { by: text, reason: text } as const;
  const closed: readonly Extract<PullState, { kind: 'taken-over' }>['outdated'][] = [
    { kind: 'withdrawn', tag: text, merged: false },
    { kind: 'superseded', version: text, pull: undefined },
    { kind: 'not-proposed', tag: text, reason: { kind: 'not-comparable', version: text } },
    { kind: 'nothing-left' },
    { kind: 'aborted', ...by, merged: true },
    { kind: 'rolled-back', ...by, pull: undefined, merged: true },
  ];
  const verdicts = [
    pass('order', plain(text)),
    wait('checks', plain(text), plain(text)),
    block('budget', text, text),
    block('mergeable', text, text),
  ];
  const links = [text, `https://argo.example/${text}`, undefined];
  const groups = Array.from({ length: 7 }, (_, index) => ({
    message: text,
    nodes: [text, text],
    since: at(1),
    link: links[index % 3],
  }));
  const slow = { node: text, kind: 'draining', since: at(1), until: at(2), message: text } as const;
  return [
    ...closed.flatMap((outdated): readonly PullState[] =>
      outdated ? [outdated, { kind: 'taken-over', commit: text, author: text, outdated }] : [],
    ),
    { kind: 'waiting', verdicts },
    { kind: 'waiting', verdicts: [wait('grant', '')] },
    { kind: 'waiting', verdicts: [wait('pause', '')] },
    ...links.map((link): PullState => {
      const told = progress({ groups, slowest: [{ ...slow, link }] });
      return { kind: 'settling', commit: text, mergedAt: at(1), progress: told, verdicts };
    }),
    { kind: 'blocked', problems: [problem, problem] },
    { kind: 'taken-over', commit: COMMIT, author: text },
    { kind: 'asset-changed', tag: text, changes: [{ name: text, before: text, after: undefined }] },
    { kind: 'retagged', tag: text, before: text, after: text },
    {
      kind: 'passed',
      commit: text,
      at: at(1),
      nodes: 2,
      laggards: [{ node: text, owner: text, until: at(2) }],
      overridden: text,
      next: undefined,
    },
    { kind: 'merged', commit: text },
    { kind: 'closed' },
  ];
};

const statusesOf = (text: string): readonly PullStatus[] => {
  const from = [{ version: text, nodes: 1 }];
  const told = Array.from({ length: 3 }, () => ({ seq: 1, at: at(1), by: text, url: text, text }));
  const more: Partial<PullStatus> = {
    artifact: text,
    version: text,
    ring: text,
    rings: RINGS.map((ring) => ({ ...ring, name: text, from })),
    told,
    notices: [plain(text)],
    pause: { by: text, network: false },
  };
  return statesOf(text).flatMap((state) => [
    status(state, more),
    status(state, { ...more, ring: '', rings: [], rollback: { request: 57, scope: text } }),
  ]);
};

/** So many nodes, each unwell in its own way. */
const stuck = (nodes: number, message: string): PullState => {
  const groups = Array.from({ length: nodes }, (_, index) => ({ message, nodes: [`party-${index}`], since: at(1) }));
  const told = progress({ nodes, live: 0, degraded: nodes, groups });
  return { kind: 'settling', commit: COMMIT, mergedAt: at(1), progress: told, verdicts: [] };
};

/** What Markdown makes lines, cells and boxes of. */
const shapeOf = (text: string): readonly unknown[] => [
  text.split('\n').length,
  text.match(/^\|.*\|$/gm)?.map((line) => line.split('|').length),
  text.match(/<\/?(?:details|summary)>/g)?.length,
];

/** A link to Argo CD by its configured address, which may lead anywhere there. */
const OWN_LINK = /\]\(https:\/\/argo\.example\/[^()<>\s\\]*\)/g;

const expectInert = (raw: string): void => {
  const text = raw.replaceAll(OWN_LINK, ']');
  expect(text).not.toMatch(/@\w|<(?!\/?(?:code|details|summary)>)|^[ \t>]*\/|[^\n]<!--/m);
  expect(withoutCode(text)).not.toMatch(/#\w|\bgh-\d|:\/\//i);
};

test('whatever comes from outside, every state keeps its shape, acts on nothing and reads back', () => {
  const plainShapes = statusesOf('x').map((one) => shapeOf(renderStatus(one)));
  fc.assert(
    fc.property(hostileText, (hostile) => {
      for (const [index, one] of statusesOf(`x${hostile}`).entries()) {
        const comment = renderStatus(one);
        expect(shapeOf(comment)).toEqual(plainShapes[index]);
        expectInert(comment.slice(0, comment.lastIndexOf('<!--')));
        const { artifact, version, ring, state, rollback } = one;
        const value = { artifact, version, ring, state: state.kind, ...(rollback && { request: 57 }) };
        expect(parseStatus(comment)).toEqual({ ok: true, value: { ...value, sum: expect.any(String) } });
        expect(isTouched(comment)).toBe(false);
        expect(isTouched(comment.replace('x', 'y'))).toBe(true);
        const check = renderRolloutCheck(one);
        expectInert(check.summary);
        expect(check.title.length).toBeLessThanOrEqual(255);
      }
    }),
    { numRuns: 100 },
  );
});

test('however much there is to say, it fits and its boxes are closed', () => {
  const long = 'x '.repeat(200);
  const rings = Array.from({ length: 800 }, () => RINGS[1]!);
  const told = Array.from({ length: 300 }, () => ({ seq: 1, at: at(1), by: long, text: long }));
  const notices = Array.from({ length: 100 }, () => long);
  const changes = Array.from({ length: 500 }, () => ({ name: long, before: long, after: long }));
  const problem = { code: 'x', severity: 'error', message: long, remedy: long } as const;
  const states: readonly PullState[] = [
    { kind: 'asset-changed', tag: long, changes },
    { kind: 'blocked', problems: Array.from({ length: 500 }, () => problem) },
    { kind: 'waiting', verdicts: Array.from({ length: 200 }, () => block('checks', long, long)) },
    stuck(3000, long),
  ];
  for (const state of states) {
    const comment = renderStatus(status(state, { rings, told, notices }));
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(parseStatus(comment)).toMatchObject({ ok: true });
    expect(comment.split('<details>').length).toBe(comment.split('</details>').length);
    expect(renderRolloutCheck(status(state)).summary.length).toBeLessThanOrEqual(65_535);
  }
});
