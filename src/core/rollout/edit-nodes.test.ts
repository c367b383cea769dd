import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { givenConfig, givenNetwork } from '../network/network.test-data.ts';
import { editNodes } from './edit-nodes.ts';

const DIGEST = `1.3.2@sha256:${'ab'.repeat(32)}`;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const edit = (files: Readonly<Record<string, string>>) => {
  const config = givenConfig();
  const [, trade] = config.artifacts;
  if (!trade) throw new Error('no trade');
  const { pins } = givenNetwork(files, config);
  const edited = editNodes(pins, trade, { version: '1.4.0' }, (path) => encode(files[path] ?? ''));
  return {
    files: edited.files.map(({ path }) => path),
    held: Object.fromEntries(edited.held),
    problems: edited.problems.map(({ code, at }) => `${code} ${at?.file}`),
    pins: edited.moved.length,
  };
};

const pod = (version: string): string =>
  `apiVersion: v1\nkind: Pod\nspec: {containers: [{image: "r.example/trade:${version}"}]}\n`;

/** A node with a pod of its own, and perhaps one that it shares with others. */
const node = (name: string, version: string, shares = false): Record<string, string> => ({
  [`nodes/${name}/kustomization.yaml`]: `resources: [pod.yaml${shares ? ', ../../shared.yaml' : ''}]\n`,
  [`nodes/${name}/pod.yaml`]: pod(version),
});

test('all move', () => {
  expect(edit({ ...node('a', '1.3.2'), ...node('b', '1.3.1') })).toEqual({
    files: ['nodes/a/pod.yaml', 'nodes/b/pod.yaml'],
    held: {},
    problems: [],
    pins: 2,
  });
});

test('a pin that is refused holds back its node, with its other pins, and those who share them', () => {
  const shared = { 'shared.yaml': pod('1.3.2') };
  expect(edit({ ...shared, ...node('a', DIGEST, true), ...node('b', '1.3.2', true), ...node('c', '1.3.2') })).toEqual({
    files: ['nodes/c/pod.yaml'],
    held: { a: 'nodes/a/pod.yaml', b: 'shared.yaml' },
    problems: ['move-digest-unknown nodes/a/pod.yaml'],
    pins: 1,
  });
});

test('no node is ever half moved, and none stays without a reason', () => {
  const version = fc.constantFrom('1.3.2', '1.3.1', DIGEST);
  const nodes = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.tuple(version, fc.boolean()), { minKeys: 1 });
  fc.assert(
    fc.property(nodes, version, (nodes, shared) => {
      const all = Object.entries(nodes);
      const files = Object.assign({ 'shared.yaml': pod(shared) }, ...all.map(([name, own]) => node(name, ...own)));
      const { files: moved, held } = edit(files);
      const together = [shared, ...all.filter(([, [, shares]]) => shares).map(([, [own]]) => own)];
      for (const [name, [own, shares]] of all) {
        expect(name in held).toBe((shares ? together : [own]).includes(DIGEST));
        expect(moved.includes(`nodes/${name}/pod.yaml`)).toBe(!(name in held));
      }
      expect(moved.includes('shared.yaml')).toBe(all.some(([name, [, shares]]) => shares && !(name in held)));
    }),
  );
});
