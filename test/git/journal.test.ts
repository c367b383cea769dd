import { expect, test } from 'vitest';
import { NO_DECISIONS } from '../../src/core/journal/decisions.ts';
import { appendEntries } from '../../src/git/journal-append.ts';
import { JOURNAL_REF } from '../../src/git/journal.ts';
import { writeHistory } from './journal-history.ts';
import { asked, KEY, makeJournalWorld, noticed, PLACE } from './journal-world.ts';

const grant = { kind: 'grant', rollout: 'trade@1.4.0', ring: 'canary' } as const;

test('a repository without a journal has no decisions', async () => {
  const { open } = makeJournalWorld();
  const { look } = await open();
  expect(await look()).toEqual({
    tip: undefined,
    head: undefined,
    valid: undefined,
    decisions: NO_DECISIONS,
    forged: [],
    sinceSnapshot: 0,
    rewound: false,
    unverified: false,
  });
});

test('what one replica appends the other reads, and git log tells it as a story', async () => {
  const { open, subjects, remote, tip } = makeJournalWorld();
  const [one, other] = [await open('one'), await open('other')];
  expect(await one.append(asked([grant]), noticed('a label was set by hand'))).toBe('appended');
  expect(await one.append(asked([{ kind: 'pause', reason: 'month end' }]))).toBe('appended');
  const journal = await other.look();
  expect(journal).toMatchObject({ tip: tip(), head: tip(), valid: tip(), forged: [], sinceSnapshot: 3 });
  expect(journal.decisions).toMatchObject({
    seq: 3,
    pause: { reason: 'month end' },
    rollouts: { 'trade@1.4.0': { grants: [{ seq: 1, ring: 'canary' }] } },
    told: [{ text: 'go on up to canary' }, { text: 'a label was set by hand' }, { by: 'olivia' }],
  });
  expect(await one.look()).toEqual(journal);
  expect(subjects()).toEqual([
    'olivia: pause the network, "month end"',
    'cordage[bot]: noticed: a label was set by hand',
    'olivia: rollout trade@1.4.0 up to canary',
  ]);
  expect(remote('log', '-1', '--format=%an %at %cn', JOURNAL_REF)).toBe('cordage[bot] 1795356120 cordage[bot]');
  expect(remote('ls-tree', '-r', JOURNAL_REF)).toBe('');
  expect(remote('fsck', '--strict', '--no-dangling')).toBe('');
});

test('of two replicas that decide the same at the same time one wins, and the other reads what the first decided', async () => {
  const { open, subjects } = makeJournalWorld();
  const replicas = [await open('one'), await open('other')];
  await replicas[0]?.append(noticed('first'));
  const journals = await Promise.all(replicas.map(({ look }) => look()));
  const results = await Promise.all(
    replicas.map(({ mirror }, index) => appendEntries(mirror, journals[index]!, [asked([grant])], PLACE)),
  );
  expect(results.toSorted()).toEqual(['appended', 'lost']);
  expect(subjects()).toHaveLength(2);
  const [a, b] = await Promise.all(replicas.map(({ look }) => look()));
  expect(a).toEqual(b);
  expect(a?.decisions.seq).toBe(2);
});

test('the first entry is raced for, too, and several entries come together or not at all', async () => {
  const { open, subjects } = makeJournalWorld();
  const [one, other] = [await open('one'), await open('other')];
  const [mine, theirs] = [await one.look(), await other.look()];
  expect(await appendEntries(one.mirror, mine, [noticed('a'), noticed('b')], PLACE)).toBe('appended');
  expect(await appendEntries(other.mirror, theirs, [noticed('c'), noticed('d')], PLACE)).toBe('lost');
  expect(subjects()).toEqual(['cordage[bot]: noticed: b', 'cordage[bot]: noticed: a']);
  expect(await other.append(noticed('c'), noticed('d'))).toBe('appended');
  expect((await one.look()).decisions.told.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
});

test('nothing to say is not said', async () => {
  const { open, tip } = makeJournalWorld();
  const { append } = await open();
  expect(await append()).toBe('appended');
  expect(tip()).toBe('');
});

test('a pass over an unchanged journal costs the look at its ref', async () => {
  const { world, open } = makeJournalWorld();
  const { append, look } = await open();
  await append(noticed('a'));
  const first = await look();
  world.events.length = 0;
  expect(await look()).toBe(first);
  const commands = world.events.flatMap((event) => (event.event === 'git-ran' ? [event.command] : []));
  expect(commands.filter((command) => command !== 'fetch').every((command) => command === 'for-each-ref')).toBe(true);
  expect(commands).not.toContain('rev-list');
});

test('after 200 commits the state is put down, and a new process reads no further back', async () => {
  const { world, open, subjects, tip } = makeJournalWorld();
  writeHistory(world.remoteDir, JOURNAL_REF, { ...PLACE, key: KEY, entries: 200 });
  const one = await open('one');
  const before = await one.look();
  expect(before).toMatchObject({ sinceSnapshot: 200, decisions: { seq: 200 }, forged: [] });
  // The same month, so that nothing is old enough to be forgotten.
  expect(await one.append({ ...noticed('after'), at: Date.UTC(2026, 0, 20) })).toBe('appended');
  expect(subjects().slice(0, 3)).toEqual([
    'cordage[bot]: noticed: after',
    'snapshot of 200 entries',
    'cordage[bot]: trade@1.1.0 ended, done',
  ]);
  const { rollouts } = before.decisions;
  const fresh = await (await open('fresh')).look();
  expect(fresh).toMatchObject({ tip: tip(), sinceSnapshot: 1, decisions: { seq: 202 } });
  expect(fresh.decisions.rollouts).toEqual(rollouts);
  expect(await one.look()).toEqual(fresh);
});

test('a journal with snapshots is read by one process', async () => {
  const { world, open } = makeJournalWorld();
  const tip = writeHistory(world.remoteDir, JOURNAL_REF, { ...PLACE, key: KEY, entries: 1500 });
  const { look } = await open();
  expect(await look()).toMatchObject({ tip, valid: tip, sinceSnapshot: 100, decisions: { seq: 1507 }, forged: [] });
  const reads = world.events.filter((event) => event.event === 'git-ran' && event.command === 'rev-list');
  expect(reads).toHaveLength(1);
});
