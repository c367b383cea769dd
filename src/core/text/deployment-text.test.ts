import { expect, test } from 'vitest';
import { describeDeployment, environmentOf, parseShare, taskOf } from './deployment-text.ts';

test('the deployment of a ring', () => {
  expect(environmentOf('canary')).toBe('canary');
  expect(environmentOf('canary', 'trade')).toBe('trade/canary');
  expect(taskOf('trade@1.4.0')).toBe('cordage:trade@1.4.0');
});

test.each([
  ['in_progress', 'canary on its way: trade 1.4.0'],
  ['success', 'canary done: trade 1.4.0'],
  ['failure', 'canary stopped: trade 1.4.0'],
  ['inactive', 'canary left before it was done: trade 1.4.0'],
] as const)('%s', (state, description) => {
  expect(describeDeployment('trade@1.4.0', 'canary', state)).toBe(description);
});

test.each([
  ['in_progress', { live: 61, nodes: 118 }, 'canary on its way, 61 of 118 live: trade 1.4.0'],
  ['failure', { live: 0, nodes: 2870 }, 'canary stopped, 0 of 2,870 live: trade 1.4.0'],
] as const)('%s with its share %j, and it reads back', (state, share, description) => {
  expect(describeDeployment('trade@1.4.0', 'canary', state, share)).toBe(description);
  expect(parseShare(description)).toEqual(share);
});

test('no share is read where none is', () => {
  expect(parseShare('canary done: trade 1.4.0')).toBeUndefined();
  expect(parseShare('')).toBeUndefined();
});

test('names of any length fit', () => {
  const name = 'n'.repeat(40);
  expect(describeDeployment(`${name}@${'1'.repeat(100)}`, name, 'inactive')).toHaveLength(140);
});
