import { expect, test } from 'vitest';

import { cutTag, hasVersionInName, isSameImage, parseImage } from './image.ts';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

test.each([
  ['trade', 'trade', undefined, undefined],
  ['trade:1.4.0', 'trade', '1.4.0', undefined],
  ['registry:5000/trade', 'registry:5000/trade', undefined, undefined],
  ['registry:5000/a/b_c.d:1.4.0', 'registry:5000/a/b_c.d', '1.4.0', undefined],
  [`a/b:1@${DIGEST}`, 'a/b', '1', DIGEST],
  [`a/b@${DIGEST}`, 'a/b', undefined, DIGEST],
])('%s', (text, name, tag, digest) => expect(parseImage(text)).toEqual({ name, tag, digest }));

test.each([
  '',
  'a b',
  '{{ image }}:1',
  'a:1:2',
  'https://a/b',
  'a:',
  ':1',
  'a@sha256:short',
  'a/:1',
  'a\n',
  'corda_image_ent_%s:v1.00',
  'a'.repeat(1001),
  `a:${'1'.repeat(129)}`,
])('%j is no image', (text) => expect(parseImage(text)).toBeUndefined());

test.each([
  ['1.4.0', '', '1.4.0', undefined],
  ['a:1.4.0', 'a:', '1.4.0', undefined],
  ['registry:5000/a', 'registry:5000/a', undefined, undefined],
  ['registry:5000/a:1', 'registry:5000/a:', '1', undefined],
  ['a=b:1', 'a=b:', '1', undefined],
  ['a=b', 'a=b', undefined, undefined],
  [`1.4.0@${DIGEST}`, '', '1.4.0', DIGEST],
  [`a/b@${DIGEST}`, 'a/b', undefined, DIGEST],
])('%s is cut around its tag', (text, before, tag, digest) => expect(cutTag(text)).toEqual({ before, tag, digest }));

test.each([
  ['corda/corda', 'docker.io/corda/corda', true],
  ['alpine', 'docker.io/library/alpine', true],
  ['index.docker.io/a/b', 'a/b', true],
  ['example.com/corda/corda', 'corda/corda', false],
  ['corda/corda', 'corda/corda-enterprise', false],
])('%s and %s are one image: %s', (one, other, same) => expect(isSameImage(one, other)).toBe(same));

test.each([
  ['corda/corda-enterprise-alpine-zulu-java1.8-4.8.9', true],
  ['corda/corda-zulu-java1.8-4.8', true],
  ['corda/corda-enterprise', false],
  ['corda/corda-zulu-java1.8', false],
])('%s has a version in its name: %s', (name, has) => expect(hasVersionInName(name)).toBe(has));
