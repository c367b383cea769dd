import { expect, test } from 'vitest';
import { NO_PARAMETERS } from '../config/config.ts';
import { givenConfig, givenNetwork } from '../network/network.test-data.ts';
import { jar } from '../rules/rules.test-data.ts';
import { judgeCommit } from './judge-change.ts';

const image = (name: string, tag: string): string => `  - {name: r.example/${name}, newTag: "${tag}"}`;
const node = (corda: string, archive: string, trade: string): string =>
  ['images:', image('corda', corda), image('archive-service', archive), image('trade', trade), ''].join('\n');

const CONFIG = givenConfig(undefined, undefined, '  archive: {kind: image, image: r.example/archive-service}');
const build = (a: string, b: string) =>
  givenNetwork({ 'nodes/a/kustomization.yaml': a, 'nodes/b/kustomization.yaml': b }, CONFIG);

const JARS = new Map([
  ['trade@1.3.2', [jar('trade.jar', { sha256: 'a'.repeat(64) })]],
  ['trade@1.4.0', [jar('trade.jar', { sha256: 'b'.repeat(64) })]],
]);

const OLD = ['4.11.7', '1.1.0', '1.3.2'] as const;
const network = build(node(...OLD), node(...OLD));

/** What is said of a commit that leaves the nodes with these tags of Corda, the Archive Service and trade. */
const judge = (a: readonly [string, string, string], b: readonly [string, string, string] = a, from = network) => {
  const next = build(node(...a), node(...b));
  const seen = { now: 0, jars: JARS, parameters: NO_PARAMETERS };
  const { findings, ...rest } = judgeCommit(seen, from, { next, declared: undefined });
  const tell = findings.map(
    ({ rules, severity, nodes, message, at }) => `${rules.join()} ${severity} ${nodes.join()} ${at?.file}: ${message}`,
  );
  return { ...rest, about: (rule: string) => tell.filter((text) => text.startsWith(`${rule} `)) };
};

test('what needs each other may move in one commit, and not alone', () => {
  expect(judge(['4.12.9', '1.1.0', '1.3.2']).about('R38')).toEqual([
    'R38 block a,b nodes/a/kustomization.yaml: archive 1.1.0 does not work with Corda 4.12.9, which takes Archive Service 1.2',
  ]);
  expect(judge(['4.11.7', '1.2.0', '1.3.2']).about('R38')).toHaveLength(1);
  expect(judge(['4.12.9', '1.2.0', '1.3.2']).about('R38')).toEqual([]);
});

test('a node that only one of both moves to is left without the other, and is told at its own pin', () => {
  expect(judge(['4.12.9', '1.2.0', '1.3.2'], ['4.12.9', '1.1.0', '1.3.2']).about('R38')).toEqual([
    'R38 block b nodes/b/kustomization.yaml: archive 1.1.0 does not work with Corda 4.12.9, which takes Archive Service 1.2',
  ]);
  expect(judge(OLD, ['4.12.9', '1.1.0', '1.3.2']).about('R38')[0]).toMatch(/^R38 block b nodes\/b\//);
});

test('tags are those of the commit, also where the version stays', () => {
  const from = build(node('4.11.7-zulu-openjdk8-alpine', '1.2.0', '1.3.2'), node(...OLD));
  expect(judge(['4.12.9-zulu-openjdk-alpine', '1.2.0', '1.3.2'], OLD, from).about('R9')).toEqual([]);
  const wrong = judge(['4.12.9-zulu-openjdk8-alpine', '1.2.0', '1.3.2'], OLD, from).about('R9');
  expect(wrong).toEqual([expect.stringMatching(/^R9 block a .*says Java 8/)]);
  const modern = build(node('4.12.9-zulu-openjdk-alpine', '1.2.0', '1.3.2'), node(...OLD));
  expect(judge(['4.12.9-zulu-openjdk8-alpine', '1.2.0', '1.3.2'], OLD, modern).about('R9')).toHaveLength(1);
});

test('an older version is a way back, whoever takes it', () => {
  const from = build(node('4.12.9', '1.2.0', '1.4.0'), node('4.12.9', '1.2.0', '1.3.2'));
  const moved = judge(['4.12.9', '1.2.0', '1.3.2'], ['4.12.9', '1.2.0', '1.4.0'], from);
  expect(moved.about('R29')).toEqual([expect.stringMatching(/^R29 block a .*holds contracts and has run/)]);
  expect(moved.about('R28')).toEqual([expect.stringMatching(/^R28 warn b /)]);
  expect(judge(OLD, OLD, from).about('R2')).toEqual([expect.stringMatching(/^R2 block a,b/)]);
});

test('what is hardest to undo stands for the whole', () => {
  expect(judge(['4.11.7', '1.2.0', '1.3.2']).rollback?.kind).toBe('reversible');
  expect(judge(['4.12.9', '1.2.0', '1.3.2']).rollback?.kind).toBe('needs-restore');
  expect(judge(OLD)).toMatchObject({ passed: 0, rollback: undefined });
});
