import type { Check } from '../rollout/check.ts';
import { CONFIG_CHECK, ROLLOUT_CHECK } from './check-text.ts';
import { RULES_CHECK } from './rule-findings.ts';

/** The checks that branch protection may require. */
export const OWN_CHECKS = [ROLLOUT_CHECK, CONFIG_CHECK, RULES_CHECK] as const;

const TITLES: Readonly<Record<(typeof OWN_CHECKS)[number], string>> = {
  [ROLLOUT_CHECK]: 'No version that Cordage rolls out changes',
  [CONFIG_CHECK]: 'cordage.yaml does not change',
  [RULES_CHECK]: 'Neither a version nor a network parameter changes',
};

/** A check for a head that it has nothing to say of. */
export const renderSparedCheck = (name: (typeof OWN_CHECKS)[number]): Check => ({
  name,
  conclusion: 'success',
  title: TITLES[name],
  summary:
    'Branch protection requires this check, so it is put here as well. Nothing was judged, for nothing concerns it.',
  annotations: [],
  startedAt: undefined,
});
