import { describe, expect, test } from 'vitest';
import { isOurRepository } from './our-repository.ts';

describe('on github.com', () => {
  const isOurs = isOurRepository('https://github.com', 'Acme/network-manifests');
  test.each([
    'https://github.com/acme/network-manifests',
    'https://github.com/acme/network-manifests/',
    'https://github.com/acme/network-manifests.git',
    'https://github.com/acme/network-manifests.git/',
    'https://GitHub.com/ACME/Network-Manifests.GIT',
    'https://github.com:443/acme/network-manifests',
    'https://bot@github.com/acme/network-manifests.git',
    'https://bot:secret@github.com/acme/network-manifests.git',
    'git@github.com:acme/network-manifests.git',
    'git@github.com:acme/network-manifests',
    'org-4711@github.com:acme/network-manifests.git',
    'ssh://git@github.com/acme/network-manifests.git',
    'ssh://git@github.com:22/acme/network-manifests',
    'ssh://github.com/acme/network-manifests',
  ])('%s is ours', (url) => expect(isOurs(url)).toBe(true));
  test.each([
    '',
    'acme/network-manifests',
    'github.com/acme/network-manifests',
    'http://github.com/acme/network-manifests',
    'git://github.com/acme/network-manifests',
    'https://github.com.evil.example/acme/network-manifests',
    'https://evil.example/github.com/acme/network-manifests',
    'https://github.com@evil.example/acme/network-manifests',
    'https://evil.example/@github.com/acme/network-manifests',
    'https://github.com:8443/acme/network-manifests',
    'https://github.com/acme/network-manifests-2',
    'https://github.com/acme/network-manifests.git.git',
    'https://github.com/acme/network-manifests/tree/main',
    'https://github.com/acme/network-manifests?x',
    'https://github.com/acme/network-manifests#x',
    'https://github.com/x/../acme/network-manifests',
    'https://github.com//acme/network-manifests',
    ' https://github.com/acme/network-manifests',
    'https://github.com/acme/network-manifests\n',
    'git@evil.example:acme/network-manifests.git',
    'git@github.com:22:acme/network-manifests.git',
    'github.com:acme/network-manifests.git',
    'ssh://git@github.com:acme/network-manifests',
    `https://${'@'.repeat(400)}github.com/acme/network-manifests`,
    `https://${'a'.repeat(1000)}@github.com/acme/network-manifests`,
  ])('%s is not', (url) => expect(isOurs(url)).toBe(false));
});

describe('on a server of its own', () => {
  const isOurs = isOurRepository('http://127.0.0.1:3000', 'acme/network');
  test.each([
    ['http://127.0.0.1:3000/acme/network.git', true],
    ['http://127.0.0.1/acme/network.git', false],
    ['https://127.0.0.1:3000/acme/network.git', false],
    ['ssh://git@127.0.0.1:2222/acme/network.git', true],
    ['git@127.0.0.1:acme/network.git', true],
  ])('%s: %s', (url, expected) => expect(isOurs(url)).toBe(expected));
});
