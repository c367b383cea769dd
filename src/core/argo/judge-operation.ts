import * as say from '../text/argo-words.ts';
import type { ArgoApplication, ArgoOperation } from './application.ts';
import type { Expectation, NamedHook } from './expectation.ts';
import { isUnresolved, reachedOperation, reachedStatus } from './revision.ts';
import { judgeWindows } from './sync-windows.ts';
import type { NodeVerdict } from './verdict.ts';

/** What Argo CD writes of an operation that a sync window keeps from beginning (controller/state.go). */
const BLOCKED = /blocked by sync window/i;

/** Whether an operation is under way, or ended without success. */
export const judgeOperation = (application: ArgoApplication, expectation: Expectation): NodeVerdict | undefined => {
  const { operation, operationRequested } = application;
  const ours = reachedOperation(application, expectation) === 'reached';
  // What does not say yet what it is for is for what was seen last; auto-sync asks once the commit was seen.
  const seen = reachedStatus(application, expectation) === 'reached';
  if (operation && isRunning(operation)) {
    const { message, startedAt } = operation;
    if (BLOCKED.test(message)) return judgeBlocked(application, startedAt, expectation);
    if (ours || (seen && isUnresolved(operation))) return judgeRunning(operation, expectation);
    return { kind: 'waiting', for: 'operation', since: startedAt, message: say.otherOperation() };
  }
  if (operationRequested) {
    const since = expectation.movedAt;
    return seen
      ? { kind: 'syncing', since }
      : { kind: 'waiting', for: 'operation', since, message: say.otherOperation() };
  }
  if (!ours || !operation || operation.phase === 'Succeeded') return undefined;
  return {
    kind: 'failed',
    since: operation.finishedAt ?? operation.startedAt,
    message: tellFailure(application, operation, expectation.hooks),
  };
};

/** Between two attempts it is Running with an end. */
const isRunning = ({ phase }: ArgoOperation): boolean => phase === 'Running' || phase === 'Terminating';

/** Argo CD says that a window holds it, and not which: of windows that could not be read, or do not, nothing is told. */
const judgeBlocked = (application: ArgoApplication, since: number, { windows, now }: Expectation): NodeVerdict => {
  const { until, manual } = judgeWindows(windows ?? [], application, now);
  const message = manual ? say.inSomeWindow() : say.inWindow(until, manual);
  return { kind: 'waiting', for: 'window', since, message };
};

const judgeRunning = (operation: ArgoOperation, expectation: Expectation): NodeVerdict => {
  const { message, startedAt, hooks } = operation;
  const running = hooks.filter(({ phase }) => phase === 'Running');
  for (const { resource } of running) {
    const named = findHook(expectation.hooks, resource);
    if (named) return judgeHook(named, resource, operation, expectation);
  }
  const [hook] = running;
  return { kind: 'syncing', since: startedAt, message: (hook && (hook.message || hook.resource)) || message };
};

/**
 * The Application does not say when a hook began: its time counts from the beginning of the attempt, and after that of each
 * named hook that has run in it before.
 */
const judgeHook = (
  hook: NamedHook,
  resource: string,
  operation: ArgoOperation,
  { hooks, now }: Expectation,
): NodeVerdict => {
  const { startedAt, done = [] } = operation;
  const before = hooks.filter((other) => other !== hook && done.some((name) => isHook(other, name)));
  const needed = [...before, hook].reduce((sum, { budget }) => sum + budget, 0);
  const until = beginOf(operation, needed) + needed;
  return now < until
    ? { kind: STAGES[hook.stage], since: startedAt, until, message: resource }
    : { kind: 'degraded', since: until, message: say.hookOverTime(hook.stage, resource, until) };
};

/** The longest pause between two attempts, unless the Application says otherwise (argo-cd pkg/apis/application/v1alpha1/application_defaults.go). */
const LONGEST_PAUSE_MS = 3 * 60_000;

/**
 * When the present attempt began at the latest. From the end of an attempt to the beginning of the next the operation has that
 * end; then Argo CD takes it away and names no other time (controller/appcontroller.go), so that each attempt gets the same.
 */
const beginOf = ({ startedAt, finishedAt, retryCount }: ArgoOperation, needed: number): number => {
  if (retryCount === 0) return startedAt;
  return finishedAt ?? startedAt + retryCount * (needed + LONGEST_PAUSE_MS);
};

const STAGES = { drain: 'draining', backup: 'backing-up', migration: 'migrating' } as const;

const findHook = (hooks: readonly NamedHook[], resource: string): NamedHook | undefined =>
  hooks.find((hook) => isHook(hook, resource));

const isHook = ({ kind, name, generated }: NamedHook, resource: string): boolean =>
  generated ? resource.startsWith(`${kind}/${name}`) : resource === `${kind}/${name}`;

/** The most telling: a resource that was refused, a hook that failed, the operation itself, the condition. */
const tellFailure = (
  { errors }: ArgoApplication,
  { failures: [refused], hooks, message }: ArgoOperation,
  named: readonly NamedHook[],
): string => {
  if (refused) return say.ofResource(refused.resource, refused.message);
  const hook = hooks.find(({ phase }) => phase === 'Failed' || phase === 'Error');
  if (hook) return say.hookFailed(findHook(named, hook.resource)?.stage, hook.resource, hook.message);
  return message || errors.find(({ type }) => type === 'SyncError')?.message || say.failedSilently();
};
