import { isOurRepository } from '../core/argo/our-repository.ts';
import { matchApplications } from '../core/argo/match.ts';
import { findDrift } from '../core/drift/find.ts';
import { NO_SUSPECTS, trackSuspects, type Suspects } from '../core/drift/suspects.ts';
import type { Problem } from '../core/problem.ts';
import { listBusy } from '../core/status/busy.ts';
import { listAwaited } from '../core/status/journal.ts';
import { judgeRows, listRevisions } from '../core/status/judge-rows.ts';
import { buildStatus, type Status } from '../core/status/status.ts';
import { unknownRevision } from '../core/text/argo-words.ts';
import { behind, instanceAway } from '../core/text/status-problems.ts';
import type { Clusters } from '../kubernetes/clusters.ts';
import type { Ancestry } from './status-ancestry.ts';
import type { Base } from './status-base.ts';

/** A sync that begins and ends between two looks is no drift; milliseconds. */
const DRIFT_GRACE_MS = 5 * 60_000;

export type Look = { readonly status: Status; readonly problems: readonly Problem[] };

/** What is known without a cluster. */
export const lookAlone = (base: Base, now: number): Look => ({
  status: buildStatus({ ...base, verdicts: undefined, views: [], drift: undefined, now }),
  problems: base.problems,
});

/** Looks at the clusters again and again, with what must be remembered from one look to the next. */
export const createLook = (
  clusters: Pick<Clusters, 'look'>,
  ancestry: Ancestry,
): ((base: Base, now: number) => Promise<Look>) => {
  let suspects: Suspects = NO_SUSPECTS;
  return async (base, now) => {
    const { network, rows, touched, origin, decisions } = base;
    // Whose Applications are ours nobody can say then.
    if (origin === undefined) return lookAlone(base, now);
    const { argocd } = network.policy;
    const isOurs = isOurRepository(origin.serverUrl, origin.repository);
    const views = clusters.look(origin.repository, argocd);
    const names = network.nodes.map(({ name }) => name);
    const matched = matchApplications(names, views, argocd.node, isOurs);
    await ancestry.ask(listRevisions({ rows, touched, matched }));
    const verdicts = judgeRows({ ...base, views, matched, isOurs, contains: ancestry.contains, now });
    suspects = trackSuspects(suspects, { views, matched, nodes: network.nodes.map(({ name }) => name) }, now);
    const busy = new Set([...listAwaited(decisions), ...listBusy(verdicts, touched, now)]);
    const drift = findDrift({ network, views, matched, decisions, busy, suspects, now, grace: DRIFT_GRACE_MS });
    const status = buildStatus({ ...base, verdicts, views, drift, now });
    const away = views.flatMap(({ name, state, why }) => {
      const instance = argocd.instances.find((one) => one.name === name);
      return state === 'away' && instance ? [instanceAway(instance, why ?? '')] : [];
    });
    const ahead = new Set(
      [...verdicts.values()].flatMap((of) =>
        [...of].filter(([, { message }]) => message === unknownRevision()).map(([node]) => node),
      ),
    );
    return { status, problems: [...base.problems, ...away, ...(ahead.size > 0 ? [behind(ahead.size)] : [])] };
  };
};
