import { judgeWindows } from '../../core/argo/sync-windows.ts';
import type { SyncWindow } from '../../core/argo/application.ts';
import { pollMs, type App, type Operation, type Step } from './app.ts';
import type { Desired } from './desired.ts';
import { DEADLINE_MS, exceed, tellProgress, turn, type Controller } from './health.ts';

/** What an Application finds when it looks, and the faults that were asked for. Times in milliseconds. */
export type Surroundings = {
  /** What the branch leads to; `force`: past the cache of the repository server, as a refresh does. */
  readonly resolve: (
    app: App,
    at: number,
    force: boolean,
  ) => { readonly revision: string; readonly desired: Desired | undefined };
  readonly windows: readonly SyncWindow[];
  /** From the beginning of an operation until the node is Healthy. */
  readonly syncMs: number;
  readonly hookMs: (app: App) => number | undefined;
  readonly hookFailure: (app: App) => string | undefined;
  readonly version: Controller['version'];
  /** A pod that cannot be pulled is not ready, and nothing more is known of it. */
  readonly badImage: (images: readonly string[]) => boolean;
  /** What a check of health that the network added says of what runs such images. */
  readonly failedCheck: (images: readonly string[]) => string | undefined;
  /** Whether this refresh gets lost, as up to 3.5 one does that comes while another is under way. */
  readonly dropsRefresh: () => boolean;
  readonly onDelete: (app: App) => boolean;
  readonly ignoresPaths: (app: App) => boolean;
};

const SECOND = 1000;
const RETRIES = 2;
const RETRY_MS = 30 * SECOND;
/** After a sync, before an added check finds something. */
const CHECK_MS = 30 * SECOND;
/** Before self-heal puts back what was changed by hand. */
export const HEAL_MS = 5 * SECOND;

/** What one step does to an Application; it may set when others are due. */
export const behave = (app: App, step: Step, at: number, around: Surroundings): void => {
  app.due.delete(step);
  BEHAVIOURS[step](app, at, around);
};

type Behaviour = (app: App, at: number, around: Surroundings) => void;

const BEHAVIOURS: Readonly<Record<Step, Behaviour>> = {
  poll: (app, at, around) => look(app, at, around),
  refresh: (app, at, around) => {
    const level = app.annotations.get('refresh') === 'hard' ? 'hard' : 'normal';
    const isSafe = around.version === '3.6' && app.annotations.has('refresh-timestamp');
    app.annotations.clear();
    if (!around.dropsRefresh() || isSafe) look(app, at, around, level);
  },
  begin: (app, at, around) => {
    const { revision, desired } = around.resolve(app, at, false);
    if (desired) start(app, at, around, { revision, desired, resources: app.drifted });
  },
  retry: (app, at, around) => {
    const { operation } = app;
    if (!operation) return;
    // While an attempt runs nothing has ended (processRequestedAppOperation).
    operation.finishedAt = undefined;
    begin(app, operation, at, around);
  },
  hook: (app, at, around) => {
    const { operation } = app;
    if (!operation?.hook) return;
    const failure = around.hookFailure(app);
    if (failure !== undefined) fail(app, operation, at, failure);
    else {
      operation.hook = { ...operation.hook, phase: 'Succeeded', message: 'Reached expected number of succeeded pods' };
      app.due.set('finish', at + pace(around, 0.05));
    }
  },
  finish: (app, at, around) => finish(app, at, around),
  look: (app, at, around) => {
    look(app, at, around);
    // Pods are on their way; where none is replaced there is nothing to wait for.
    if (app.due.has('settle') && !around.onDelete(app))
      turn(app, 'Progressing', at, tellProgress(app.live.desired.workload));
  },
  check: (app, at, around) => {
    const message = around.failedCheck(app.live.desired.images);
    if (message !== undefined) turn(app, 'Degraded', at, message);
  },
  replace: (app, _at, around) => {
    if (!around.onDelete(app)) app.live = { ...app.live, former: [] };
  },
  settle: (app, at, around) => {
    const { images } = app.live.desired;
    if (app.stalled || around.badImage(images) || around.failedCheck(images) !== undefined) return;
    app.due.delete('deadline');
    turn(app, 'Healthy', at);
  },
  deadline: (app, at) => exceed(app, at),
  heal: (app, at, around) => {
    if (app.drifted.length === 0 || !app.autoSync || app.operation?.phase === 'Running') return;
    const { auto, until } = windowsOf(app, at, around);
    if (auto) BEHAVIOURS.begin(app, at, around);
    else if (until !== undefined) app.due.set('heal', until);
  },
};

