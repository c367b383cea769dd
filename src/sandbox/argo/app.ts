import { createHash } from 'node:crypto';
import type { Desired } from './desired.ts';

export type Health = 'Healthy' | 'Progressing' | 'Degraded' | 'Missing';

/** What an Application does next, and in this order where two fall on one moment. */
export const STEPS = [
  'refresh',
  'begin',
  'retry',
  'hook',
  'finish',
  'look',
  'check',
  'replace',
  'settle',
  'deadline',
  'heal',
  'poll',
] as const;
export type Step = (typeof STEPS)[number];

export type Operation = {
  readonly revision: string;
  readonly desired: Desired;
  /** Self-heal syncs what was changed only. */
  readonly resources: readonly string[];
  startedAt: number;
  phase: 'Running' | 'Succeeded' | 'Failed';
  finishedAt: number | undefined;
  retries: number;
  message: string;
  hook: { readonly resource: string; phase: 'Running' | 'Succeeded' | 'Failed'; message: string } | undefined;
};

/** An Argo CD Application and what it deploys, in one. Times in milliseconds. */
export type App = {
  readonly name: string;
  readonly repository: string;
  readonly uid: string;
  readonly createdAt: number;
  labels: Readonly<Record<string, string>>;
  path: string;
  /** What runs. `former`: images of pods that are not gone yet. */
  live: { desired: Desired; former: readonly string[] };
  revision: string;
  sync: 'Synced' | 'OutOfSync';
  /** Resources that differ, as `Kind/name`. */
  drifted: readonly string[];
  health: { status: Health; since: number; message: string };
  /** Unwell whatever it runs. */
  ill: { since: number; message: string } | undefined;
  reconciledAt: number;
  /** Asked for and not begun. */
  requested: boolean;
  operation: Operation | undefined;
  syncError: string | undefined;
  readonly history: { id: number; revision: string; startedAt: number; deployedAt: number }[];
  /** By name: refresh, refresh-timestamp. */
  readonly annotations: Map<string, string>;
  autoSync: boolean;
  readonly due: Map<Step, number>;
  /** Nothing happens before, and nothing is written. */
  staleUntil: number;
  stalled: boolean;
  generation: number;
  resourceVersion: number;
};

/** As it was found: it has run what the branch says for ever. */
export const createApp = (name: string, repository: string, desired: Desired, revision: string, at: number): App => ({
  name,
  repository,
  uid: uidOf(`${repository} ${name}`),
  createdAt: at,
  labels: desired.labels,
  path: desired.path,
  live: { desired, former: [] },
  revision,
  sync: 'Synced',
  drifted: [],
  health: { status: 'Healthy', since: at, message: '' },
  ill: undefined,
  reconciledAt: at,
  requested: false,
  operation: undefined,
  syncError: undefined,
  history: [],
  annotations: new Map(),
  autoSync: true,
  due: new Map([['poll', at + pollMs(name)]]),
  staleUntil: 0,
  stalled: false,
  generation: 1,
  resourceVersion: 0,
});

/** Every 120 s and up to 60 s more, so that not all look at once (timeout.reconciliation, and its jitter). */
export const pollMs = (name: string): number =>
  120_000 + (createHash('sha256').update(name).digest().readUInt16BE() % 60) * 1000;

const uidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** The step that is next, and when. */
export const nextStep = (app: App): { readonly step: Step; readonly at: number } | undefined => {
  let found: { step: Step; at: number } | undefined;
  for (const step of STEPS) {
    const due = app.due.get(step);
    if (due === undefined) continue;
    const at = Math.max(due, app.staleUntil);
    if (!found || at < found.at) found = { step, at };
  }
  return found;
};
