import { expect, test } from 'vitest';
import { NO_PARAMETERS } from '../config/config.ts';
import { givenConfig, givenNetwork } from '../network/network.test-data.ts';
import { judgeCommit } from './judge-change.ts';

const image = (name: string, tag: string): string => `  - {name: r.example/${name}, newTag: "${tag}"}`;
const node = (corda: string, archive: string, trade: string): string =>
  ['images:', image('corda', corda), image('archive-service', archive), image('trade', trade), ''].join('\n');

const network = givenNetwork(
  {
    'nodes/a/kustomization.yaml': node('4.11.7', '1.1.0', '1.3.2'),
    'nodes/b/kustomization.yaml': node('4.11.7', '1.1.0', '1.3.2'),
  },
  givenConfig(undefined, undefined, '  archive: {kind: image, image: r.example/archive-service}'),
);

const SEEN = { now: 0, jars: new Map(), parameters: NO_PARAMETERS };

const judge = (moves: Parameters<typeof judgeCommit>[2]) => {
  const { findings, ...rest } = judgeCommit(SEEN, network, moves, undefined);
  const blocks = findings.filter(({ severity }) => severity === 'block');
  return { ...rest, blocks: blocks.map(({ rules, nodes, message }) => `${rules.join()} ${nodes.join()}: ${message}`) };
};

const CORDA = { artifact: 'corda', version: '4.12.9', nodes: ['a', 'b'] };
const ARCHIVE = { artifact: 'archive', version: '1.2.0', nodes: ['a', 'b'] };
const aboutPieces = (blocks: readonly string[]) => blocks.filter((block) => block.startsWith('R38'));

test('what needs each other may move in one commit, and not alone', () => {
  expect(aboutPieces(judge([CORDA]).blocks)).toEqual([
    'R38 a,b: archive 1.1.0 does not work with Corda 4.12.9, which takes Archive Service 1.2',
  ]);
  expect(aboutPieces(judge([ARCHIVE]).blocks)).toHaveLength(1);
  expect(aboutPieces(judge([CORDA, ARCHIVE]).blocks)).toEqual([]);
});

test('a node that only one of both moves to is left without the other', () => {
  expect(aboutPieces(judge([CORDA, { ...ARCHIVE, nodes: ['a'] }]).blocks)).toEqual([
    'R38 b: archive 1.1.0 does not work with Corda 4.12.9, which takes Archive Service 1.2',
  ]);
});

test('two versions of one artifact are one change, and what is told of both is told once', () => {
  const one = judge([
    { ...CORDA, nodes: ['a'] },
    { ...CORDA, version: '4.12.8', nodes: ['b'] },
  ]);
  expect(new Set(one.blocks).size).toBe(one.blocks.length);
  expect(one.blocks.join('\n')).toMatch(/4\.12\.8/);
});

test('what is hardest to undo stands for the whole, and a rule that objects to any of it has not passed', () => {
  const trade = { artifact: 'trade', version: '1.4.0', nodes: ['a'] };
  expect(judge([ARCHIVE]).rollback?.kind).toBe('reversible');
  expect(judge([ARCHIVE, CORDA]).rollback?.kind).toBe('needs-restore');
  expect(judge([trade, ARCHIVE]).passed).toBeGreaterThan(0);
  expect(judge([])).toEqual({ passed: 0, rollback: undefined, blocks: [] });
});
