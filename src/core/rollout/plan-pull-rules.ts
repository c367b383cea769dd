import type { Network } from '../network/network.ts';
import { hideNames } from '../text/disclosure.ts';
import { renderRulesCheck, RULES_CHECK } from '../text/rule-findings.ts';
import { judgeCommit } from './judge-change.ts';
import { putCheck } from './plan-checks.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/**
 * What Corda's rules say of people's own pull requests: of the pins that they move and of the network parameters that
 * they declare, as one change, for a head has one check of a name.
 */
export const planPullRules = (snapshot: Snapshot, network: Network): Step => {
  const { configPulls, personPulls } = snapshot;
  const movers = personPulls.map(({ pull: { number, head }, next, checks }) => ({ number, head, next, checks }));
  const others = configPulls
    .filter(({ number }) => !movers.some((mover) => mover.number === number))
    .map(({ number, head, checks }) => ({ number, head, next: undefined, checks }));
  const actions = [...movers, ...others].flatMap(({ number, head, next, checks }) => {
    const config = configPulls.find((one) => one.number === number)?.network;
    const declared = config && declaresAnew(network, config) ? config : undefined;
    if (!next && !declared) return [];
    const check = renderRulesCheck(judgeCommit(snapshot, network, { next, declared }), 'person');
    return putCheck(head, checks.get(RULES_CHECK), check, hideNames(network));
  });
  return { ...NOTHING, actions };
};

/** Whether it declares other network parameters that nodes or CENM must live up to. */
export const declaresAnew = (now: Network, next: Network): boolean => writeParameters(now) !== writeParameters(next);

const writeParameters = ({ policy: { parameters } }: Network): string => {
  const { networkMap: _, packageOwnership, ...rest } = parameters;
  return JSON.stringify([rest, [...packageOwnership]]);
};
