import type { Network } from '../network/network.ts';
import type { Problem } from '../problem.ts';
import { hideNames, hideWithin, type Hide } from '../text/disclosure.ts';
import { cutText, LIMITS } from '../text/fit.ts';
import { CONFIG_CHECK, renderConfigCheck, type ConfigScope } from '../text/check-text.ts';
import type { Action } from './action.ts';
import { sameCheck, type Check } from './check.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The check on the default branch: on the commit that brought `cordage.yaml` as it is when that is at fault, else on
 * the newest commit. There it is put when something presses, when the commit brought `cordage.yaml`, and where a check
 * stands that is not true any more.
 */
export const planBaseCheck = (
  snapshot: Snapshot,
  problems: readonly Problem[],
  pressing: boolean,
): readonly Action[] => {
  const { config, base, network } = snapshot;
  const commit = network ? base.commit : config.commit;
  const before = (network ? snapshot.baseChecks : config.checks).get(CONFIG_CHECK);
  if (!pressing && !before && commit !== config.commit) return [];
  return putCheck(commit, before, renderConfigCheck(problems, scopeOf(network)), network && hideNames(network));
};

const scopeOf = (network: Network | undefined): ConfigScope | undefined =>
  network && { nodes: network.nodes.length, rings: network.rings.length };

/** The check on every pull request that would change `cordage.yaml`, before it is merged. */
export const planConfigPulls = (snapshot: Snapshot): readonly Action[] =>
  snapshot.configPulls.flatMap(({ head, checks, problems, scope }) =>
    putCheck(
      head,
      checks.get(CONFIG_CHECK),
      renderConfigCheck(problems, scope),
      snapshot.network && hideNames(snapshot.network),
    ),
  );

/** A check is put only when it says something new. Paths of annotations stay: they are those of files. */
export const putCheck = (
  commit: string,
  before: Check | undefined,
  check: Check,
  hide: Hide = (text) => text,
): readonly Action[] => {
  const { title, summary, annotations } = check;
  const shown: Check = {
    ...check,
    title: cutText(hide(title), LIMITS.checkTitle),
    summary: hideWithin(hide, summary, LIMITS.checkSummary),
    annotations: annotations.map((one) => ({ ...one, message: cutText(hide(one.message), LIMITS.annotationMessage) })),
  };
  return sameCheck(before, shown) ? [] : [{ kind: 'put-check', commit, check: shown }];
};
