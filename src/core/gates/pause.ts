import type { Pause } from '../journal/decisions.ts';
import { tellPause, whoResumes } from '../text/gate-sentences.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

type Question = {
  readonly network: Pause | undefined;
  readonly rollout: Pause | undefined;
  readonly now: number;
  readonly patience: number;
  readonly who: string;
};

/** Whether somebody said stop: to everything, which is told first, or to this rollout. */
export const judgePause = ({ network, rollout, now, patience, who }: Question): GateVerdict => {
  const pause = network ?? rollout;
  if (!pause) return passGate('pause');
  return waitOrOverdue({
    gate: 'pause',
    what: tellPause(network ? 'the network' : 'this rollout', pause),
    since: pause.at,
    until: pause.at + patience,
    now,
    who: whoResumes(who, network !== undefined),
  });
};
