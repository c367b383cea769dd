import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fetchMirror } from '../../src/git/fetch.ts';
import { JOURNAL_REF } from '../../src/git/journal.ts';
import { journalKey } from '../../src/git/journal-key.ts';
import { asked, KEY, makeJournalWorld, noticed, OTHER_PEM, PLACE } from './journal-world.ts';
import { failureOf } from './world.ts';

const pause = asked([{ kind: 'pause', reason: 'month end' }]);
const resume = asked([{ kind: 'resume', reason: 'over' }]);

/** A paused network: the state that somebody wants to get rid of. */
const makePaused = async () => {
  const made = makeJournalWorld();
  const one = await made.open('one');
  await one.append(noticed('first'));
  await one.append(pause, noticed('last'));
  return { ...made, one, before: await one.look() };
};

test('an entry without our signature, garbage and a merge change nothing and are told', async () => {
  const { one, before, forge, messageOf, tip, subjects } = await makePaused();
  const theirs = tip();
  const forged = messageOf(theirs).replace('last', 'else');
  const [bad, garbage] = [forge(forged), forge('olivia: resume the network')];
  const merge = forge('x', tip(), theirs);
  const journal = await one.look();
  expect(journal).toEqual({
    ...before,
    tip: merge,
    head: merge,
    forged: [
      { commit: merge, why: 'merge', author: 'A Person' },
      { commit: garbage, why: 'format', author: 'A Person' },
      { commit: bad, why: 'signature', author: 'A Person' },
    ],
    sinceSnapshot: 6,
  });
  expect(await one.append(noticed('goes on'))).toBe('appended');
  expect(subjects()[0]).toBe('cordage[bot]: noticed: goes on');
  expect(await one.look()).toMatchObject({ decisions: { seq: 4, pause: { seq: 2 } }, forged: { length: 3 } });
});

test('an old entry that is put on top again is not carried out again', async () => {
  const { one, open, forge, messageOf, remote } = await makePaused();
  await one.append(resume);
  const old = messageOf(remote('rev-parse', `${JOURNAL_REF}~2`));
  expect(old).toContain('pause the network');
  const copy = forge(old);
  const journal = await (await open('fresh')).look();
  expect(journal.decisions).toMatchObject({ seq: 4, pause: undefined });
  expect(journal.forged).toMatchObject([{ commit: copy, why: 'copied' }]);
});

test('entries of another repository do not count here', async () => {
  const { open, tip } = makeJournalWorld();
  const there = await open('there', { network: 'acme/other' });
  await there.append(pause);
  const journal = await (await open('here', { network: 'Acme/Network-Manifests' })).look();
  expect(journal).toMatchObject({
    decisions: { seq: 0 },
    unverified: true,
    forged: [{ commit: tip(), why: 'signature' }],
  });
});

test('garbage in an empty journal is no reason to stop', async () => {
  const { open, forge } = makeJournalWorld();
  forge('x');
  const one = await open();
  expect(await one.look()).toMatchObject({ unverified: false, forged: [{ why: 'format' }] });
  expect(await one.append(pause)).toBe('appended');
  expect(await one.look()).toMatchObject({ decisions: { seq: 1 }, forged: [{ why: 'format' }] });
});

test('no more than 20 forged entries are named, the newest', async () => {
  const { one, forge } = await makePaused();
  const forged = Array.from({ length: 25 }, (_, index) => forge(`x ${index}`));
  expect((await one.look()).forged.map(({ commit }) => commit)).toEqual(forged.toReversed().slice(0, 20));
});

test.each([
  [
    'set back to an older entry',
    (remote: (...args: string[]) => string) => remote('update-ref', JOURNAL_REF, `${JOURNAL_REF}~2`),
  ],
  ['deleted', (remote: (...args: string[]) => string) => remote('update-ref', '-d', JOURNAL_REF)],
  ['begun anew with garbage', (remote: (...args: string[]) => string) => remote('update-ref', JOURNAL_REF, 'main')],
  [
    'pointed at a file',
    (remote: (...args: string[]) => string) =>
      remote('update-ref', JOURNAL_REF, remote('rev-parse', 'main:cordage.yaml')),
  ],
])('a ref that was %s makes nothing undone, and the next append restores it', async (_, attack) => {
  const { one, before, remote, tip, subjects, open } = await makePaused();
  attack(remote);
  const found = tip();
  const journal = await one.look();
  expect(journal).toMatchObject({
    tip: found || undefined,
    head: before.head,
    rewound: true,
    decisions: before.decisions,
  });
  expect(await one.look()).toEqual(journal);
  expect(await one.append(noticed('goes on'))).toBe('appended');
  expect(subjects()).toHaveLength(4);
  const fresh = await (await open('fresh')).look();
  expect(fresh).toMatchObject({ rewound: false, decisions: { seq: 4, pause: { seq: 2 } }, forged: [] });
  expect(await one.look()).toEqual(fresh);
});

