import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/** Argo CD works on 20 Applications at once unless told otherwise (argocd-cmd-params-cm, controller.status.processors). */
const MOST = 20;

/** Until the next of many are asked for; milliseconds. */
const PAUSE_MS = 2000;

/**
 * Asks Argo CD to look again at what was moved and does not show it yet, a few at a time: each costs it a look at git
 * and a comparison, and those that nobody waits for are left to its own pace.
 */
export const planRefreshes = ({ refreshes, now }: Snapshot): Step => {
  const due = refreshes.filter(({ dueAt }) => dueAt <= now);
  const next = Math.min(...refreshes.map(({ dueAt }) => (dueAt <= now ? Infinity : dueAt - now)));
  const lookAgainMs = due.length > MOST ? PAUSE_MS : Number.isFinite(next) ? next : undefined;
  if (due.length === 0) return { ...NOTHING, lookAgainMs };
  const applications = due.slice(0, MOST).map(({ application, commit }) => ({ application, commit }));
  return { ...NOTHING, actions: [{ kind: 'refresh', applications }], lookAgainMs };
};
