import { expect, test } from 'vitest';
import type { ArgoApplication } from '../../src/core/argo/application.ts';
import { decodeApplication } from '../../src/core/argo/decode-application.ts';
import { isWorthALook } from '../../src/kubernetes/worth-a-look.ts';
import { application } from './world.ts';

const operationState = { phase: 'Succeeded', startedAt: '2026-11-23T10:30:00Z', finishedAt: '2026-11-23T10:30:30Z' };

const decode = (status: object = {}, metadata: object = {}): ArgoApplication => {
  const raw = application('party-1', { operationState, ...status }, metadata);
  const decoded = decodeApplication(raw, 'tokyo', { by: 'name', template: '{node}' });
  if (!decoded) throw new Error('no Application');
  return decoded;
};

const record = decode();

test('the same again is not worth a look', () => {
  expect(isWorthALook(record, decode(), undefined)).toBe(false);
});

test.each(Object.keys(record).filter((key) => key !== 'reconciledAt'))('another %s is', (key) => {
  expect(isWorthALook(record, { ...record, [key]: 'another' }, undefined)).toBe(true);
});

const REFRESHING = { annotations: { 'argocd.argoproj.io/refresh': 'normal' } };
const NOON = Date.parse('2026-11-23T12:00:00.700Z');

test.each<[string, string, string, number | undefined, object, boolean]>([
  ['moves', '10:31:00', '10:34:00', undefined, {}, false],
  ['comes to the end of the operation', '10:30:29', '10:30:30', undefined, {}, true],
  ['stays before the end of the operation', '10:30:20', '10:30:29', undefined, {}, false],
  ['comes to the second of the question', '11:59:59', '12:00:00', NOON, {}, true],
  ['stays before the question', '11:58:00', '11:59:59', NOON, {}, false],
  ['was past the question', '12:00:00', '12:02:00', NOON, {}, false],
  ['moves while somebody waits for a refresh', '10:31:00', '10:34:00', undefined, REFRESHING, true],
])('reconciledAt that %s', (_, from, to, askedAt, metadata, worth) => {
  const at = (time: string) => decode({ reconciledAt: `2026-11-23T${time}Z` }, metadata);
  expect(isWorthALook(at(from), at(to), askedAt)).toBe(worth);
});
