import { plural } from './count.ts';
import { renderProblemItems } from './problems.ts';
import type { PullStatus } from './pull-status.ts';
import { explainAssets, explainTag, explainTakeover } from './status-changed.ts';
import { explainClosed, explainMerged, explainOutdated, explainPassed } from './status-ended.ts';
import { explainGates } from './status-gates.ts';
import type { Sentences } from './status-words.ts';

/** The state of a pull request in words. */
export const explainStatus = (status: PullStatus): Sentences => {
  const { state } = status;
  switch (state.kind) {
    case 'waiting':
    case 'settling':
      return explainGates(status, state);
    case 'blocked':
      return {
        headline: `blocked by ${plural(state.problems.length, 'problem')}`,
        details: renderProblemItems(state.problems),
        next: 'solve what is listed; Cordage looks again by itself and this comment follows.',
      };
    case 'taken-over':
      return explainTakeover(status, state);
    case 'asset-changed':
      return explainAssets(state);
    case 'retagged':
      return explainTag(state);
    case 'withdrawn':
    case 'superseded':
    case 'not-proposed':
    case 'nothing-left':
    case 'aborted':
    case 'rolled-back':
      return explainOutdated(status, state);
    case 'passed':
      return explainPassed(status, state);
    case 'merged':
      return explainMerged(status, state);
    case 'closed':
      return explainClosed(status);
  }
};
