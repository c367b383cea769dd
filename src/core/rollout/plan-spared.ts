import type { Network } from '../network/network.ts';
import { CONFIG_CHECK, ROLLOUT_CHECK } from '../text/check-text.ts';
import { RULES_CHECK } from '../text/rule-findings.ts';
import { OWN_CHECKS, renderSparedCheck } from '../text/spared-check.ts';
import type { Check } from './check.ts';
import { putCheck } from './plan-checks.ts';
import { declaresAnew } from './plan-pull-rules.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

type Head = {
  readonly head: string;
  readonly checks: ReadonlyMap<string, Check>;
  /** Checks that others of our steps put there. */
  readonly judged: readonly string[];
};

/**
 * Passes required checks of Cordage's on heads that they have nothing to say of. GitHub waits for a required check for ever,
 * so a correction of a README could not be merged without them.
 */
export const planSpared = (snapshot: Snapshot, network: Network): Step => {
  const required = OWN_CHECKS.filter((name) => snapshot.merging.requiredChecks.includes(name));
  const actions = required.flatMap((name) =>
    headsOf(snapshot, network)
      .filter(({ judged }) => !judged.includes(name))
      .flatMap(({ head, checks }) => putCheck(head, checks.get(name), renderSparedCheck(name))),
  );
  return { ...NOTHING, actions };
};

const headsOf = ({ ownPulls, personPulls, configPulls, otherPulls }: Snapshot, network: Network): readonly Head[] => {
  const isMover = (number: number): boolean => personPulls.some(({ pull }) => pull.number === number);
  const changesConfig = (number: number): boolean => configPulls.some((one) => one.number === number);
  const both = [ROLLOUT_CHECK, RULES_CHECK];
  return [
    ...ownPulls
      .filter(({ pull }) => pull.state === 'open')
      .map(({ pull, checks }) => ({ head: pull.head, checks, judged: both })),
    ...personPulls.map(({ pull, moves, checks }) => ({
      head: pull.head,
      checks,
      judged: [
        RULES_CHECK,
        ...(moves.length > 0 ? [ROLLOUT_CHECK] : []),
        ...(changesConfig(pull.number) ? [CONFIG_CHECK] : []),
      ],
    })),
    ...configPulls
      .filter(({ number }) => !isMover(number))
      .map(({ head, checks, network: next }) => ({
        head,
        checks,
        judged: next && declaresAnew(network, next) ? [CONFIG_CHECK, RULES_CHECK] : [CONFIG_CHECK],
      })),
    ...otherPulls.map(({ head, checks }) => ({ head, checks, judged: [] })),
  ];
};
