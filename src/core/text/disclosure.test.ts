import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { givenNetwork, overlay } from '../network/network.test-data.ts';
import type { Network } from '../network/network.ts';
import { hideAround, hideNames } from './disclosure.ts';
import { renderProse } from './details.ts';
import { inlineCode, plain } from './escape.ts';
import { decodeEntities, hostileText } from './hostile.test-data.ts';
import { createMask } from './mask-names.ts';
import { LIMITS } from './fit.ts';

const NETWORK = givenNetwork(
  Object.fromEntries(
    ['party-1', 'party-12', 'bank.example', 'canary', 'Bank_A', 'www.c', 'gh-1', 'x'].map((node) => [
      `nodes/${node}/kustomization.yaml`,
      overlay('1.0'),
    ]),
  ),
);
const showing = (disclosure: Network['policy']['disclosure']): Network => ({
  ...NETWORK,
  policy: { ...NETWORK.policy, disclosure },
});
const hide = hideNames(showing('counts'));

test.each([
  ['- 2 nodes since 14:02: `no space` (`party-1`, `party-12`)', '- 2 nodes since 14:02: `no space` (`{node}`)'],
  ['(`party-1`, `party-12`, `bank.example` and 9 more)', '(`{node}`)'],
  ['slowest: [`party-1`](https://argo.example/applications/argocd/party-1), draining', 'slowest: `{node}`, draining'],
  ['pod party-12-0 in corda-party-1.svc is not ready', 'pod `{node}`-0 in corda-`{node}`.svc is not ready'],
  ['party-123 is none of them', 'party-123 is none of them'],
  ['- from 1.3.2 (12):\n  `party-1`, `party-12`\n  `bank.example`', '- from 1.3.2 (12):\n  `{node}`'],
  ['- 2 held: `party-1`\n- 1 newer: `party-12`', '- 2 held: `{node}`\n- 1 newer: `{node}`'],
  ['<code>x|</code> &#x7c;', '<code>`{node}`|</code> &#x7c;'],
  [plain('pins of Bank_A; gh-1 and "www.c" in a_b'), 'pins of `{node}`; `{node}` and "`{node}`" in a&#x5f;b'],
  [plain('__Bank_A__ gh-2 www.d'), '&#x5f;&#x5f;`{node}`&#x5f;&#x5f; gh-&#x200b;2 `www.d`'],
])('%s', (text, shown) => {
  expect(hide(text)).toBe(shown);
});

it('leaves everything as it is unless it is asked for', () => {
  const show = hideNames(showing('names'));
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(show(text)).toBe(text);
    }),
  );
});

it('leaves the marker alone, and hides what stands before it', () => {
  const marker = '<!-- cordage:1 {"ring":"party-1"} -->';
  expect(hideAround(hide, `party-1\n\n${marker}`)).toBe(`\`{node}\`\n\n${marker}`);
});

it('keeps to the limit though the sign is longer than a name', () => {
  const marker = '\n\n<!-- cordage:1 {} -->';
  const text = `${'x y, '.repeat(13).trim()}\n`.repeat(990) + marker;
  expect(text.length).toBeLessThan(LIMITS.body);
  const shown = hideAround(hide, text);
  expect(shown.length).toBeLessThanOrEqual(LIMITS.body);
  expect(shown.endsWith(`y,${marker}`)).toBe(true);
});

it('leaves no name in any text, in whatever company', () => {
  const names = showing('counts')
    .nodes.map(({ name }) => name)
    .filter((name) => !NETWORK.rings.some((ring) => ring.name === name));
  const word = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom('`', ' ', ', ', '/', '-', '.', '(', ')', 'pod', ' and 3 more'),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const shown = hide(words.join(' '));
      for (const name of names) expect(shown.split(/[^\w.-]/)).not.toContain(name);
    }),
  );
});

it('leaves none that a reader would see, however the text around it had to be escaped', () => {
  const names = ['party-1', 'bank.example', 'Bank_A', 'www.c', 'gh-1', 'x'];
  const find = createMask(names);
  const writers = [plain, inlineCode, renderProse];
  fc.assert(
    fc.property(hostileText, fc.constantFrom(...names), hostileText, (before, name, after) => {
      for (const write of writers) {
        const seen = decodeEntities(hide(write(`${before}${name}${after}`)));
        expect(find(seen)).toBe(seen);
      }
    }),
    { numRuns: 2000 },
  );
});
