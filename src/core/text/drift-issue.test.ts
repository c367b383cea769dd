import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Drift } from '../drift/drift.ts';
import { everyKind, everything, NODES, WRITTEN } from './drift.test-data.ts';
import { isDriftTouched, parseDriftIssue, renderDriftIssue, type DriftTold } from './drift-issue.ts';
import { hostileText, withoutCode } from './hostile.test-data.ts';

const findings = (drift: Drift, disclosure: 'names' | 'counts' = 'names', nodes = NODES): DriftTold => ({
  state: 'findings',
  drift,
  disclosure,
  nodes,
});
const render = (told: DriftTold) => renderDriftIssue('trade', told, WRITTEN);

describe('the issue', () => {
  test('with everything that can be told', () => {
    expect(render(findings(everything('x'))).title).toBe('Drift in network trade: 5 nodes and 1 Application');
    expect(render(findings(everything('x'))).body).toMatchInlineSnapshot(`
      "**5 nodes and 1 Application not as git and the journal say**, and no rollout is the reason.

      - Argo CD \`osaka\` cannot be seen since 2026-11-22 14:00 UTC: nothing is said of what it shows.
      - Argo CD \`x\` cannot be seen: nothing is said of what it shows.

      ### 3 nodes unwell

      Next: open it in Argo CD, and repair in the manifests repository what its message says.

      - 2 nodes: \`Degraded: pod {node}-0: x\`, since 2026-11-22 14:01 UTC (\`party-1\`, \`party-2\`)
      - 1 node: \`Missing\`, since 2026-11-22 14:03 UTC (\`party-3\`)

      ### 1 node changed by hand in the last 24 h, and put back by Argo CD

      Next: if the change was wanted, make it in the manifests repository; if not, ask who has the right to write to the cluster.

      - 1 node, put back 2026-11-22 14:09 UTC (\`party-1\`)

      ### 2 nodes out of sync

      Next: open it in Argo CD and look at the difference; sync it, or bring the change into the manifests repository. A field that a controller sets by itself belongs in \`ignoreDifferences\`.

      - 2 nodes: \`Deployment/{node}, x\`, last sync ended 2026-11-22 14:05 UTC (\`party-1\`, \`party-2\`)

      ### 1 node off its ring's version

      Next: ask for the version with \`/rollout\`, or say with \`/hold\` why it stays.

      - 1 node: corda 4.11, where ring canary passed with 4.12 (\`party-1\`)
      - 1 node: trade 1.3.0, where ring canary passed with 1.4.0 (\`party-1\`)

      ### 1 node with several Applications

      Next: delete the Application that is not meant, or take the name of the node off it.

      - 1 node: \`tokyo/argocd/{node}, tokyo/{node}/x\` (\`party-2\`)

      ### 1 node without Application

      Next: create its Application, or correct \`argocd.application\` in \`cordage.yaml\`; take the files of a node that is gone out of the repository.

      - 1 node (\`party-4\`)

      ### 1 Application of no node

      Next: delete the Application of a node that is gone, or correct \`nodes\` or \`argocd.application\` in \`cordage.yaml\`.

      - 1 Application: \`tokyo/argocd\` (\`x\`)

      ### 1 node in no ring

      Next: give it a ring in \`cordage.yaml\`; a last ring without a selector takes the rest.

      - 1 node (\`party-5\`)

      Cordage keeps this text current, and closes the issue when nothing differs any more. When a person closes it, it stays closed until then. \`cordage status\` tells the same in a terminal.

      <!-- cordage:1 {"kind":"drift","state":"findings","at":1795357800000,"sum":"08c4d135"} -->"
    `);
  });

  test('with counts only', () => {
    expect(render(findings(everything('x'), 'counts')).body).toMatchInlineSnapshot(`
      "**5 nodes and 1 Application not as git and the journal say**, and no rollout is the reason.

      - Argo CD \`osaka\` cannot be seen since 2026-11-22 14:00 UTC: nothing is said of what it shows.
      - Argo CD \`x\` cannot be seen: nothing is said of what it shows.

      ### 3 nodes unwell

      Next: open it in Argo CD, and repair in the manifests repository what its message says.

      - 2 nodes: \`Degraded: pod {node}-0: x\`, since 2026-11-22 14:01 UTC
      - 1 node: \`Missing\`, since 2026-11-22 14:03 UTC

      ### 1 node changed by hand in the last 24 h, and put back by Argo CD

      Next: if the change was wanted, make it in the manifests repository; if not, ask who has the right to write to the cluster.

      - 1 node, put back 2026-11-22 14:09 UTC

      ### 2 nodes out of sync

      Next: open it in Argo CD and look at the difference; sync it, or bring the change into the manifests repository. A field that a controller sets by itself belongs in \`ignoreDifferences\`.

      - 2 nodes: \`Deployment\`, last sync ended 2026-11-22 14:05 UTC

      ### 1 node off its ring's version

      Next: ask for the version with \`/rollout\`, or say with \`/hold\` why it stays.

      - 1 node: corda 4.11, where ring canary passed with 4.12
      - 1 node: trade 1.3.0, where ring canary passed with 1.4.0

      ### 1 node with several Applications

      Next: delete the Application that is not meant, or take the name of the node off it.

      - 1 node: \`tokyo, tokyo\`

      ### 1 node without Application

      Next: create its Application, or correct \`argocd.application\` in \`cordage.yaml\`; take the files of a node that is gone out of the repository.

      - 1 node

      ### 1 Application of no node

      Next: delete the Application of a node that is gone, or correct \`nodes\` or \`argocd.application\` in \`cordage.yaml\`.

      - 1 Application: \`tokyo\`

      ### 1 node in no ring

      Next: give it a ring in \`cordage.yaml\`; a last ring without a selector takes the rest.

      - 1 node

      Cordage keeps this text current, and closes the issue when nothing differs any more. When a person closes it, it stays closed until then. \`cordage status\` tells the same in a terminal.

      <!-- cordage:1 {"kind":"drift","state":"findings","at":1795357800000,"sum":"e17af14d"} -->"
    `);
  });

  test.each<readonly [DriftTold, string]>([
    [
      { state: 'clean' },
      'none | **Clean since 2026-11-22 14:30 UTC.** Nothing that Cordage can see differs from what git says, and it sees all instances of Argo CD.',
    ],
    [
      { state: 'off' },
      'not told here | **Not told here since 2026-11-22 14:30 UTC:** `argocd.drift` in `cordage.yaml` is `status`.\n\nNext: `cordage status` tells the drift in a terminal.',
    ],
    [{ state: 'elsewhere', number: 12 }, 'told elsewhere | **Told in #12.** One issue for each network is enough.'],
  ])('%j', (told, text) => {
    const { title, body } = render(told);
    expect(`${title} | ${body.slice(0, body.indexOf('<!--')).trim()}`).toBe(`Drift in network trade: ${text}`);
  });

  test("says how many Applications are nobody's, and where nothing is seen", () => {
    const only = everyKind('x').filter(({ kind }) => kind === 'no-node');
    expect(render(findings({ findings: only, away: [], undecided: 0 })).title).toBe(
      'Drift in network trade: 1 Application',
    );
    expect(render(findings({ findings: [], away: everything('x').away, undecided: 0 })).body).toContain(
      '**Nothing differs where Cordage can see.**',
    );
  });

  test('tells five names and twenty texts, and counts the rest', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({ kind: 'no-ring' as const, node: `party-${index}` }));
    const each = Array.from({ length: 30 }, (_, index) => ({
      kind: 'unwell' as const,
      node: `n${index}`,
      since: 0,
      message: `e${index}`,
    }));
    const { title, body } = render(findings({ findings: [...many, ...each], away: [], undecided: 0 }));
    expect(title).toBe('Drift in network trade: 3,030 nodes');
    expect(body).toContain(
      '- 3,000 nodes (`party-0`, `party-1`, `party-10`, `party-100`, `party-1000` and 2,995 more)',
    );
    expect(body).toContain('- and 10 more, each otherwise');
  });
});

