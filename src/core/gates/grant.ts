import type { Grant } from '../journal/decisions.ts';
import { tellGrant, whoGrants } from '../text/gate-sentences.ts';
import type { GateVerdict } from './gate.ts';
import { passGate, waitOrOverdue } from './wait.ts';

type Question = {
  readonly ring: string;
  /** Whether the ring merges without a person's word. */
  readonly automatic: boolean;
  /** One for this ring or a later one that still counts. */
  readonly grant: Grant | undefined;
  readonly since: number;
  readonly now: number;
  readonly patience: number;
  readonly who: string;
};

/** Whether somebody let the rollout go on up to this ring. */
export const judgeGrant = ({ ring, automatic, grant, since, now, patience, who }: Question): GateVerdict =>
  automatic || grant
    ? passGate('grant')
    : waitOrOverdue({
        gate: 'grant',
        what: tellGrant(ring),
        since,
        until: since + patience,
        now,
        who: whoGrants(ring, who),
      });
