import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchMirror } from '../src/git/fetch.ts';
import { createJournalMemory, JOURNAL_REF, readJournal } from '../src/git/journal.ts';
import { journalKey } from '../src/git/journal-key.ts';
import type { Mirror } from '../src/git/mirror.ts';
import { openMirror } from '../src/git/open.ts';
import { writeHistory } from '../test/git/journal-history.ts';
import { measurePair, renderPair } from './measure.ts';

const LARGE = 50_000;
const SMALL = 50;
const NETWORK = 'acme/network-manifests';

/** What a pass pays for the journal: one of 50,000 entries beside one of 50, after a start and from pass to pass. */
export const benchJournal = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'cordage-bench-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const measure = async (folder: string): Promise<string> => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = journalKey(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  const place = { ref: JOURNAL_REF, network: NETWORK, keys: [key] } as const;
  const open = async (entries: number): Promise<Mirror> => {
    const remote = join(folder, `${entries}.git`);
    execFileSync('git', ['init', '--quiet', '--bare', remote]);
    writeHistory(remote, JOURNAL_REF, { entries, network: NETWORK, key });
    const mirror = await openMirror({
      dir: join(folder, 'mirrors', `${entries}`),
      remote: { url: `file://${remote}` },
    });
    await fetchMirror(mirror);
    return mirror;
  };
  using large = await open(LARGE);
  using small = await open(SMALL);
  const coldly = (mirror: Mirror) => () => readJournal(mirror, place, createJournalMemory());
  const cold = await measurePair(coldly(large), coldly(small));
  const [ofLarge, ofSmall] = [createJournalMemory(), createJournalMemory()];
  const warm = await measurePair(
    () => readJournal(large, place, ofLarge),
    () => readJournal(small, place, ofSmall),
  );
  const { decisions, sinceSnapshot } = await readJournal(large, place, ofLarge);
  return [
    `  ${LARGE} entries, ${sinceSnapshot + 1} commits read of ${decisions.seq}, beside ${SMALL}; medians of 7 rounds`,
    renderPair(`read what ${LARGE} entries decided, after a start`, `reading ${SMALL}`, cold),
    renderPair('look again when nothing was added', `looking again at ${SMALL}`, warm),
  ].join('\n');
};
