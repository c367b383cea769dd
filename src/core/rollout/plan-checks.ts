import type { Problem } from '../problem.ts';
import { CONFIG_CHECK, renderConfigCheck } from '../text/check-text.ts';
import type { Action } from './action.ts';
import { sameCheck, type Check } from './check.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The check on the default branch: on the commit that brought `cordage.yaml` as it is when that is at fault, else on
 * the newest commit. Without errors it is put only where a failed one would stay standing.
 */
export const planBaseCheck = (snapshot: Snapshot, errors: readonly Problem[]): readonly Action[] => {
  const { config, base, network } = snapshot;
  const atFault = network === undefined;
  const commit = atFault ? config.commit : base.commit;
  const before = (atFault ? config.checks : snapshot.baseChecks).get(CONFIG_CHECK);
  if (errors.length === 0 && before?.conclusion !== 'failure') return [];
  const scope = { nodes: network?.nodes.length ?? 0, rings: network?.rings.length ?? 0 };
  return putCheck(commit, before, renderConfigCheck(errors, scope));
};

/** The check on every pull request that would change `cordage.yaml`, before it is merged. */
export const planConfigPulls = ({ configPulls }: Snapshot): readonly Action[] =>
  configPulls.flatMap(({ head, checks, problems, nodes, rings }) =>
    putCheck(head, checks.get(CONFIG_CHECK), renderConfigCheck(problems, { nodes, rings })),
  );

/** A check is put only when it says something new. */
export const putCheck = (commit: string, before: Check | undefined, check: Check): readonly Action[] =>
  sameCheck(before, check) ? [] : [{ kind: 'put-check', commit, check }];
