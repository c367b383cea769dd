import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueue, type PassResult } from './queue.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const CONCURRENCY = 2;
const keys = fc.constantFrom('a', 'b', 'c', 'd');
const ms = fc.integer({ min: 0, max: 400 });

/** How a pass goes: how long it takes, and how it ends. */
const scripts = fc.record({
  ms,
  end: fc.oneof(
    fc.constant({ kind: 'rest' as const }),
    fc.record({ kind: fc.constant('look-again' as const), ms }),
    fc.constant({ kind: 'fail' as const }),
    fc.record({ kind: fc.constant('fail-until' as const), ms }),
  ),
});

const steps = fc.oneof(
  fc.record({ do: fc.constant('add' as const), key: keys }),
  fc.record({ do: fc.constant('add-after' as const), key: keys, ms }),
  fc.record({ do: fc.constant('wait' as const), ms }),
);

type Script = typeof scripts extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Plays asks against passes that go as scripted, then well, and watches what must never be. */
const play = (script: readonly Script[]) => {
  const running = new Set<string>();
  /** When the last pass over a key began, and until when it must not. */
  const begun = new Map<string, number>();
  const closed = new Map<string, number>();
  const faults: string[] = [];
  let next = 0;
  const end = async (key: string, now: Script | undefined): Promise<PassResult> => {
    await new Promise((resolve) => setTimeout(resolve, now?.ms ?? 5));
    running.delete(key);
    if (now?.end.kind === 'fail') throw new Error('no');
    if (now?.end.kind === 'fail-until') {
      closed.set(key, performance.now() + now.end.ms);
      throw Object.assign(new Error('limit'), { retryAfterMs: now.end.ms });
    }
    return now?.end.kind === 'look-again' ? { lookAgainMs: now.end.ms } : {};
  };
  const queue = createQueue({
    concurrency: CONCURRENCY,
    backoff: { firstMs: 10, longestMs: 100 },
    onFailure: () => undefined,
    pass: (key) => {
      if (running.has(key)) faults.push(`two passes over ${key}`);
      if (running.size >= CONCURRENCY) faults.push('too many passes');
      if (performance.now() < (closed.get(key) ?? 0)) faults.push(`${key} while GitHub wants us away`);
      running.add(key);
      begun.set(key, performance.now());
      return end(key, script[next++]);
    },
  });
  return { queue, running, begun, faults, passes: () => next };
};

const perform = async (queue: ReturnType<typeof play>['queue'], step: Step): Promise<void> => {
  if (step.do === 'add') queue.add(step.key);
  if (step.do === 'add-after') queue.addAfter(step.key, step.ms);
  if (step.do === 'wait') await vi.advanceTimersByTimeAsync(step.ms);
};

it('never has two passes over one key, loses no ask, obeys limits, and comes to rest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(scripts, { maxLength: 20 }), fc.array(steps, { maxLength: 40 }), async (script, asks) => {
      const { queue, begun, faults, running } = play(script);
      /** The time by which the last ask for a key wants a pass to have begun, at the earliest. */
      const asked = new Map<string, number>();
      for (const step of asks) {
        if (step.do === 'add') asked.set(step.key, performance.now());
        // An ask for later may be met by any pass from now on.
        if (step.do === 'add-after') asked.set(step.key, Math.max(asked.get(step.key) ?? 0, performance.now()));
        await perform(queue, step);
      }
      await vi.advanceTimersByTimeAsync(120_000);
      await queue.idle();
      expect(faults).toEqual([]);
      for (const [key, at] of asked) expect(begun.get(key), key).toBeGreaterThanOrEqual(at);
      expect(queue.depth()).toEqual({ running: 0, waiting: 0, delayed: 0 });
      expect(running.size).toBe(0);
    }),
    { numRuns: 300 },
  );
});

it('drains: what runs ends, nothing begins, and it is over when the last pass is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(scripts, { maxLength: 20 }), fc.array(steps, { maxLength: 40 }), async (script, asks) => {
      const { queue, passes, running, faults } = play(script);
      for (const step of asks) await perform(queue, step);
      const before = passes();
      let over = false;
      const drained = queue.drain().then(() => {
        over = true;
      });
      for (const step of asks) await perform(queue, step);
      await vi.advanceTimersByTimeAsync(400);
      expect(over).toBe(true);
      await drained;
      await vi.advanceTimersByTimeAsync(120_000);
      expect(passes()).toBe(before);
      expect(running.size).toBe(0);
      expect(queue.depth()).toEqual({ running: 0, waiting: 0, delayed: 0 });
      expect(faults).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