/** What Markdown makes lines and headings of. */
const shapeOf = (text: string): readonly unknown[] => [text.split('\n').length, text.match(/^### /gm)?.length];

test('whatever comes from outside, it keeps its shape, acts on nothing, reads back and fits', () => {
  const shapes = {
    names: shapeOf(render(findings(everything('x'))).body),
    counts: shapeOf(render(findings(everything('x'), 'counts')).body),
  };
  fc.assert(
    fc.property(hostileText, fc.constantFrom('names' as const, 'counts' as const), (hostile, disclosure) => {
      const { title, body } = renderDriftIssue(hostile, findings(everything(`x${hostile}`), disclosure), WRITTEN);
      expect(shapeOf(body)).toEqual(shapes[disclosure]);
      const text = body.slice(0, body.lastIndexOf('<!--'));
      expect(text).not.toMatch(/@\w|<(?!\/?code>)|^[ \t>]*\/|<!--/m);
      expect(withoutCode(text)).not.toMatch(/(?<!#)#\w|\bgh-\d|:\/\//i);
      expect(title.length).toBeLessThanOrEqual(255);
      expect(title).not.toMatch(/\n/);
      const marker = parseDriftIssue(body);
      expect(marker).toEqual({ ok: true, value: { state: 'findings', at: WRITTEN, sum: expect.any(String) } });
      expect(marker.ok && isDriftTouched(body, marker.value)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('with counts no name of a node is told, wherever Argo CD says it', () => {
  const nodes = ['Alpha-Bank', 'b_b', 'c.c', 'delta'];
  fc.assert(
    fc.property(
      fc.constantFrom(...nodes),
      fc.constantFrom(...nodes),
      fc.constantFrom(' ', '-', '/', '.'),
      (a, b, sign) => {
        const told = everyKind(`pod${sign}${b.toLowerCase()}${sign}0`, a, b);
        const { title, body } = render(findings({ findings: told, away: [], undecided: 0 }, 'counts', nodes));
        for (const name of nodes) expect(`${title}\n${body}`.toLowerCase()).not.toContain(name.toLowerCase());
      },
    ),
  );
});

test('a change of the text or of its time shows, and what is added after it does not matter', () => {
  const { body } = render(findings(everything('x')));
  const marker = parseDriftIssue(body);
  if (!marker.ok) throw new Error(marker.reason);
  expect(isDriftTouched(body, marker.value)).toBe(false);
  expect(isDriftTouched(body.replaceAll('\n', '\r\n').replace('Next', 'Later'), marker.value)).toBe(true);
  expect(isDriftTouched(body.replace('Next', 'Later'), marker.value)).toBe(true);
  expect(isDriftTouched(body, { ...marker.value, at: WRITTEN + 1 })).toBe(true);
});

test('however much there is to say, it fits', () => {
  const long = 'x '.repeat(150);
  const each = Array.from({ length: 500 }, (_, index) => `party-${index}-${'n'.repeat(200)}`);
  const told = each.flatMap((node) => everyKind(`${long} ${node}`, node, node));
  const away = each.map((instance) => ({ instance, heardAt: 1 }));
  const { body } = render(findings({ findings: told, away, undecided: 0 }));
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(parseDriftIssue(body).ok).toBe(true);
});
