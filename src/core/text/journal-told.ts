import type { Decision, Effect } from '../journal/entry.ts';
import { formatTime, listNames, plural } from './count.ts';
import { cutText } from './fit.ts';
import { tellStep } from './goal-text.ts';
import { quoted } from './printable.ts';

/** What stands after the name and a colon among the last decisions: plain text, to be escaped by whoever shows it. */

/** Names shown before the rest is counted. */
const MOST_RINGS = 3;
const LONGEST_NOTICE = 300;

export const tellEffect = (effect: Effect): string => {
  switch (effect.kind) {
    case 'start':
      if (effect.goal) return tellStep(effect.artifact, { version: effect.version, goal: effect.goal });
      return `asked for ${effect.artifact} ${effect.version}${effect.nodes ? ` on ${plural(effect.nodes.length, 'node')}` : ''}`;
    case 'grant':
      return `go on up to ${effect.ring}`;
    case 'pause':
      return `paused${scope(effect)}${because(effect.reason)}`;
    case 'resume':
      return `resumed${scope(effect)}${because(effect.reason)}`;
    case 'abort':
      return `aborted${because(effect.reason)}`;
    case 'retry':
      return 'asked for another try';
    case 'hold':
      return `left ${effect.nodes} out until ${formatTime(effect.until)}${because(effect.reason)}`;
    case 'unhold':
      return `let ${effect.nodes} in again`;
    case 'override':
      return `overrode ${effect.subject} on ${effect.ring}${because(effect.reason)}`;
    case 'rollback':
      return `took ${plural(effect.nodes.length, 'node')} of ${listNames(effect.rings, MOST_RINGS)} back from ${effect.artifact} ${effect.version}${because(effect.reason)}`;
  }
};

type Of<K extends Decision['kind']> = Omit<Extract<Decision, { kind: K }>, 'kind'>;

export const tellMerged = ({ pull, ring, batch, nodes }: Of<'merged'>): string =>
  `merged #${pull}: ${plural(nodes.length, 'node')} of ${batch === undefined ? ring : `${ring}, batch ${batch}`}`;

export const tellPassed = ({ ring, nodes, laggards, overridden }: Of<'passed'>): string =>
  [
    `ring ${ring} passed with ${plural(nodes, 'node')}`,
    ...(laggards.length > 0 ? [`${plural(laggards.length, 'laggard')} left to their owners`] : []),
    ...(overridden === undefined ? [] : [`${overridden} was overridden`]),
  ].join(', ');

export const tellEnded = ({ how }: Of<'ended'>): string => ENDINGS[how];

export const tellNoticed = ({ text }: Of<'noticed'>): string => cutText(text, LONGEST_NOTICE);

const ENDINGS = {
  done: 'ended: every ring passed',
  aborted: 'ended: aborted',
  superseded: 'ended: a newer release takes its place',
  withdrawn: 'ended: the release was withdrawn',
  'rolled-back': 'ended: taken back',
} as const;

const scope = ({ rollout }: { readonly rollout?: string | undefined }): string =>
  rollout === undefined ? ' the whole network' : '';

const because = (reason: string): string => (reason === '' ? '' : `: ${quoted(reason)}`);
