import { expect, it } from 'vitest';
import { decodeEvent } from './decode.ts';
import { keysOf } from './keys.ts';

const followers = new Map([['acme/trade-cordapp', ['Acme/network-manifests', 'acme/other']]]);
const known = {
  networks: ['Acme/network-manifests', 'acme/other'],
  followersOf: (repository: string) => followers.get(repository) ?? [],
};

it.each([
  ['a manifests repository', 'acme/network-manifests', ['Acme/network-manifests']],
  ['a CorDapp that two networks follow', 'acme/Trade-Cordapp', ['Acme/network-manifests', 'acme/other']],
  ['a repository nobody knows', 'acme/new', []],
])('an event on %s', (_name, repository, networks) => {
  expect(keysOf({ repository, sender: 'olivia', bringsConfig: false }, known)).toEqual({ networks, sweep: false });
});

it('a push that brings cordage.yaml to an unknown repository asks for a sweep, to a known one for a look', () => {
  expect(keysOf({ repository: 'acme/new', sender: 'olivia', bringsConfig: true }, known)).toEqual({
    networks: [],
    sweep: true,
  });
  expect(keysOf({ repository: 'acme/other', sender: 'olivia', bringsConfig: true }, known)).toEqual({
    networks: ['acme/other'],
    sweep: false,
  });
});

it('an event on the installation asks for a sweep', () => {
  expect(keysOf({ repository: undefined, sender: undefined, bringsConfig: false }, known)).toEqual({
    networks: [],
    sweep: true,
  });
});

it.each([[null], ['text'], [{ repository: { full_name: '../../etc' } }], [{ repository: 7 }]])('refuses %j', (body) => {
  expect(decodeEvent(body)).toBeUndefined();
});

it('sees what a push touches', () => {
  const push = (file: string) => ({
    repository: { full_name: 'acme/new' },
    sender: { login: 'olivia' },
    commits: [
      { added: [], modified: [] },
      { added: [file], modified: [], removed: [] },
    ],
  });
  expect(decodeEvent(push('cordage.yaml'))).toEqual({ repository: 'acme/new', sender: 'olivia', bringsConfig: true });
  expect(decodeEvent(push('docs/cordage.yaml'))).toEqual({
    repository: 'acme/new',
    sender: 'olivia',
    bringsConfig: false,
  });
});
