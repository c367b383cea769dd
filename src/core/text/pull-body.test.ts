import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hostileText } from './hostile.test-data.ts';
import { parseMarker } from './marker.ts';
import { renderPullBody } from './pull-body.ts';
import { JAR, nodeNames, VIEW } from './pull-view.test-data.ts';
import type { PullView } from './pull-view.ts';

test('a pull request, just opened', () => {
  expect(renderPullBody(VIEW)).toMatchInlineSnapshot(`
    "Release [v1.4.0](<https://github.com/acme/trade-cordapp/releases/tag/v1.4.0>) of acme/trade-cordapp, published 2026-11-22 13:58 UTC.

    **To go on:** review this change and merge it. 12 nodes move, by 12 pins in 12 files; nothing else changes. Cordage does not merge it.

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | **canary** (this pull request) | 12 | 1.3.2 | **1.4.0** | proposed here |
    | early | 118 | 1.3.2 (117), 1.3.1 (1) | 1.4.0 | not opened |
    | all | 2,870 | 1.3.2 (2,861), 1.2.9 (9) | 1.4.0 | not opened, 15 batches of 200 |

    Cordage opens no pull request for the rings that are *not opened*. To move one by hand: \`cordage bump --artifact trade --version 1.4.0 --ring early\` in a checkout makes the same kind of change.

    **Left out:** 8 nodes

    - 7 already on 1.4.0: \`new-party-0001\`, \`new-party-0002\`, \`new-party-0003\`, \`new-party-0004\`, \`new-party-0005\` and 2 more
    - 1 without trade: \`notary-01\`

    **Problems:** 0 errors, 1 warning

    - **warning** \`nodes/party-0003/kustomization.yaml:14:5\` the digest of "trade" was left out, because its registry was not asked. Next: pin the digest by hand where you need it.

    <details><summary>What the JAR says</summary>

    **\`trade-1.4.0.jar\`**, 1.2 MB

    - contract "Trade Contract" version 8, by Acme, licence Apache-2.0
    - workflow "Trade Flows" version 13, by Acme, licence Apache-2.0
    - minimum platform version 13, target 13
    - signed by \`CN=Release, O=Acme, C=GB\`
    - SHA-256 \`9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c\`

    </details>

    <details><summary>Release notes</summary>

    From [v1.4.0](<https://github.com/acme/trade-cordapp/releases/tag/v1.4.0>):

    > **What's Changed**
    > - Settle on T+1 by @&#x200b;alice in &#x23;&#x200b;57, fixes &#x23;&#x200b;12

    </details>

    <details><summary>12 nodes</summary>

    - from 1.3.2 (12):
      \`party-0001\`, \`party-0002\`, \`party-0003\`, \`party-0004\`, \`party-0005\`, \`party-0006\`, \`party-0007\`, \`party-0008\`, \`party-0009\`, \`party-0010\`
      \`party-0011\`, \`party-0012\`

    </details>

    <!-- cordage:1 {"kind":"pull","artifact":"trade","version":"1.4.0","ring":"canary","nodes":12,"plan":"5f1c09ab","release":{"id":7,"tag":"v1.4.0","commit":"a5c3785ed8d6a35868bc169f07e40e889087fd2e"},"assets":[{"name":"trade-1.4.0.jar","id":9,"size":1234567,"updatedAt":1795355820000,"sha256":"9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c"}]} -->"
  `);
});

