import * as say from '../text/argo-words.ts';
import type { ArgoApplication, ArgoOperation } from './application.ts';
import type { Expectation, NamedHook } from './expectation.ts';
import { reachedOperation, reachedStatus } from './revision.ts';
import { judgeWindows } from './sync-windows.ts';
import type { NodeVerdict } from './verdict.ts';

/** What Argo CD writes of an operation that a sync window keeps from beginning (controller/state.go). */
const BLOCKED = /blocked by sync window/i;

/** Whether an operation is under way, or ended without success. */
export const judgeOperation = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { operation, operationRequested } = application;
  const { movedAt } = expectation;
  const ours = reachedOperation(application, expectation) === 'reached';
  if (operation && isRunning(operation)) {
    if (ours) return judgeRunning(application, operation, expectation);
    return { kind: 'waiting', for: 'operation', since: operation.startedAt, message: say.otherOperation() };
  }
  if (operationRequested) {
    // Between the request and its beginning there is no state of it; auto-sync asks once the commit was seen.
    return reachedStatus(application, expectation) === 'reached'
      ? { kind: 'syncing', since: movedAt }
      : { kind: 'waiting', for: 'operation', since: movedAt, message: say.otherOperation() };
  }
  if (!ours || !operation || operation.phase === 'Succeeded') return undefined;
  return {
    kind: 'failed',
    since: operation.finishedAt ?? operation.startedAt,
    message: tellFailure(application, operation),
  };
};

/** Between two attempts it is Running with an end. */
const isRunning = ({ phase }: ArgoOperation): boolean => phase === 'Running' || phase === 'Terminating';

const judgeRunning = (
  application: ArgoApplication,
  operation: ArgoOperation,
  expectation: Expectation,
): NodeVerdict => {
  const { message, startedAt, hooks } = operation;
  if (BLOCKED.test(message)) {
    const { until, manual } = judgeWindows(expectation.windows ?? [], application, expectation.now);
    return { kind: 'waiting', for: 'window', since: startedAt, message: say.inWindow(until, manual) };
  }
  const running = hooks.filter(({ phase }) => phase === 'Running');
  for (const { resource } of running) {
    const named = expectation.hooks.find((hook) => isNamed(hook, resource));
    if (named) return judgeHook(named, resource, startedAt, expectation.now);
  }
  const [hook] = running;
  return { kind: 'syncing', since: startedAt, message: (hook && (hook.message || hook.resource)) || message };
};

/** The Application does not say when a hook began: its time counts from the beginning of the operation. */
const judgeHook = (hook: NamedHook, resource: string, startedAt: number, now: number): NodeVerdict => {
  const until = startedAt + hook.budget;
  return now < until
    ? { kind: STAGES[hook.stage], since: startedAt, until, message: resource }
    : { kind: 'degraded', since: until, message: say.hookOverTime(hook.stage, resource, until) };
};

const STAGES = { drain: 'draining', backup: 'backing-up', migration: 'migrating' } as const;

const isNamed = ({ kind, name, generated }: NamedHook, resource: string): boolean =>
  generated ? resource.startsWith(`${kind}/${name}`) : resource === `${kind}/${name}`;

/** The most telling: a resource that was refused, a hook that failed, the condition, the operation itself. */
const tellFailure = ({ errors }: ArgoApplication, { failures, hooks, message }: ArgoOperation): string => {
  const note = failures[0] ?? hooks.find(({ phase }) => phase === 'Failed' || phase === 'Error');
  if (note) return note.message === '' ? note.resource : `${note.resource}: ${note.message}`;
  return message || (errors.find(({ type }) => type === 'SyncError')?.message ?? '');
};
