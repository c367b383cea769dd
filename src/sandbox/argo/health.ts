import { isoTime } from '../github/world.ts';
import type { App } from './app.ts';
import type { Workload } from './desired.ts';

/**
 * Which Argo CD it is and how it is set. Since 3.0 the health of single resources is not in the Application unless
 * `controller.resource.health.persist` puts it there; from 3.6 on the health of the whole names the resources that cause it
 * (controller/health.go at v3.5.1 and master of 2026-08-22), not why.
 */
export type Controller = { readonly version: '3.5' | '3.6'; readonly persistsHealth: boolean };

const MINUTE = 60_000;

/** `progressDeadlineSeconds` of a Deployment that does not say it. A StatefulSet has none: it is Progressing for good. */
export const DEADLINE_MS = 10 * MINUTE;

/** Since when is kept where the status is the same (persistAppStatus: "the ONLY place in code where this is set"). */
export const turn = (app: App, status: App['health']['status'], at: number, message = ''): void => {
  app.health = { status, since: app.health.status === status ? app.health.since : at, message };
};

/** Its one pod is not ready (gitops-engine/pkg/health at v3.5.1); a Deployment of a node is of the strategy Recreate. */
export const tellProgress = ({ kind }: Workload): string =>
  kind === 'StatefulSet'
    ? 'Waiting for 1 pods to be ready...'
    : 'Waiting for rollout to finish: 0 of 1 updated replicas are available...';

/** The deadline of a Deployment's rollout is over: what built-in checks call Degraded, and all that they say of it. */
export const exceed = (app: App, at: number): void => {
  if (app.health.status !== 'Progressing') return;
  turn(app, 'Degraded', at, `Deployment "${app.live.desired.workload.name}" exceeded its progress deadline`);
};

export const recover = (app: App, now: number): void => {
  const wasIll = app.ill !== undefined;
  app.ill = undefined;
  if (app.stalled) {
    app.stalled = false;
    if (!app.due.has('settle') && app.health.status !== 'Healthy') app.due.set('settle', now);
  }
  if (wasIll && app.health.status === 'Healthy') app.health = { ...app.health, since: now };
};

/** `status.health`. */
export const renderHealth = (app: App, { version }: Controller): Readonly<Record<string, unknown>> => {
  const { status, since } = healthOf(app);
  const { kind, name } = app.live.desired.workload;
  return {
    status,
    lastTransitionTime: isoTime(since),
    ...(version === '3.6' && status !== 'Healthy' && { message: `Caused by apps/${kind}:${app.name}/${name}` }),
  };
};

/** `health` of one of its resources, where it is persisted: of what has a check. */
export const renderResourceHealth = (app: App, resource: string): Readonly<Record<string, unknown>> | undefined => {
  const { kind, name } = app.live.desired.workload;
  if (resource.startsWith('Service/')) return { status: 'Healthy' };
  if (resource !== `${kind}/${name}`) return undefined;
  const { status, message } = healthOf(app);
  return { status, ...(message !== '' && { message }) };
};

const healthOf = ({ ill, health }: App): App['health'] => (ill ? { status: 'Degraded', ...ill } : health);