test('the second batch of a backport, blocked, with nothing more to say', () => {
  const body = renderPullBody({
    ...VIEW,
    version: '1.3.5',
    ring: 'all',
    batch: { number: 2, of: 3 },
    line: '1.3',
    rings: [
      { name: 'canary', nodes: 0, from: [], batches: undefined, state: { kind: 'nothing-to-do' } },
      {
        name: 'all',
        nodes: 500,
        from: [{ version: '1.3.2', nodes: 500 }],
        batches: { count: 3, size: 200 },
        state: { kind: 'here' },
      },
    ],
    release: { ...VIEW.release, tag: 'v1.3.5', notes: '' },
    moves: [{ node: 'party-0001', from: '1.3.2' }],
    pins: 1,
    files: 1,
    leftOut: [{ node: 'party-0002', reason: { kind: 'other-line', line: '1.3' } }],
    jars: [],
    problems: [
      {
        code: 'asset-gone',
        severity: 'error',
        message: 'the asset "x.jar" cannot be downloaded',
        remedy: 'upload it again',
      },
    ],
  });
  expect(body).toMatchInlineSnapshot(`
    "Release [v1.3.5](<https://github.com/acme/trade-cordapp/releases/tag/v1.4.0>) of acme/trade-cordapp, published 2026-11-22 13:58 UTC. It is a backport, for nodes on 1.3.x only.

    **To go on:** do not merge yet. 1 problem below stands in the way, and the check \`cordage/rollout\` fails until then. 1 node moves, by 1 pin in 1 file; nothing else changes.

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | canary | 0 |  |  | nothing to do |
    | **all** (this pull request) | 500 | 1.3.2 | **1.3.5** | batch 2 of 3 proposed here |

    **Left out:** 1 node

    - 1 not on 1.3.x, which this backport is for: \`party-0002\`

    **Problems:** 1 error, 0 warnings

    - **error** the asset "x.jar" cannot be downloaded. Next: upload it again.

    <details><summary>1 node</summary>

    - from 1.3.2 (1):
      \`party-0001\`

    </details>

    <!-- cordage:1 {"kind":"pull","artifact":"trade","version":"1.4.0","ring":"canary","nodes":12,"plan":"5f1c09ab","release":{"id":7,"tag":"v1.4.0","commit":"a5c3785ed8d6a35868bc169f07e40e889087fd2e"},"assets":[{"name":"trade-1.4.0.jar","id":9,"size":1234567,"updatedAt":1795355820000,"sha256":"9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c"}]} -->"
  `);
});

test('what the JAR says, at its worst', () => {
  const facts = {
    ...JAR.facts,
    manifestSeen: false,
    contract: undefined,
    workflow: undefined,
    signers: [{ subject: 'CN=`</details>@acme', fingerprint: '', development: true }],
    problems: [{ code: 'x', severity: 'warning' as const, message: 'a class is there twice', remedy: 'build it anew' }],
  };
  const body = renderPullBody({
    ...VIEW,
    jars: [
      { ...JAR, facts: { ...facts, signers: [] } },
      { ...JAR, name: 'a|b.jar', facts },
    ],
  });
  expect(body.slice(body.indexOf('<details><summary>What'), body.indexOf('<details><summary>Release')))
    .toMatchInlineSnapshot(`
    "<details><summary>What the 2 JARs say</summary>

    **\`trade-1.4.0.jar\`**, 1.2 MB

    - no manifest where a node looks for it: every value is the default
    - minimum platform version 13, target 13
    - not signed
    - SHA-256 \`9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c\`
    - **warning** a class is there twice. Next: build it anew.

    **<code>a&#x7c;b.jar</code>**, 1.2 MB

    - no manifest where a node looks for it: every value is the default
    - minimum platform version 13, target 13
    - signed by <code>CN=&#x60;&#x3c;/details&#x3e;&#x40;&#x200b;acme</code>, a development key of R3's: a node outside devMode refuses it
    - SHA-256 \`9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c\`
    - **warning** a class is there twice. Next: build it anew.

    </details>

    "
  `);
});

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
        rings: VIEW.rings.map((ring) => ({ ...ring, from: [{ version: name, nodes: 1 }] })),
        moves: [{ node: name, from: name }],
        leftOut: [{ node: name, reason: { kind: 'not-comparable', version: name } }],
        jars: [{ ...JAR, name, facts }],
        problems: [
          { code: 'x', severity: 'warning', message: name, remedy: name, at: { file: name, line: 1, column: 1 } },
        ],
      });
      expect(shape(body)).toEqual(expected);
      expect(body.slice(0, body.lastIndexOf('<!-- cordage:'))).not.toMatch(/@\w|<!--|^\/|#\d/m);
    }),
    { numRuns: 300 },
  );
});

const raise = (): never => {
  throw new Error('the view has three rings');
};
