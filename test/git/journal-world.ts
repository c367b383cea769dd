import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { Decision } from '../../src/core/journal/entry.ts';
import type { Identity } from '../../src/git/commit-request.ts';
import { fetchMirror } from '../../src/git/fetch.ts';
import {
  createJournalMemory,
  JOURNAL_REF,
  readJournal,
  type JournalMemory,
  type JournalPlace,
} from '../../src/git/journal.ts';
import { appendEntries, type TimedEntry } from '../../src/git/journal-append.ts';
import { journalKey } from '../../src/git/journal-key.ts';
import type { Mirror } from '../../src/git/mirror.ts';
import { git, makeWorld } from './world.ts';

const makePem = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

/** Made once: a key costs a tenth of a second. */
export const PEM = makePem();
export const OTHER_PEM = makePem();
export const KEY = journalKey(PEM);

export const PLACE: JournalPlace & { readonly identity: Identity } = {
  ref: JOURNAL_REF,
  network: 'acme/network-manifests',
  keys: [KEY],
  identity: { name: 'cordage[bot]', email: 'cordage@example.com' },
};

export const noticed = (text: string): TimedEntry => ({
  at: Date.UTC(2026, 10, 22, 14, 2),
  by: 'cordage[bot]',
  decision: { kind: 'noticed', text },
});

export const asked = (
  effects: Extract<Decision, { kind: 'request' }>['effects'],
  lines: readonly string[] = [],
): TimedEntry => ({
  at: Date.UTC(2026, 10, 22, 14, 2),
  by: 'olivia',
  decision: {
    kind: 'request',
    comment: 91,
    url: 'https://github.example/acme/network-manifests/pull/12#issuecomment-91',
    on: 12,
    lines,
    accepted: true,
    effects,
    answers: [],
  },
});

/** One process with a mirror of its own. */
export type Replica = {
  readonly mirror: Mirror;
  readonly memory: JournalMemory;
  /** Fetches and reads, as a pass does. */
  readonly look: () => ReturnType<typeof readJournal>;
  /** Looks and appends. */
  readonly append: (...entries: readonly TimedEntry[]) => ReturnType<typeof appendEntries>;
};

/** A manifests repository, with replicas of Cordage and a person who pushes. */
export const makeJournalWorld = () => {
  const world = makeWorld();
  world.commit({ 'cordage.yaml': 'network: trade\n' });
  const work = join(world.folder, 'work');
  const remote = (...args: readonly string[]): string => git(world.remoteDir, ...args);
  const open = async (name = 'one', place: Partial<JournalPlace> = {}): Promise<Replica> => {
    const mirror = await world.open({ dir: join(world.folder, name, 'net.git') });
    const memory = createJournalMemory();
    const there = { ...PLACE, ...place };
    const look = async () => {
      await fetchMirror(mirror);
      return readJournal(mirror, there, memory);
    };
    return { mirror, memory, look, append: async (...entries) => appendEntries(mirror, await look(), entries, there) };
  };
  return {
    world,
    work,
    open,
    remote,
    tip: (): string => remote('for-each-ref', '--format=%(objectname)', JOURNAL_REF),
    /** Puts a commit with this message on the journal, as anybody may who can push; tells its id. */
    forge: (message: string, ...parents: readonly string[]): string => {
      const tip = remote('for-each-ref', '--format=%(objectname)', JOURNAL_REF);
      const on = (parents.length > 0 ? parents : [tip].filter(Boolean)).flatMap((parent) => ['-p', parent]);
      const commit = remote('commit-tree', 'main^{tree}', ...on, '-m', message);
      remote('update-ref', JOURNAL_REF, commit);
      return commit;
    },
    messageOf: (commit: string): string => remote('log', '-1', '--format=%B', commit),
    subjects: (): readonly string[] => remote('log', '--format=%s', JOURNAL_REF).split('\n'),
  };
};
