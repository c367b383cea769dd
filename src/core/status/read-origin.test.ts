import { expect, test } from 'vitest';
import { readOrigin } from './read-origin.ts';

const GITHUB = { serverUrl: 'https://github.com', repository: 'acme/network-manifests' };

test.each([
  ['https://github.com/acme/network-manifests.git\n', GITHUB],
  ['https://bot:secret@github.com/acme/network-manifests/', GITHUB],
  ['git@github.com:acme/network-manifests.git', GITHUB],
  ['ssh://git@github.com:22/acme/network-manifests', GITHUB],
  ['http://127.0.0.1:4000/acme/x.y', { serverUrl: 'http://127.0.0.1:4000', repository: 'acme/x.y' }],
  ['https://github.com/acme/team/network-manifests', undefined],
  ['/srv/git/acme/network-manifests', undefined],
  ['../acme/network-manifests', undefined],
  ['file:///srv/acme/network-manifests', undefined],
  ['', undefined],
  [`https://github.com/acme/${'x'.repeat(1000)}`, undefined],
])('%s', (url, origin) => expect(readOrigin(url)).toEqual(origin));
