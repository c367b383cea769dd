import { expect, test } from 'vitest';
import { givenNetwork, overlay } from '../network/network.test-data.ts';
import type { FileStep } from './file-step.ts';
import { touchedFiles, wantedBlobs } from './wanted.ts';

const files = (nodes: number): readonly string[] =>
  Array.from({ length: nodes }, (_, n) => `nodes/${n}/kustomization.yaml`);

const given = (nodes: number, commits: number) => {
  const paths = files(nodes);
  const network = givenNetwork(Object.fromEntries(paths.map((path) => [path, overlay('1.4.0')])));
  const history = Array.from({ length: commits }, (_, age): FileStep => {
    const changes = paths.map((path) => ({ path, from: `${path} ${age + 1}`, to: `${path} ${age}` }));
    return { commit: `${age}`, parents: [], at: 0, author: '', message: '', changes };
  });
  const request = { artifact: 'trade', version: '1.4.0', nodes: new Set(network.nodes.map(({ name }) => name)) };
  return { network, history, request, paths };
};

test('every version once, the newest first, of the files that decide', () => {
  const { network, history, request, paths } = given(2, 2);
  expect(touchedFiles(network, request)).toEqual(paths);
  const one = { ...request, nodes: new Set(['1']) };
  expect(touchedFiles(network, one)).toEqual([paths[1]]);
  expect(wantedBlobs(network, one, history).map(({ blob }) => blob)).toEqual(
    [0, 1, 2].map((age) => `${paths[1]} ${age}`),
  );
  expect(touchedFiles(network, { ...request, artifact: 'corda' })).toEqual([]);
});

test('a file is followed through 50 changes, and many files are followed equally far', () => {
  const one = given(1, 60);
  expect(wantedBlobs(one.network, one.request, one.history)).toHaveLength(51);
  const many = given(1500, 20);
  const wanted = wantedBlobs(many.network, many.request, many.history);
  expect(wanted).toHaveLength(20_000);
  const counts = [...Map.groupBy(wanted, ({ path }) => path).values()].map(({ length }) => length);
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([13, 14]);
});
