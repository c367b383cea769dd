import type { Refusal } from '../rollout/pull.ts';
import type { Merging } from '../rollout/snapshot.ts';
import { noMethods } from '../text/gate-problems.ts';
import { plain } from '../text/escape.ts';
import type { GateVerdict } from './gate.ts';

/** How long GitHub's refusal is taken for its last word; milliseconds. */
const AGAIN_MS = 10 * 60_000;

/** Whether GitHub refused to merge this very head a moment ago, for a reason that nothing else we read tells. */
export const judgeRefusal = (
  refusal: Refusal | undefined,
  pull: { readonly head: string },
  now: number,
): readonly GateVerdict[] =>
  refusal?.head === pull.head && now < refusal.at + AGAIN_MS
    ? [
        {
          kind: 'wait',
          gate: 'mergeable',
          what: `GitHub to allow the merge; it says: ${plain(refusal.message)}`,
          since: refusal.at,
          until: refusal.at + AGAIN_MS,
          who: 'whoever may change the rules of the default branch; Cordage tries again by itself',
        },
      ]
    : [];

/** Settings and rules of a repository may leave no way of merging at all. */
export const judgeMethods = ({ methods }: Pick<Merging, 'methods'>): readonly GateVerdict[] =>
  methods.length > 0 ? [] : [{ kind: 'block', gate: 'mergeable', problem: noMethods() }];
