import { expect, test } from 'vitest';
import { startProgress } from '../../src/cli/progress.ts';
import { runCli } from '../../src/cli/run.ts';
import { REFERENCE } from './call.ts';

/** A terminal on a clock that goes on by `step` milliseconds at each look. */
const givenTerminal = (step: number, isWatched: boolean) => {
  const said = { out: '', err: '' };
  let time = 0;
  const terminal = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    isWatched,
    now: () => (time += step),
  };
  return { said, terminal };
};

const lint = async (step: number, isWatched: boolean) => {
  const { said, terminal } = givenTerminal(step, isWatched);
  expect(await runCli(['lint', REFERENCE], terminal)).toBe(0);
  return said;
};

test('slow work shows a line where a person waits, and takes it away', async () => {
  const { out, err } = await lint(200, true);
  expect(err).toMatch(/^\rreading 1 of \d+ files\u001B\[K/);
  expect(err).toMatch(/\rfollowing the references of \d+ files\u001B\[K\r\u001B\[K$/);
  expect(out).not.toContain('\u001B');
});

test('quick work shows none', async () => expect((await lint(1, true)).err).toBe(''));

test('where nobody waits there is none', async () => expect((await lint(200, false)).err).toBe(''));

test('a line is drawn ten times a second at most', () => {
  const { said, terminal } = givenTerminal(10, true);
  const progress = startProgress(terminal);
  for (let count = 0; count < 100; count += 1) progress.tell(() => String(count));
  expect(said.err.match(/\r\d+/g)).toHaveLength(6);
  progress.clear();
  progress.clear();
  expect(said.err.endsWith('\u001B[K\r\u001B[K')).toBe(true);
});
