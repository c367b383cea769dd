import type { ApplicationRef } from '../argo/application.ts';
import type { Drift, DriftFinding } from '../drift/drift.ts';
import { formatDuration, listNames, plural } from './count.ts';
import { countDrift, groupDrift, headPart, type DriftGroup, type DriftPart } from './drift-text.ts';
import { printable } from './printable.ts';

/** Names of one group, and groups of one kind, before the rest is counted. */
const MOST_NAMES = 5;
const MOST_GROUPS = 10;

/** The drift for a terminal, a line each; ages are counted from `now`, in milliseconds. */
export const renderDriftStatus = (drift: Drift, { now }: { readonly now: number }): string => {
  const { findings, away, undecided } = drift;
  return [
    renderHead(drift),
    ...groupDrift(findings, 'names', []).flatMap((part) => renderPart(part, now)),
    ...(undecided > 0 ? [`  ${plural(undecided, 'node')} may differ, for too short a time to tell`] : []),
    ...away.map(({ instance, heardAt }) => {
      const age = heardAt === undefined ? 'not heard of yet' : `last heard of ${tellAge(heardAt, now)} ago`;
      return `  Argo CD ${printable(instance)} cannot be seen, ${age}`;
    }),
  ].join('\n');
};

const renderHead = ({ findings, away, undecided }: Drift): string => {
  if (findings.length > 0) return `drift: ${countDrift(findings)} not as git and the journal say`;
  return away.length + undecided > 0 ? 'drift: none where Cordage can tell' : 'drift: none';
};

const renderPart = (part: DriftPart, now: number): readonly string[] => {
  const rest = part.groups.slice(MOST_GROUPS);
  const hidden = rest.reduce((sum, { names }) => sum + names.length, 0);
  return [
    `  ${headPart(part)}`,
    ...part.groups.slice(0, MOST_GROUPS).map((group) => `    ${renderGroup(part, group, now)}`),
    ...(hidden > 0 ? [`    and ${plural(hidden, 'more', 'more')}, each otherwise`] : []),
  ];
};

const renderGroup = ({ kind }: DriftPart, { says, names, times }: DriftGroup, now: number): string => {
  return [
    plural(names.length, kind === 'no-node' ? 'Application' : 'node'),
    ...(says === '' ? [] : [printable(says)]),
    ...(times.length === 0 ? [] : [tellTimes(kind, times, now)]),
    listNames(
      names.map((name) => printable(name)),
      MOST_NAMES,
    ),
  ].join('  ');
};

const tellTimes = (kind: DriftPart['kind'], times: readonly number[], now: number): string => {
  const at = times.reduce((a, b) => (kind === 'unwell' ? Math.min(a, b) : Math.max(a, b)));
  const age = tellAge(at, now);
  if (kind === 'unwell') return `for ${age}`;
  return kind === 'hand-edit' ? `put back ${age} ago` : `last sync ${age} ago`;
};

/** Its largest unit is enough from a minute on. */
const tellAge = (at: number, now: number): string => {
  const age = Math.max(0, now - at);
  return formatDuration(age < 60_000 ? Math.floor(age / 1000) * 1000 : Math.floor(age / 60_000) * 60_000);
};

/** A finding of the JSON form; times as ISO 8601, one key for one meaning. */
type DriftItem = {
  readonly kind: DriftFinding['kind'];
  readonly node?: string;
  readonly since?: string;
  readonly message?: string;
  readonly resources?: readonly string[];
  readonly artifact?: string;
  readonly version?: string;
  readonly ring?: string;
  readonly ringVersion?: string;
  readonly applications?: readonly ApplicationRef[];
};

type DriftJson = {
  /** Whether nothing differs and everything is seen. */
  readonly clean: boolean;
  readonly findings: readonly DriftItem[];
  readonly undecided: number;
  readonly away: readonly { readonly instance: string; readonly heardAt: string | null }[];
};

/** The drift for scripts. */
export const listDrift = ({ findings, away, undecided }: Drift): DriftJson => ({
  clean: findings.length + away.length + undecided === 0,
  findings: findings.map((finding): DriftItem => {
    if (finding.kind === 'no-node') return { kind: finding.kind, applications: [finding.application] };
    return 'since' in finding ? { ...finding, since: toTime(finding.since) } : finding;
  }),
  undecided,
  away: away.map(({ instance, heardAt }) => ({ instance, heardAt: heardAt === undefined ? null : toTime(heardAt) })),
});

const toTime = (at: number): string => new Date(at).toISOString();
