import type { Network } from '../network/network.ts';
import type { Action } from '../rollout/action.ts';
import type { DriftIssue, Snapshot } from '../rollout/snapshot.ts';
import { NOTHING, type Step } from '../rollout/step.ts';
import { isDriftTouched, parseDriftIssue, renderDriftIssue, type DriftTold } from '../text/drift-issue.ts';
import { DRIFT_LABELS } from '../text/labels.ts';
import type { Drift } from './drift.ts';

/** The text is edited at most so often, unless it turned clean; milliseconds. */
const EDIT_MS = 15 * 60_000;

/** An issue that was closed clean is opened again within this time, and after it another is begun; milliseconds. */
const REOPEN_MS = 7 * 24 * 3_600_000;

/** What is undecided is decided by time alone. Milliseconds. */
const LOOK_MS = 60_000;

/** An issue, and what its marker says of its text. */
type Known = DriftIssue & { readonly told: DriftTold['state']; readonly at: number };

/**
 * The one issue that tells a network's drift: opened when there is some, kept current, and closed when nothing differs
 * and everybody is seen. One that a person closed is kept current, too, but stays closed until it was clean.
 */
export const planDrift = (snapshot: Snapshot, network: Network): Step => {
  const { driftIssues, drift, now } = snapshot;
  if (!driftIssues) return NOTHING;
  const write: Write = (issue, told, state) => ({
    kind: 'update-issue',
    number: issue.number,
    ...renderDriftIssue(network.name, told, now),
    ...(state && state !== issue.state && { state }),
  });
  const known = driftIssues.map((issue) => know(issue, now));
  const [first, ...extra] = known.filter(({ state }) => state === 'open').toSorted((a, b) => a.number - b.number);
  const closing = extra.map((issue) => write(issue, { state: 'elsewhere', number: first?.number ?? 0 }, 'closed'));
  const issue = first ?? lastClosed(known);
  const step = planOne({ network, drift, issue, now, write });
  return { ...step, actions: [...closing, ...step.actions] };
};

const lastClosed = (known: readonly Known[]): Known | undefined =>
  known.filter(({ told }) => told !== 'elsewhere').toSorted((a, b) => b.at - a.at || b.number - a.number)[0];

type Write = (issue: Known, told: DriftTold, state?: DriftIssue['state']) => Action;

const also = (action: Action): Step => ({ ...NOTHING, actions: [action] });

/** A text that a person changed is put right at once: the time in it may be theirs. */
const know = (issue: DriftIssue, now: number): Known => {
  const marker = parseDriftIssue(issue.body);
  if (!marker.ok) return { ...issue, told: 'findings', at: 0 };
  const { state, at } = marker.value;
  return { ...issue, told: state, at: at > now || isDriftTouched(issue.body, marker.value) ? 0 : at };
};

type One = {
  readonly network: Network;
  readonly drift: Drift | undefined;
  readonly issue: Known | undefined;
  readonly now: number;
  readonly write: Write;
};

const planOne = (one: One): Step => {
  const { network, drift, issue, write } = one;
  const { argocd } = network.policy;
  if (argocd.drift === 'status')
    return issue?.state === 'open' ? also(write(issue, { state: 'off' }, 'closed')) : NOTHING;
  // Where no instance is seen, nothing is known that was not known before.
  if (!drift || argocd.instances.length <= drift.away.length) return NOTHING;
  const { findings, away, undecided } = drift;
  const isClean = findings.length === 0 && away.length === 0 && undecided === 0;
  // What is wrong for too short a time may be what the issue tells: a restart forgets since when it is so.
  const isQuiet = findings.length === 0 && (undecided > 0 || issue?.told !== 'findings');
  const step = isClean ? planClean(one) : isQuiet ? NOTHING : planTelling(one, drift);
  return undecided > 0 ? { ...step, lookAgainMs: Math.min(step.lookAgainMs ?? LOOK_MS, LOOK_MS) } : step;
};

/** Said once. */
const planClean = ({ issue, write }: One): Step =>
  issue && (issue.state === 'open' || issue.told === 'findings')
    ? also(write(issue, { state: 'clean' }, 'closed'))
    : NOTHING;

const planTelling = ({ network, issue, now, write }: One, drift: Drift): Step => {
  const { disclosure } = network.policy;
  const told: DriftTold = { state: 'findings', drift, disclosure, nodes: network.nodes.map(({ name }) => name) };
  const isOver = issue?.state === 'closed' && issue.told !== 'findings';
  if (!issue || (isOver && now - issue.at > REOPEN_MS))
    return also({ kind: 'create-issue', ...renderDriftIssue(network.name, told, now), labels: DRIFT_LABELS });
  const same = renderDriftIssue(network.name, told, issue.at);
  if (!isOver && issue.title === same.title && issue.body === same.body) return NOTHING;
  const wait = issue.at + EDIT_MS - now;
  return wait > 0 ? { ...NOTHING, lookAgainMs: wait } : also(write(issue, told, isOver ? 'open' : undefined));
};
