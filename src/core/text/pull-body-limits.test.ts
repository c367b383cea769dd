import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hostileText } from './hostile.test-data.ts';
import { parseMarker } from './marker.ts';
import { renderPullBody } from './pull-body.ts';
import { JAR, nodeNames, VIEW } from './pull-view.test-data.ts';
import type { PullView } from './pull-view.ts';

describe('a body that does not fit', () => {
  const many = nodeNames(9000);
  const huge: PullView = {
    ...VIEW,
    moves: many.map((node) => ({ node, from: '1.3.2' })),
    release: { ...VIEW.release, notes: '* 😀 a change like any other\n'.repeat(5000) },
    leftOut: many.map((node, index) => ({ node, reason: { kind: 'newer', version: `2.0.${index}` } })),
    jars: Array.from({ length: 400 }, (_, index) => ({ ...JAR, name: `trade-${index}.jar` })),
    problems: VIEW.problems.flatMap((problem) => Array.from({ length: 2000 }, () => problem)),
    rings: Array.from({ length: 1500 }, (_, index) => ({ ...(VIEW.rings[1] ?? raise()), name: `ring-${index}` })),
  };

  it('loses its node list first, then notes, and says where the rest is', () => {
    const body = renderPullBody({ ...VIEW, moves: huge.moves });
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toContain('- and more: `cordage plan --artifact trade --version 1.4.0`\n\n</details>');
    expect(body).toContain('Settle on T+1');
    const both = renderPullBody({ ...VIEW, moves: huge.moves, release: huge.release });
    expect(both).toContain('<summary>9,000 nodes</summary>\n\n- and more:');
    expect(both).toContain('\n> …\n\n</details>');
    expect(both).toContain('- 1 without trade: `notary-01`');
  });

  it('keeps the limit, whole tags and the marker when everything is too long at once', () => {
    const body = renderPullBody(huge);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(parseMarker('pull', body)).toEqual({ ok: true, value: VIEW.marker });
    expect(body.split('<details>').length).toBe(body.split('</details>').length);
    expect(body).toMatch(/\| [\d,]+ more rings \|.*`cordage plan` shows all \|/);
    expect(body).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });
});

test('whatever comes from outside, the layout and the marker stay', () => {
  const shape = (body: string): unknown => [
    parseMarker('pull', body),
    body.match(/<\/?(?:details|summary)>/g)?.length,
    body.match(/^\|/gm)?.length,
  ];
  const expected = shape(renderPullBody(VIEW));
  const own = /in #12\./;
  fc.assert(
    fc.property(hostileText, (text) => {
      const name = `n${text}`;
      const info = { name, version: 1, vendor: name, licence: name };
      const facts = {
        ...JAR.facts,
        contract: info,
        workflow: info,
        signers: [{ subject: name, fingerprint: '', development: false }],
      };
      const body = renderPullBody({
        ...VIEW,
        release: { ...VIEW.release, tag: name, url: text, notes: `notes\n${text}` },
        asked: { by: name, on: 12, adopted: false },
        rings: VIEW.rings.map((ring) => ({ ...ring, from: [{ version: name, nodes: 1 }] })),
        moves: [{ node: name, from: name }],
        leftOut: [{ node: name, reason: { kind: 'not-comparable', version: name } }],
        jars: [{ ...JAR, name, facts }],
        problems: [
          { code: 'x', severity: 'warning', message: name, remedy: name, at: { file: name, line: 1, column: 1 } },
        ],
      });
      expect(shape(body)).toEqual(expected);
      expect(body.slice(0, body.lastIndexOf('<!-- cordage:')).replace(own, '')).not.toMatch(/@\w|<!--|^[ \t>]*\/|#\d/m);
    }),
    { numRuns: 300 },
  );
});

const raise = (): never => {
  throw new Error('the view has three rings');
};
