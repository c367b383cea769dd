import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { NO_DECISIONS } from '../../src/core/journal/decisions.ts';
import type { Entry } from '../../src/core/journal/entry.ts';
import { fold } from '../../src/core/journal/fold.ts';
import { renderEntry } from '../../src/core/journal/message.ts';
import type { JournalKey } from '../../src/git/journal-key.ts';

/** The tree without a file, whose id every git knows. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const WHO = 'cordage[bot] <cordage@example.com>';
const EVERY = 200;

/** A rollout a week, told of by requests and merges, as far as it matters for size. */
const decisionOf = (index: number): Pick<Entry, 'by' | 'decision'> => {
  const rollout = `trade@1.${Math.floor(index / 100)}.0`;
  if (index % 100 === 99) return { by: 'cordage[bot]', decision: { kind: 'ended', rollout, how: 'done' } };
  if (index % 5 === 4) {
    const nodes = Array.from({ length: 100 }, (_, node) => `party-${String(node).padStart(4, '0')}`);
    const merged = {
      kind: 'merged',
      rollout,
      ring: 'all',
      pull: index,
      commit: 'c'.repeat(40),
      nodes,
      mergedAt: 1,
    } as const;
    return { by: 'cordage[bot]', decision: merged };
  }
  const effects = [{ kind: 'grant', rollout, ring: 'canary' }] as const;
  const url = `https://github.example/acme/network-manifests/pull/12#issuecomment-${index}`;
  const request = { comment: index + 1, url, on: 12, lines: ['/rollout canary'], accepted: true, effects, answers: [] };
  return { by: 'olivia', decision: { kind: 'request', ...request } };
};

/**
 * Writes a journal of so many entries into a repository, with its snapshots, by one process: ids are worked out here,
 * since every entry names the one before. Tells the tip.
 */
export const writeHistory = (
  dir: string,
  ref: string,
  options: { readonly entries: number; readonly network: string; readonly key: JournalKey },
): string => {
  const { entries, network, key } = options;
  const chunks: Buffer[] = [];
  let state = NO_DECISIONS;
  let prev: string | undefined;
  const put = (entry: Entry): void => {
    const message = renderEntry(entry, { network, prev, nonce: '0' }, key.sign);
    const seconds = Math.floor(entry.at / 1000);
    const head = `author ${WHO} ${seconds} +0000\ncommitter ${WHO} ${seconds} +0000\n`;
    const object = `tree ${EMPTY_TREE}\n${prev === undefined ? '' : `parent ${prev}\n`}${head}\n${message}`;
    prev = createHash('sha1')
      .update(`commit ${Buffer.byteLength(object)}\0${object}`)
      .digest('hex');
    chunks.push(Buffer.from(`commit ${ref}\n${head}data ${Buffer.byteLength(message)}\n${message}`));
    state = fold(state, entry);
  };
  for (let index = 0; index < entries; index += 1) {
    const at = Date.UTC(2026, 0, 1) + index * 100 * 60_000;
    if (index > 0 && index % EVERY === 0) {
      put({ seq: state.seq + 1, at, by: 'cordage[bot]', decision: { kind: 'snapshot', state } });
    }
    put({ seq: state.seq + 1, at, ...decisionOf(index) });
  }
  execFileSync('git', ['-C', dir, 'fast-import', '--quiet', '--done', '--date-format=raw'], {
    input: Buffer.concat([...chunks, Buffer.from('done\n')]),
  });
  return prev ?? '';
};
