import type { LinkedEntry } from '../journal/chain.ts';
import type { Decision, Entry } from '../journal/entry.ts';
import { formatTime, plural } from './count.ts';
import { tellEffect, tellEnded, tellPassed } from './journal-told.ts';
import { alignColumns } from './pin-table.ts';
import { printable } from './printable.ts';

/** One decision as an auditor reads it. Texts are as they were written, and not fit for a terminal yet. */
export type AuditRow = {
  readonly seq: number;
  /** Milliseconds. */
  readonly at: number;
  readonly by: string;
  readonly kind: Decision['kind'];
  readonly what: string;
  /** A pull request or an issue, `#12`; else the rollout; empty for what concerns the network. */
  readonly on: string;
  readonly outcome: string;
  readonly url: string | undefined;
  readonly commit: string;
};

/** Decisions in the order in which they were taken; snapshots are none. */
export const listAudit = (entries: readonly LinkedEntry[], since: number): readonly AuditRow[] =>
  entries
    .filter(({ entry: { at, decision } }) => at >= since && decision.kind !== 'snapshot')
    .map(({ commit, entry }) => ({ ...renderRow(entry), commit }))
    .toReversed();

const renderRow = ({ seq, at, by, decision }: Entry): Omit<AuditRow, 'commit'> => ({
  seq,
  at,
  by,
  kind: decision.kind,
  url: decision.kind === 'request' ? decision.url : undefined,
  ...tellRow(decision),
});

const tellRow = (decision: Decision): Pick<AuditRow, 'what' | 'on' | 'outcome'> => {
  switch (decision.kind) {
    case 'request':
      return { what: decision.lines.join('; '), on: `#${decision.on}`, outcome: tellOutcome(decision) };
    case 'merge': {
      const what = decision.ring === undefined ? 'take nodes back' : `merge ${decision.rollout} on ${decision.ring}`;
      return { what, on: `#${decision.pull}`, outcome: 'gates open' };
    }
    case 'merged': {
      const { rollout, ring, pull, commit, nodes } = decision;
      const outcome = `merged ${plural(nodes.length, 'node')} as ${commit.slice(0, 10)}`;
      return { what: `merge ${rollout} on ${ring}`, on: `#${pull}`, outcome };
    }
    case 'passed':
      return { what: `soak of ${decision.ring}`, on: decision.rollout, outcome: tellPassed(decision) };
    case 'ended':
      return { what: 'rollout', on: decision.rollout, outcome: tellEnded(decision) };
    case 'start': {
      const on = 'issue' in decision.origin ? decision.origin.issue : decision.origin.pull;
      return { what: 'next step', on: `#${on}`, outcome: tellEffect(decision) };
    }
    case 'noticed': {
      const on = decision.on === undefined ? (decision.rollout ?? '') : `#${decision.on}`;
      return { what: decision.text, on, outcome: 'changed nothing' };
    }
    case 'snapshot':
      return { what: 'snapshot', on: '', outcome: '' };
  }
};

const tellOutcome = ({ accepted, effects, answers }: Extract<Decision, { kind: 'request' }>): string => {
  if (accepted) {
    const steps = effects.filter((effect) => effect.kind === 'start' && effect.goal !== undefined);
    return effects.length > 0 ? ['done', ...steps.map(tellEffect)].join(': ') : 'answered';
  }
  const problems = answers.flatMap((answer) => (answer.kind === 'problems' ? answer.problems : []));
  return ['refused', ...problems.slice(0, 1).map(({ message }) => message)].join(': ');
};

/** For a terminal: one line each. */
export const renderAudit = (rows: readonly AuditRow[]): string =>
  [
    ...alignColumns([
      ...(rows.length > 0 ? [['time', 'who', 'what', 'on', 'outcome']] : []),
      ...rows.map(({ at, by, what, on, outcome }) => [formatTime(at), ...[by, what, on, outcome].map(printable)]),
    ]),
    plural(rows.length, 'decision'),
    '',
  ].join('\n');

/** RFC 4180, with a head; times in ISO 8601. */
export const renderAuditCsv = (rows: readonly AuditRow[]): string =>
  [
    ['number', 'time', 'who', 'what', 'on', 'outcome', 'link', 'commit'],
    ...rows.map(({ seq, at, by, what, on, outcome, url, commit }) => [
      `${seq}`,
      new Date(at).toISOString(),
      by,
      what,
      on,
      outcome,
      url ?? '',
      commit,
    ]),
  ]
    .map((cells) => `${cells.map(renderCell).join(',')}\r\n`)
    .join('');

/**
 * A spreadsheet would carry out a cell that begins like a formula, in half or full width: an apostrophe before it makes it
 * text (OWASP, CSV injection). All else stays as it was written.
 */
const renderCell = (text: string): string => {
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Whether what was printed may be trusted. */
export const signaturesChecked = (repository: string): string =>
  `signatures checked: the App whose key you gave took these decisions, for ${printable(repository)}\n`;

export const signaturesNotChecked = (why: 'no-key' | 'no-repository'): string =>
  why === 'no-key'
    ? "signatures not checked: PRIVATE_KEY or PRIVATE_KEY_PATH, the App's key, is not set\n"
    : 'signatures not checked: the repository has no remote "origin" on GitHub; name it with --repository OWNER/NAME\n';
