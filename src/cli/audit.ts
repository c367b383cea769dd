import { findChain, type Chain, type JournalCommit } from '../core/journal/chain.ts';
import { parseSince } from '../core/journal/since.ts';
import { fail, isError, succeed, type Outcome, type Problem } from '../core/problem.ts';
import {
  listAudit,
  renderAudit,
  renderAuditCsv,
  signaturesChecked,
  signaturesNotChecked,
  type AuditRow,
} from '../core/text/journal-audit.ts';
import * as say from '../core/text/journal-problems.ts';
import { renderProblems } from '../core/text/problems.ts';
import { GitError } from '../git/git-error.ts';
import { JOURNAL_REF } from '../git/journal.ts';
import { readJournalCommits, type Checking } from '../git/journal-commits.ts';
import { journalKey } from '../git/journal-key.ts';
import type { Mirror } from '../git/mirror.ts';
import { loadEnvironment, readAppKey } from '../settings.ts';
import { giveUp, refuseUse, statusOf } from './answer.ts';
import type { Arguments } from './arguments.ts';
import { findRef, findRepository, JOURNAL_REFS, openCheckout } from './audit-checkout.ts';
import type { Run } from './command.ts';

const PAGE = 20_000;

/** `cordage audit`: every decision in the journal of a checkout. */
export const run: Run = async (args) => {
  const given = args.text('since');
  const since = given === undefined ? 0 : parseSince(given, Date.now());
  if (since === undefined) return refuseUse('audit', [say.notSince(given ?? '')]);
  if (args.flag('csv') && args.flag('json')) return refuseUse('audit', [say.csvOrJson()]);
  const checkout = openCheckout(args.positionals[0] ?? '.');
  if (!checkout) return refuseUse('audit', [say.notACheckout(args.positionals[0] ?? '.')]);
  const key = readAppKey(loadEnvironment());
  if ('wrong' in key) return giveUp([say.keyUnusable(key.wrong)]);
  try {
    const found = await findRef(checkout, JOURNAL_REFS);
    if (!found) return giveUp([say.journalAbsent(JOURNAL_REF)]);
    const repository = args.text('repository') ?? (await findRepository(checkout));
    const checking = checkingOf(key.key, repository);
    const chain = await readHistory(checkout, found.tip, found.ref, checking);
    if (!chain.ok) return giveUp(chain.problems);
    return describe({ args, ...found, repository, checking, chain: chain.value, since });
  } catch (error) {
    if (error instanceof GitError) return giveUp([error.problem]);
    throw error;
  }
};

/** Without a key, or without a name that the signatures are for, all is taken for signed that looks like it. */
type Check = Checking & { readonly lacks: 'no-key' | 'no-repository' | undefined };

const checkingOf = (pem: string | undefined, network: string | undefined): Check => {
  if (pem === undefined || network === undefined) {
    return { network: '', verify: () => true, lacks: pem === undefined ? 'no-key' : 'no-repository' };
  }
  return { network, verify: journalKey(pem).verify, lacks: undefined };
};

const readHistory = async (checkout: Mirror, tip: string, ref: string, checking: Checking): Promise<Outcome<Chain>> => {
  const commits: JournalCommit[] = [];
  for (let next: string | undefined = tip; next !== undefined;) {
    const page: Awaited<ReturnType<typeof readJournalCommits>> = await readJournalCommits(
      checkout,
      next,
      PAGE,
      checking,
    );
    for (const commit of page.commits) commits.push(commit);
    next = page.next;
  }
  const found = findChain(commits, true, 'history');
  if (found.kind === 'newer') return fail(say.journalNewer(ref, found.commit));
  return succeed(found.kind === 'chain' ? found.chain : { entries: [], forged: [], since: 0 });
};

type Read = {
  readonly args: Arguments;
  readonly ref: string;
  readonly tip: string;
  readonly repository: string | undefined;
  readonly checking: Check;
  readonly chain: Chain;
  readonly since: number;
};

const describe = ({ args, ref, tip, repository, checking, chain, since }: Read) => {
  const rows = listAudit(chain.entries, since);
  const problems = judge(ref, repository, chain);
  const { lacks } = checking;
  const trust = lacks === undefined ? signaturesChecked(repository ?? '') : signaturesNotChecked(lacks);
  return {
    status: statusOf(problems),
    facts: {
      repository: repository ?? null,
      ref,
      tip,
      signatures: lacks === undefined ? 'checked' : 'not-checked',
      entries: rows.map(tellRow),
      forged: chain.forged,
    },
    problems,
    text: args.flag('csv') ? renderAuditCsv(rows) : renderAudit(rows),
    notes: (problems.length > 0 ? renderProblems(problems) : '') + (problems.some(isError) ? '' : trust),
  };
};

const tellRow = ({ at, url, ...row }: AuditRow) => ({ ...row, at: new Date(at).toISOString(), url: url ?? null });

const judge = (ref: string, repository: string | undefined, { entries, forged }: Chain): readonly Problem[] => {
  const oldest = entries.at(-1)?.entry.seq;
  const isUnverified = entries.length === 0 && forged.some(({ why }) => why === 'signature');
  return [
    ...(isUnverified ? [say.journalUnverified(ref, repository ?? '')] : []),
    ...(oldest === undefined || oldest === 1 ? [] : [say.journalCut(ref, oldest)]),
    ...forged.map(say.entryForged),
  ];
};
