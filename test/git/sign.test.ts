import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitFiles } from '../../src/git/commit.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import { readCommit } from '../../src/git/read.ts';
import { failureOf, git, identity, makeWorld, request } from './world.ts';

const KEYGEN = 'ssh-keygen';
const noKeygen = spawnSync(KEYGEN, ['-?']).error !== undefined;

const makeSigningWorld = async (type: string) => {
  const world = makeWorld();
  const first = world.commit({ 'a.yaml': 'a: 1\n' });
  const signingKeyPath = join(world.folder, 'key');
  execFileSync(KEYGEN, ['-q', '-t', type, '-N', '', '-C', '', '-f', signingKeyPath]);
  const allowed = join(world.folder, 'allowed');
  writeFileSync(allowed, `${identity.email} ${readFileSync(`${signingKeyPath}.pub`, 'utf8')}`);
  const mirror = await world.open({ signingKeyPath });
  await fetchMirror(mirror);
  const verify = (commit: string) =>
    spawnSync('git', ['-C', mirror.dir, '-c', `gpg.ssh.allowedSignersFile=${allowed}`, 'verify-commit', commit], {
      encoding: 'utf8',
    });
  return { mirror, first, verify, signingKeyPath };
};

test.skipIf(noKeygen)('a signed commit verifies (skipped only where ssh-keygen is missing)', async () => {
  const { mirror, first, verify } = await makeSigningWorld('ed25519');
  const wanted = request(first, { 'a.yaml': 'a: 2\n' });
  const commit = await commitFiles(mirror, wanted);
  expect(verify(commit)).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(`Good "git" signature for ${identity.email}`),
  });
  expect(verify(first).status).not.toBe(0);
  expect(git(mirror.dir, 'show', `${commit}:a.yaml`)).toBe('a: 2');
  expect(await readCommit(mirror, commit)).toMatchObject({
    parents: [first],
    author: { ...identity, time: wanted.time },
    committer: { ...identity, time: wanted.time },
    message: wanted.message,
  });
  expect(await commitFiles(mirror, wanted)).toBe(commit);
  const root = await commitFiles(mirror, request(undefined, {}));
  expect(verify(root).status).toBe(0);
});

test.skipIf(noKeygen)('a key that cannot sign stops the commit; it is not made unsigned', async () => {
  const { mirror, first, signingKeyPath } = await makeSigningWorld('ed25519');
  writeFileSync(signingKeyPath, 'no key');
  expect(await failureOf(commitFiles(mirror, request(first, { 'a.yaml': 'a: 2\n' })))).toMatchObject({ kind: 'stop' });
});
