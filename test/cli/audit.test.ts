import { expect, onTestFinished, test, vi } from 'vitest';
import type { TimedEntry } from '../../src/git/journal-append.ts';
import { asked, makeJournalWorld, noticed, OTHER_PEM, PEM } from '../git/journal-world.ts';
import { git, makeFolder } from '../git/world.ts';
import { call, callJson } from './call.ts';

const at = (day: number, decision: TimedEntry): TimedEntry => ({ ...decision, at: Date.UTC(2026, 10, day, 9, 30) });
const grant = { kind: 'grant', rollout: 'trade@1.4.0', ring: 'canary' } as const;
const refused = asked([], ['/rollout erly', '=HYPERLINK("http://evil")']).decision;
const problem = { code: 'ring', severity: 'error', message: 'there is no ring "erly"', remedy: 'x' } as const;
const part = { rollout: 'trade@1.4.0', ring: 'canary', pull: 12 } as const;

const ENTRIES: readonly TimedEntry[] = [
  at(1, asked([grant], ['/rollout canary'])),
  at(2, { ...noticed(''), decision: { kind: 'merge', ...part, head: 'a'.repeat(40) } }),
  at(3, {
    ...noticed(''),
    decision: { kind: 'merged', ...part, commit: 'b'.repeat(40), nodes: ['p-1', 'p-2'], mergedAt: 1 },
  }),
  at(4, {
    ...noticed(''),
    by: '@mallory',
    decision: {
      ...refused,
      accepted: false,
      answers: [{ kind: 'problems', problems: [problem] }],
    } as TimedEntry['decision'],
  }),
  at(5, {
    ...noticed(''),
    decision: { kind: 'passed', rollout: 'trade@1.4.0', ring: 'canary', nodes: 2, laggards: [] },
  }),
  at(6, { ...noticed(''), decision: { kind: 'ended', rollout: 'trade@1.4.0', how: 'done' } }),
  at(7, noticed('the label "ring: all" was set by hand')),
];

/** A person's clone with the journal fetched, of a network where Cordage has decided. */
const givenCheckout = async (): Promise<
  ReturnType<typeof makeJournalWorld> & { readonly work: string; readonly fetch: () => void }
> => {
  const made = makeJournalWorld();
  const cordage = await made.open();
  await cordage.append(...ENTRIES);
  const fetch = (): void =>
    void git(made.work, 'fetch', '--quiet', 'origin', '+refs/cordage/journal:refs/cordage/journal');
  fetch();
  return { ...made, fetch };
};

const giveKey = (pem: string): void => {
  vi.stubEnv('PRIVATE_KEY', pem);
  onTestFinished(() => void vi.unstubAllEnvs());
};
const NAME = ['--repository', 'acme/network-manifests'];

test('what was decided, as a table, with what stands behind it', async () => {
  const { work } = await givenCheckout();
  giveKey(PEM);
  const { status, out, err } = await call('audit', work, ...NAME);
  expect(out).toMatchInlineSnapshot(`
    "time                  who           what                                      on           outcome
    2026-11-01 09:30 UTC  olivia        /rollout canary                           #12          done
    2026-11-02 09:30 UTC  cordage[bot]  merge trade@1.4.0 on canary               #12          gates open
    2026-11-03 09:30 UTC  cordage[bot]  merge trade@1.4.0 on canary               #12          merged 2 nodes as bbbbbbbbbb
    2026-11-04 09:30 UTC  @mallory      /rollout erly; =HYPERLINK("http://evil")  #12          refused: there is no ring "erly"
    2026-11-05 09:30 UTC  cordage[bot]  soak of canary                            trade@1.4.0  ring canary passed with 2 nodes
    2026-11-06 09:30 UTC  cordage[bot]  rollout                                   trade@1.4.0  ended: every ring passed
    2026-11-07 09:30 UTC  cordage[bot]  the label "ring: all" was set by hand                  changed nothing
    7 decisions
    "
  `);
  expect({ status, err }).toMatchInlineSnapshot(`
    {
      "err": "signatures checked: the App whose key you gave took these decisions, for acme/network-manifests
    ",
      "status": 0,
    }
  `);
});

test('without a key it says that nothing was checked', async () => {
  const { work } = await givenCheckout();
  expect(await call('audit', work)).toMatchObject({
    status: 0,
    err: expect.stringContaining('signatures not checked: PRIVATE_KEY') as string,
  });
  expect((await callJson('audit', work)).json).toMatchObject({ signatures: 'not-checked', entries: { length: 7 } });
});

test('the name that signatures are for comes from the remote', async () => {
  const { work } = await givenCheckout();
  giveKey(PEM);
  for (const url of [
    'git@github.com:acme/network-manifests.git',
    'https://github.com/Acme/network-manifests',
    'ssh://git@h/acme/network-manifests.git/',
  ]) {
    git(work, 'remote', 'set-url', 'origin', url);
    expect((await callJson('audit', work)).json).toMatchObject({ signatures: 'checked', entries: { length: 7 } });
  }
  git(work, 'remote', 'remove', 'origin');
  expect((await call('audit', work)).err).toContain('no remote "origin"');
});

