import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isComparedTo } from './decode-spec.ts';
import { isSameJson } from './same-json.ts';

test.each([
  [{ a: 1, b: [{ c: 'x', d: 2 }] }, { b: [{ d: 2, c: 'x' }], a: 1 }, true],
  [{ a: 1, helm: { values: '', parameters: [], skipCrds: false } }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, kustomize: {}, path: null }, true],
  [{ a: 1, b: 1 }, { a: 1 }, false],
  [[1, 2], [2, 1], false],
  [[1], [1, null], false],
  [[], {}, true],
  ['1', 1, false],
  [true, 'true', false],
  [{ toString: 'x' }, {}, false],
  [{}, { constructor: 'x' }, false],
])('%j and %j: %s', (left, right, expected) => {
  expect(isSameJson(left, right)).toBe(expected);
  expect(isSameJson(right, left)).toBe(expected);
});

test('a value is the same as its copy, and as itself with something empty more', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
  fc.assert(
    fc.property(object, fc.constantFrom('', 0, false, null, [], {}, [[]]), (value, empty) => {
      const copy = Object.fromEntries(Object.entries(structuredClone(value)).toReversed());
      expect(isSameJson(value, copy)).toBe(true);
      expect(isSameJson(value, { ...value, 'not there': empty })).toBe(JSON.stringify(empty) !== '[[]]');
    }),
  );
});

const destination = { server: 'https://kubernetes.default.svc', namespace: 'party-0001' };
const source = { repoURL: 'https://github.com/acme/network', path: 'nodes/party-0001', targetRevision: 'main' };
const hydrator = {
  drySource: source,
  syncSource: { targetBranch: 'env/party-0001', path: 'rendered' },
};
const rendered = { repoURL: source.repoURL, path: 'rendered', targetRevision: 'env/party-0001' };

test.each([
  ['the same', { source, destination }, { source, destination }, true],
  ['never compared', { source, destination }, undefined, false],
  ['another branch', { source, destination }, { source: { ...source, targetRevision: 'x' }, destination }, false],
  ['another namespace', { source, destination }, { source, destination: { ...destination, namespace: 'x' } }, false],
  ['several', { sources: [source], source: rendered, destination }, { sources: [source], destination }, true],
  ['one was compared, several are now', { sources: [source], destination }, { source, destination }, false],
  ['rendered', { sourceHydrator: hydrator, destination }, { source: rendered, destination }, true],
  ['dry', { sourceHydrator: hydrator, destination }, { source, destination }, false],
  ['no source at all', { destination }, { destination }, false],
])('compared to the spec: %s', (_, spec, comparedTo, expected) =>
  expect(isComparedTo(spec, comparedTo)).toBe(expected),
);
