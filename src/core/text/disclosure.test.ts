import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { givenNetwork, overlay } from '../network/network.test-data.ts';
import type { Network } from '../network/network.ts';
import { hideAround, hideNames } from './disclosure.ts';

const NETWORK = givenNetwork(
  Object.fromEntries(
    ['party-1', 'party-12', 'bank.example', 'canary'].map((node) => [
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
