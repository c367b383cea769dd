import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import package_ from '../../package.json' with { type: 'json' };
import { networkFiles } from '../../src/sandbox/network.ts';
import { givenReference, makeFolder, REFERENCE, type Call } from './call.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(ROOT, package_.bin.cordage);

const start = (
  argv: readonly string[],
  cwd: string,
  command: readonly [string, ...string[]] = [process.execPath, CLI],
) => {
  const [program, ...before] = command;
  return spawn(program, [...before, ...argv], { cwd, env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin` } });
};

const finish = async (child: ReturnType<typeof start>): Promise<Call> => {
  const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: Number(status), out, err };
};

test.each<[status: number, argv: readonly string[]]>([
  [0, ['lint']],
  [0, ['bump', '--artifact', 'trade', '--version', '1.4.0', '--dry-run']],
  [1, ['lint', 'nodes']],
  [1, ['inspect', 'cordage.yaml']],
  [2, []],
  [2, ['lint', 'nowhere']],
  [2, ['plan', '--artifact', 'trade', '--version', '1.4.0', '--ring', 'x']],
])('exits with %i for cordage %j, in the current folder', async (status, argv) => {
  const done = await finish(start(argv, REFERENCE));
  expect(done.status, done.err).toBe(status);
  expect(done.err).not.toContain('    at ');
});

test('runs as a program of its own, as npx starts it, in any folder', async () => {
  const folder = await givenReference();
  const done = await finish(
    start(['bump', folder, '--artifact', 'trade', '--version', '1.4.0', '--ring=early'], '/', [CLI]),
  );
  expect(done).toEqual({
    status: 0,
    out: 'nodes/party-0002/kustomization.yaml  1.3.2 to 1.4.0\n',
    err: '1 file changed: 1 pin of 1 node\n',
  });
});

test('a reader that stops after the first line is no error', async () => {
  const folder = await makeFolder();
  for (const [path, content] of Object.entries(await networkFiles({ nodes: 1000 }))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const child = start(['pins', folder, '--json'], ROOT);
  const err = text(child.stderr);
  const closed = once(child, 'close');
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  child.stdout.destroy();
  expect(chunk.toString()).toMatch(/^\{\n {2}"pins": \[/);
  expect(await closed).toEqual([0, null]);
  expect(await err).toBe('');
});

test.runIf(process.platform === 'linux')('an answer that cannot be written makes the status 1', async () => {
  const done = await finish(
    start([], ROOT, ['/bin/sh', '-c', '"$0" "$1" pins "$2" > /dev/full', process.execPath, CLI, REFERENCE]),
  );
  expect(done).toEqual({ status: 1, out: '', err: 'cordage: ENOSPC: no space left on device, write\n' });
});