test('a ref that was set back is restored without a new decision, too', async () => {
  const { one, before, remote, tip } = await makePaused();
  remote('update-ref', '-d', JOURNAL_REF);
  expect(await one.append()).toBe('appended');
  expect(tip()).toBe(before.head);
});

test('of two replicas only one restores the ref', async () => {
  const { one, open, remote, before } = await makePaused();
  const other = await open('other');
  await other.look();
  remote('update-ref', '-d', JOURNAL_REF);
  const [mine, theirs] = [await one.look(), await other.look()];
  expect([mine.rewound, theirs.rewound]).toEqual([true, true]);
  expect(await one.append(noticed('mine'))).toBe('appended');
  const { appendEntries } = await import('../../src/git/journal-append.ts');
  expect(await appendEntries(other.mirror, theirs, [noticed('theirs')], PLACE)).toBe('lost');
  expect(await other.look()).toEqual(await one.look());
  expect((await one.look()).decisions.seq).toBe(before.decisions.seq + 1);
});

test('what a replica appended to a ref that was set back gives way to the longer journal', async () => {
  const { one, open, remote, subjects } = await makePaused();
  remote('update-ref', JOURNAL_REF, `${JOURNAL_REF}~2`);
  const newcomer = await open('newcomer');
  expect(await newcomer.append(noticed('unaware'))).toBe('appended');
  expect(await one.look()).toMatchObject({ rewound: true, decisions: { pause: { seq: 2 } } });
  await one.append();
  expect(subjects().join('\n')).not.toContain('unaware');
  expect(await newcomer.look()).toMatchObject({ rewound: false, decisions: { seq: 3, pause: { seq: 2 } } });
});

test('when the newer commits went with a damaged mirror, their state is put on top of what is there', async () => {
  const { one, before, remote, open, subjects } = await makePaused();
  remote('update-ref', JOURNAL_REF, `${JOURNAL_REF}~2`);
  remote('gc', '--quiet', '--prune=now');
  await fetchMirror(one.mirror);
  for (const folder of ['objects/pack', 'objects'])
    rmSync(`${one.mirror.dir}/${folder}`, { recursive: true, force: true });
  const journal = await one.look();
  expect(journal).toMatchObject({ rewound: true, decisions: before.decisions });
  expect(await one.append(noticed('goes on'))).toBe('appended');
  expect(subjects()).toEqual([
    'cordage[bot]: noticed: goes on',
    'snapshot of 3 entries',
    'cordage[bot]: noticed: first',
  ]);
  const fresh = await (await open('fresh')).look();
  expect(fresh.decisions).toMatchObject({ seq: 5, pause: { seq: 2 } });
});

test('a replaced key counts on beside the new one; without it nothing counts and nothing is written', async () => {
  const { before, open } = await makePaused();
  const next = journalKey(OTHER_PEM);
  const both = await open('both', { keys: [next, KEY] });
  expect((await both.look()).decisions).toEqual(before.decisions);
  await both.append(noticed('with the new key'));
  expect((await both.look()).decisions.seq).toBe(4);
  const alone = await open('new', { keys: [next] });
  expect(await alone.look()).toMatchObject({ unverified: true, decisions: { seq: 0 } });
  expect(await failureOf(alone.append(noticed('x')))).toMatchObject({
    kind: 'stop',
    problem: { code: 'journal-unverified' },
  });
});

test('an entry of a later version of Cordage stops this one', async () => {
  const { one, open, messageOf, forge, before, remote } = await makePaused();
  const body = messageOf(before.tip!)
    .replace('"noticed"', '"promoted"')
    .replace(/Cordage-Signature[^]*/, '');
  remote('update-ref', JOURNAL_REF, `${JOURNAL_REF}~1`);
  const bound = `cordage-journal v1\n${PLACE.network}\n${body}`;
  const commit = forge(`${body}Cordage-Signature: v1=${KEY.sign(bound)}`);
  const failure = {
    kind: 'stop',
    problem: { code: 'journal-newer', message: expect.stringContaining(commit.slice(0, 10)) as string },
  };
  expect(await failureOf((await open('fresh')).look())).toMatchObject(failure);
  expect(await failureOf(one.look())).toMatchObject(failure);
});
