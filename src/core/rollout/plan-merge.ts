import type { GateVerdict } from '../gates/gate.ts';
import { allPass } from '../gates/judge.ts';
import type { Action, NewEntry } from './action.ts';
import type { OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Two steps. First the decision goes to the journal, where a pause that came before makes it fail. In the next pass, which
 * read everything anew and judged every gate again, it is carried out, if it is still the newest word.
 */
export const planMerge = (
  { decisions, merging, self }: Snapshot,
  { pull, ring, batch }: OwnPull,
  rollout: string,
  verdicts: readonly GateVerdict[],
): { readonly actions: readonly Action[]; readonly decisions: readonly NewEntry[] } => {
  if (verdicts.length === 0 || !allPass(verdicts) || merging.methods.length === 0)
    return { actions: [], decisions: [] };
  const decided = decisions.merging;
  if (decided?.seq === decisions.seq && decided.pull === pull.number && decided.head === pull.head) {
    const { number, head } = pull;
    return { actions: [{ kind: 'merge-pull', number, head, methods: merging.methods }], decisions: [] };
  }
  const decision = {
    kind: 'merge',
    rollout,
    ...(ring === '' ? {} : { ring }),
    ...(batch === undefined ? {} : { batch }),
    pull: pull.number,
    head: pull.head,
  } as const;
  return { actions: [], decisions: [{ by: self, decision }] };
};
