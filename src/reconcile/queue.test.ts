import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createQueue, type PassResult } from './queue.ts';

/** A queue whose passes end when the test says so. */
const startQueue = (backoff?: { firstMs: number; longestMs: number }) => {
  const started: string[] = [];
  const failed: { key: string; waitMs: number }[] = [];
  const open: { resolve: (result: PassResult) => void; reject: (error: unknown) => void }[] = [];
  const queue = createQueue({
    pass: (key) => {
      started.push(key);
      return new Promise((resolve, reject) => open.push({ resolve, reject }));
    },
    onFailure: (key, _error, waitMs) => failed.push({ key, waitMs }),
    random: () => 1,
    ...(backoff ? { backoff } : {}),
  });
  const turn = (): Promise<void> => sleep(5);
  return { queue, started, failed, open, turn };
};

describe('queue', () => {
  it('runs one pass per key at a time, and asks during it are one more pass', async () => {
    const { queue, started, open, turn } = startQueue();
    queue.add('a');
    queue.add('a');
    queue.add('a');
    queue.add('b');
    expect(started).toEqual(['a', 'b']);
    open[0]?.resolve({});
    await turn();
    expect(started).toEqual(['a', 'b', 'a']);
    open[1]?.resolve({});
    open[2]?.resolve({});
    await queue.idle();
    expect(started).toEqual(['a', 'b', 'a']);
  });

  it('bounds how many keys are in work', async () => {
    const { queue, started, open, turn } = startQueue();
    for (const key of ['a', 'b', 'c', 'd', 'e']) queue.add(key);
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    expect(queue.depth()).toEqual({ running: 4, waiting: 1, delayed: 0 });
    open[2]?.resolve({});
    await turn();
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('tries again after a failure, with a wait that doubles up to its ceiling', async () => {
    const { queue, started, failed, open, turn } = startQueue({ firstMs: 2, longestMs: 4 });
    queue.add('a');
    for (let n = 0; n < 4; n += 1) {
      open[n]?.reject(new Error('no'));
      while (started.length < n + 2) await turn();
    }
    expect(failed.map(({ waitMs }) => waitMs)).toEqual([2, 4, 4, 4]);
  });

  it('stays away as long as a failure says, whatever is asked meanwhile', async () => {
    const { queue, started, failed, open, turn } = startQueue({ firstMs: 1, longestMs: 1 });
    queue.add('a');
    queue.add('a');
    open[0]?.reject(Object.assign(new Error('limit'), { retryAfterMs: 10_000 }));
    await turn();
    queue.add('a');
    await turn();
    expect(failed).toEqual([{ key: 'a', waitMs: 10_000 }]);
    expect(started).toEqual(['a']);
    expect(queue.depth().delayed).toBe(1);
    await queue.drain();
  });

  it('looks again when a pass asks for it, and an earlier ask wins', async () => {
    const { queue, started, open, turn } = startQueue();
    queue.add('a');
    open[0]?.resolve({ lookAgainMs: 60_000 });
    await turn();
    queue.addAfter('a', 1);
    queue.addAfter('a', 30_000);
    while (started.length < 2) await turn();
    open[1]?.resolve({});
    await queue.drain();
    expect(queue.depth()).toEqual({ running: 0, waiting: 0, delayed: 0 });
  });

  it('drains: the pass in hand ends, nothing new starts', async () => {
    const { queue, started, open } = startQueue();
    queue.add('a');
    queue.add('a');
    const drained = queue.drain();
    queue.add('b');
    queue.addAfter('c', 0);
    open[0]?.resolve({ lookAgainMs: 0 });
    await drained;
    expect(started).toEqual(['a']);
  });
});
