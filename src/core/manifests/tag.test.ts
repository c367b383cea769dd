import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { isFlavourInVersion, parseTag } from './tag.ts';

test.each([
  ['1.4.0', '|1.4.0|'],
  ['v1.4.0', 'v|1.4.0|'],
  ['4.12', '|4.12|'],
  ['4.12.5-zulu-openjdk-alpine', '|4.12.5|-zulu-openjdk-alpine'],
  ['4.11-zulu-openjdk8-alpine', '|4.11|-zulu-openjdk8-alpine'],
  ['1.7.2-zulu-openjdk-alpine17.0.17', '|1.7.2|-zulu-openjdk-alpine17.0.17'],
  ['1.5.9-zulu-openjdk8u382', '|1.5.9|-zulu-openjdk8u382'],
  ['1.4.0-rc.1', '|1.4.0-rc.1|'],
  ['1.4.0-RC1-zulu', '|1.4.0-RC1|-zulu'],
  ['1.4.0-rc-1-zulu', '|1.4.0-rc-1|-zulu'],
  ['4.12-HC02', '|4.12-HC02|'],
  ['1.4.0-beta.2.7-alpine', '|1.4.0-beta.2.7|-alpine'],
  ['1.4.0-SNAPSHOT', '|1.4.0-SNAPSHOT|'],
  ['1.4.0-m3', '|1.4.0-m3|'],
  ['1.4.0-alpha', '|1.4.0-alpha|'],
  ['1.4.0-alpine', '|1.4.0|-alpine'],
  ['1.4.0-dev', '|1.4.0-dev|'],
  ['1.4.0-devel', '|1.4.0|-devel'],
  ['1.4.0-musl', '|1.4.0|-musl'],
  ['1.4.0.Final', '|1.4.0.Final|'],
  ['17-jdk', '|17|-jdk'],
  ['1.4.0-debian-12-r3', '|1.4.0|-debian-12-r3'],
])('%s is %s', (tag, told) => {
  const flavoured = parseTag(tag);
  expect('version' in flavoured ? `${flavoured.prefix}|${flavoured.version}|${flavoured.flavour}` : flavoured).toBe(
    told,
  );
});

test.each([
  ['latest', 'does not begin with a version'],
  ['', 'does not begin with a version'],
  ['main-1.4.0', 'does not begin with a version'],
  ['1.4.0_alpine', 'does not begin with a version'],
  ['1.4.0+5', 'does not begin with a version'],
  ['1.4.0-', 'has "-" behind its number, which may be version or build'],
  ['1.4.0-1', 'has "-1" behind its number, which may be version or build'],
  ['1.4.0-20261122.1', 'has "-20261122.1" behind its number, which may be version or build'],
  ['1.4.0-3f9c2d1', 'holds what looks like a commit'],
  ['1.4.0-5-g3f9c2d1', 'holds what looks like a commit'],
  ['1.4.0-alpine-3f9c2d1', 'holds what looks like a commit'],
  ['1.4.0\n', 'does not begin with a version'],
])('%j is refused: it %s', (tag, reason) => expect(parseTag(tag)).toEqual({ reason }));

test('the parts of a tag make the tag', () => {
  const part = fc.stringMatching(/^[0-9a-zA-Z.]{0,12}$/);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const tag = parts.join('-');
      const flavoured = parseTag(tag);
      const told = 'version' in flavoured ? flavoured.prefix + flavoured.version + flavoured.flavour : tag;
      expect(told).toBe(tag);
    }),
  );
});

test.each([
  ['-patch.1', '1.4.0-patch.2', true],
  ['-Patch.1', '1.4.0-patch.2', true],
  ['-patch.1', '1.4.0', false],
  ['-alpine', '1.4.0-rc.1', false],
  ['', '1.4.0-rc.1', false],
])('flavour %s in version %s: %s', (flavour, version, expected) =>
  expect(isFlavourInVersion(flavour, version)).toBe(expected),
);
