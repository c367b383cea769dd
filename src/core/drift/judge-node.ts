import type { ArgoApplication } from '../argo/application.ts';
import type { DriftFinding } from './drift.ts';
import { isFailing, type Suspects } from './suspects.ts';

/** How long a change by hand that Argo CD undid is told; milliseconds. */
const HAND_EDIT_MS = 24 * 3_600_000;

/** Who starts the syncs that nobody asked for, as the Application's decoder names them. */
const BY_ITSELF = 'automated';

type Question = {
  readonly node: string;
  readonly application: ArgoApplication;
  readonly suspects: Suspects;
  readonly now: number;
  /** How long something must have stood to be told; milliseconds. */
  readonly grace: number;
  /** How long a node may be on its way to health. */
  readonly patience: number;
};

type NodeDrift = {
  readonly findings: readonly DriftFinding[];
  /** It may be told soon, or nobody knows: it is not well for certain. */
  readonly undecided: boolean;
};

/** What one Application says of a node that nothing of ours is moving. */
export const judgeNode = (question: Question): NodeDrift => {
  const parts = [judgeSync(question), judgeHealth(question)];
  return {
    findings: [...parts.flatMap((part) => (typeof part === 'object' ? part : [])), ...judgeHandEdit(question)],
    undecided: parts.includes('undecided'),
  };
};

type Judged = DriftFinding | 'undecided' | undefined;

/** A status of an older spec says nothing of the present one, and a running operation may be about to end it. */
const judgeSync = ({ node, application, suspects, now, grace }: Question): Judged => {
  const { sync, comparedToSpec, operation, operationRequested, outOfSync } = application;
  if (sync === 'Synced' && comparedToSpec) return undefined;
  const seen = suspects.outOfSync.get(node);
  const runs = operationRequested || operation?.phase === 'Running' || operation?.phase === 'Terminating';
  if (sync !== 'OutOfSync' || !comparedToSpec || runs || seen === undefined || now - seen <= grace) return 'undecided';
  return { kind: 'out-of-sync', node, since: operation?.finishedAt ?? seen, resources: outOfSync.toSorted() };
};

/**
 * Progressing counts from the time on that the ring gives a node: Argo CD never calls a StatefulSet whose pod cannot
 * start Degraded.
 */
const judgeHealth = ({ node, application, suspects, now, grace, patience }: Question): Judged => {
  const { health, healthSince } = application;
  const failing = isFailing(application);
  if (!failing && health === 'Unknown') return 'undecided';
  if (!failing && health !== 'Progressing') return undefined;
  const noted = failing ? suspects.failing.get(node) : undefined;
  // An error has no time of its own, and the health's says nothing of it unless that is bad by itself.
  const since = failing && health !== 'Degraded' && health !== 'Missing' ? noted : (healthSince ?? noted);
  if (since === undefined || now - since <= (failing ? grace : patience)) return 'undecided';
  return { kind: 'unwell', node, since, message: tellHealth(application) };
};

/** The most telling of what Argo CD says, in its words. */
const tellHealth = ({ errors: [error], unwell: [resource], health, healthMessage }: ArgoApplication): string => {
  if (error) return `${error.type}: ${error.message}`;
  if (healthMessage !== '') return `${health}: ${healthMessage}`;
  return resource ? `${health}: ${resource.resource}: ${resource.message}` : health;
};

/** A sync of some resources only that nobody asked for is self-heal: it puts back what somebody changed. */
const judgeHandEdit = ({ node, application: { operation }, now }: Question): readonly DriftFinding[] => {
  const at = operation?.finishedAt;
  return operation?.partial === true && operation.by === BY_ITSELF && at !== undefined && now - at <= HAND_EDIT_MS
    ? [{ kind: 'hand-edit', node, since: at, resources: operation.selected.toSorted() }]
    : [];
};
