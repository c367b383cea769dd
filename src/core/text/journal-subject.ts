import type { Decision, Effect, Entry } from '../journal/entry.ts';
import { plural } from './count.ts';
import { cutText } from './fit.ts';
import { nameStep } from './goal-text.ts';
import { printable } from './printable.ts';

/** As git shows subjects without breaking them. */
const LONGEST_SUBJECT = 72;

/** The first line of an entry's commit, so that plain `git log --oneline` reads as a story. Never empty, one line. */
export const renderEntrySubject = ({ seq, by, decision }: Entry): string =>
  cutText(
    decision.kind === 'snapshot'
      ? `snapshot of ${plural(seq - 1, 'entry', 'entries')}`
      : `${foreign(by)}: ${tellDecision(decision)}`,
    LONGEST_SUBJECT,
  );

/** What was decided, plain, on one line: `rollout trade@1.4.0 up to canary`. */
export const tellDecision = (decision: Decision): string => {
  switch (decision.kind) {
    case 'request':
      return tellRequest(decision);
    case 'merge':
      return `merge #${decision.pull}, ${tellPart(decision)}`;
    case 'merged':
      return `merged #${decision.pull}, ${decision.rollout} on ${renderPart(decision)}`;
    case 'passed':
      return `${decision.rollout} passed ${decision.ring} with ${plural(decision.nodes, 'node')}`;
    case 'ended':
      return `${decision.rollout} ended, ${decision.how}`;
    case 'start':
      return tellEffect(decision);
    case 'noticed':
      return `noticed: ${foreign(decision.text)}`;
    case 'snapshot':
      return 'snapshot';
  }
};

const tellPart = ({ rollout, ring, batch }: Extract<Decision, { kind: 'merge' }>): string =>
  ring === undefined ? `taking nodes back from ${rollout}` : `${rollout} on ${renderPart({ ring, batch })}`;

/** `all, batch 3` */
const renderPart = ({ ring, batch }: { readonly ring: string; readonly batch?: number | undefined }): string =>
  batch === undefined ? ring : `${ring}, batch ${batch}`;

const tellRequest = ({ accepted, effects, lines, on }: Extract<Decision, { kind: 'request' }>): string => {
  if (accepted && effects.length > 0) return effects.map(tellEffect).join('; ');
  const asked = lines.length > 0 ? foreign(lines.join('; ')) : 'something unclear';
  return accepted ? `${asked} on #${on}` : `refused on #${on}, ${asked}`;
};

const tellEffect = (effect: Effect): string => {
  switch (effect.kind) {
    case 'start':
      return `start ${effect.rollout}${effect.goal ? `, ${nameStep({ version: effect.version, goal: effect.goal })}` : ''}`;
    case 'grant':
      return `rollout ${effect.rollout} up to ${effect.ring}`;
    case 'pause':
    case 'resume':
      return `${effect.kind} ${effect.rollout ?? 'the network'}${because(effect.reason)}`;
    case 'abort':
      return `abort ${effect.rollout}${because(effect.reason)}`;
    case 'retry':
      return `retry ${effect.rollout}`;
    case 'hold':
      return `hold ${foreign(effect.nodes)}${because(effect.reason)}`;
    case 'unhold':
      return `unhold ${foreign(effect.nodes)}`;
    case 'override':
      return `override ${effect.subject} of ${effect.rollout} on ${effect.ring}${because(effect.reason)}`;
    case 'rollback':
      return `roll ${plural(effect.nodes.length, 'node')} back from ${effect.rollout}${because(effect.reason)}`;
  }
};

const because = (reason: string): string => (reason === '' ? '' : `, "${foreign(reason)}"`);

/** A stranger's text: nothing hidden, and nobody mentioned, should the journal be kept on a branch. */
const foreign = (text: string): string => printable(text).replaceAll(/(?<!\w)([@#])(?=\w)/g, '$1 ');