/** A comparison: resolves the branch, compares what is to be rendered with what runs, and lets auto-sync begin. */
const look = (app: App, at: number, around: Surroundings, level?: 'normal' | 'hard'): void => {
  app.due.set('poll', at + pollMs(app.name));
  app.reconciledAt = at;
  const { revision, desired } = around.resolve(app, at, level !== undefined);
  app.revision = revision;
  // A folder that is gone renders nothing, and nothing is pruned that was never meant to be (prune, preserved).
  const keepsOld = around.ignoresPaths(app) && level !== 'hard';
  const isSame = !desired || keepsOld || desired.fingerprint === app.live.desired.fingerprint;
  app.sync = isSame && app.drifted.length === 0 ? 'Synced' : 'OutOfSync';
  if (app.sync === 'Synced') app.syncError = undefined;
  if (app.drifted.length > 0 && app.autoSync && !app.due.has('heal')) app.due.set('heal', at + HEAL_MS);
  const { operation } = app;
  if (operation?.phase === 'Failed' && operation.revision === revision) {
    app.syncError = `Failed last sync attempt to [${revision}]: ${operation.message}`;
    return;
  }
  if (isSame || !desired || !app.autoSync || operation?.phase === 'Running') return;
  const { auto, until } = windowsOf(app, at, around);
  if (!auto) {
    if (until !== undefined) app.due.set('poll', Math.min(until, app.due.get('poll') ?? until));
    return;
  }
  app.requested = true;
  app.operation = undefined;
  app.due.set('begin', at + pace(around, 0.02));
};

const windowsOf = (app: App, at: number, around: Surroundings) =>
  judgeWindows(around.windows, { name: app.name, destination: destinationOf(app) }, at);

export const destinationOf = (app: App): { readonly cluster: string; readonly namespace: string } => ({
  cluster: app.labels['region'] ?? 'in-cluster',
  namespace: app.name,
});

/** A share of the time of a sync, and not more than it would be of a minute. */
const pace = ({ syncMs }: Surroundings, share: number): number => Math.min(syncMs, 60 * SECOND) * share;

type Wanted = Pick<Operation, 'revision' | 'desired' | 'resources'>;

const start = (app: App, at: number, around: Surroundings, wanted: Wanted): void => {
  app.requested = true;
  const operation: Operation = {
    ...wanted,
    startedAt: at,
    phase: 'Running',
    finishedAt: undefined,
    retries: 0,
    message: '',
    hook: undefined,
  };
  app.operation = operation;
  begin(app, operation, at, around);
};

/** The hook first, where there is one and all is synced. */
const begin = (app: App, operation: Operation, at: number, around: Surroundings): void => {
  const resource = operation.resources.length > 0 ? undefined : operation.desired.hook;
  if (resource === undefined) {
    app.due.set('finish', at + pace(around, 0.05));
    return;
  }
  operation.hook = { resource, phase: 'Running', message: '' };
  operation.message = `waiting for completion of hook batch/${resource}`;
  app.due.set('hook', at + (around.hookMs(app) ?? pace(around, 0.2)));
};

const fail = (app: App, operation: Operation, at: number, message: string): void => {
  if (operation.hook) operation.hook = { ...operation.hook, phase: 'Failed', message };
  operation.finishedAt = at;
  const why = `one or more synchronization tasks completed unsuccessfully, reason: ${message}`;
  if (operation.retries >= RETRIES) {
    operation.phase = 'Failed';
    operation.message = `${why} (retried ${operation.retries} times).`;
    app.requested = false;
    app.due.set('look', at + SECOND);
    return;
  }
  operation.retries += 1;
  const again = at + RETRY_MS * 2 ** (operation.retries - 1);
  operation.message = `${why}. Retrying attempt #${operation.retries} at ${new Date(again).toISOString()}.`;
  app.due.set('retry', again);
};

/** Applied: health and sync in the status are those of before until the look that follows. */
const finish = (app: App, at: number, around: Surroundings): void => {
  const { operation, live } = app;
  if (!operation) return;
  operation.phase = 'Succeeded';
  operation.finishedAt = at;
  operation.message = 'successfully synced (all tasks run)';
  app.requested = false;
  app.due.set('look', at + (around.syncMs === 0 ? 0 : SECOND));
  if (operation.resources.length > 0) {
    app.drifted = [];
    return;
  }
  app.drifted = [];
  app.live = { desired: operation.desired, former: live.desired.images };
  app.labels = operation.desired.labels;
  app.history.push({
    id: (app.history.at(-1)?.id ?? -1) + 1,
    revision: operation.revision,
    startedAt: operation.startedAt,
    deployedAt: at,
  });
  if (app.history.length > 3) app.history.shift();
  const settled = Math.max(at, operation.startedAt + around.syncMs);
  app.due.set('replace', at + (settled - at) * 0.8);
  app.due.set('settle', settled);
  if (around.failedCheck(operation.desired.images) !== undefined) app.due.set('check', at + CHECK_MS);
  if (operation.desired.workload.kind === 'Deployment') app.due.set('deadline', at + DEADLINE_MS);
  else app.due.delete('deadline');
};