test('forged entries are told and are none of the decisions', async () => {
  const { work, forge, messageOf, tip, fetch } = await givenCheckout();
  const copy = forge(messageOf(tip()));
  const garbage = forge('olivia: rollout trade@1.4.0 up to all');
  fetch();
  giveKey(PEM);
  const { status, json } = await callJson('audit', work, ...NAME);
  expect({ status, json }).toMatchObject({
    status: 0,
    json: {
      entries: { length: 7 },
      forged: [
        { commit: garbage, why: 'format', author: 'A Person' },
        { commit: copy, why: 'copied', author: 'A Person' },
      ],
      problems: [{ code: 'journal-forged', severity: 'warning' }, {}],
    },
  });
});

test('a key of another App, or another network, is no success', async () => {
  const { work } = await givenCheckout();
  giveKey(OTHER_PEM);
  expect(await call('audit', work, ...NAME)).toMatchObject({ status: 1, out: '0 decisions\n' });
  giveKey(PEM);
  const { status, json } = await callJson('audit', work, '--repository', 'acme/other');
  expect([status, (json['problems'] as readonly { code: string }[])[0]?.code]).toEqual([1, 'journal-unverified']);
  giveKey('x');
  expect(await call('audit', work, ...NAME)).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('PRIVATE_KEY: it is not a private key in PEM') as string,
  });
});

test('since a day, and for so long', async () => {
  const { work } = await givenCheckout();
  const kinds = async (...since: readonly string[]): Promise<readonly string[]> => {
    const { json } = await callJson('audit', work, ...since);
    return (json['entries'] as readonly { kind: string }[]).map(({ kind }) => kind);
  };
  expect(await kinds('--since', '2026-11-06')).toEqual(['ended', 'noticed']);
  expect(await kinds('--since', '2026-11-08')).toEqual([]);
  vi.setSystemTime(Date.UTC(2026, 10, 7, 10));
  onTestFinished(() => void vi.useRealTimers());
  expect(await kinds('--since', '1d')).toEqual(['noticed']);
  expect(await kinds('--since', '25h')).toEqual(['ended', 'noticed']);
});

test('CSV, in which nothing is a formula', async () => {
  const { work } = await givenCheckout();
  const { out } = await call('audit', work, '--csv');
  const lines = out.split('\r\n');
  expect(lines).toHaveLength(9);
  expect(lines[0]).toBe('number,time,who,what,on,outcome,link,commit');
  expect(lines[4]).toMatch(
    /^4,2026-11-04T09:30:00\.000Z,'@mallory,"\/rollout erly; =HYPERLINK\(""http:\/\/evil""\)",#12,"refused: there is no ring ""erly""",https:\/\/\S+,[0-9a-f]{40}$/,
  );
  expect(lines[8]).toBe('');
});

test.each([
  [
    'no journal',
    async () => (await givenWithout()).work,
    1,
    'git fetch origin refs/cordage/journal:refs/cordage/journal',
  ],
  ['no repository', () => Promise.resolve(makeFolder()), 2, 'is not a git repository'],
])('a folder with %s', async (_, given, status, words) => {
  expect(await call('audit', await given())).toMatchObject({
    status,
    out: '',
    err: expect.stringContaining(words) as string,
  });
});

const givenWithout = () => Promise.resolve(makeJournalWorld());

test.each([
  [['--since', 'yesterday'], '"yesterday" is neither a day nor a length of time'],
  [['--csv', '--json'], 'either CSV or JSON'],
])('%j is refused', async (options, words) => {
  const { status, out, err } = await call('audit', makeFolder(), ...options);
  expect(status).toBe(2);
  expect(out + err).toContain(words);
});

test('a bare repository and a linked work tree are read, too; a shallow one says what is missing', async () => {
  const { work, world, remote } = await givenCheckout();
  expect((await callJson('audit', world.remoteDir)).json).toMatchObject({ entries: { length: 7 } });
  git(work, 'worktree', 'add', '--quiet', '--detach', `${world.folder}/linked`);
  expect((await callJson('audit', `${world.folder}/linked`)).json).toMatchObject({ entries: { length: 7 } });
  const shallow = `${world.folder}/shallow`;
  git(world.folder, 'clone', '--quiet', '--bare', world.url, shallow);
  git(shallow, 'fetch', '--quiet', '--depth=3', world.url, 'refs/cordage/journal:refs/cordage/journal');
  const { json } = await callJson('audit', shallow);
  expect(json).toMatchObject({ entries: { length: 3 }, forged: [], problems: [{ code: 'journal-cut' }] });
  expect(remote('rev-parse', 'refs/cordage/journal')).toBe(json['tip']);
});
