import type { Grant } from '../journal/decisions.ts';
import { inlineCode, plain } from './escape.ts';

/** Labels in Cordage's own words that Cordage did not put there: they look as if they meant something. */
export const foreignLabels = (labels: readonly string[], own: readonly string[]): readonly string[] => {
  const foreign = labels.filter((label) => /^(?:cordage\b|artifact:|ring:)/i.test(label) && !own.includes(label));
  return foreign.length === 0
    ? []
    : [
        `Labels change nothing. Not put here by Cordage: ${foreign
          .slice(0, 5)
          .map((label) => inlineCode(label))
          .join(', ')}.`,
      ];
};

/** Whose name stands where GitHub names nobody. */
export const SOMEBODY = 'somebody';

/** For the journal: plain text. */
export const commentTouched = (pull: number): string =>
  `changed the status comment of pull request ${pull}; that changes nothing, and it was put right`;

/** Comments of others that carry Cordage's hidden mark. */
export const foreignMarks = (logins: readonly string[]): readonly string[] =>
  logins.length === 0
    ? []
    : [
        `A comment of ${[...new Set(logins)]
          .slice(0, 5)
          .map((login) => plain(login))
          .join(', ')} carries Cordage's hidden mark; it changes nothing.`,
      ];

/** A grant that something was pushed after. */
export const voidGrant = ({ ring, by, head }: Grant, now: string): string =>
  `The word of ${plain(by)} to go on up to ${plain(ring)} was for commit ${head?.slice(0, 10)}; ${now.slice(0, 10)} was pushed since. Look at the change and repeat ${inlineCode(`/rollout ${ring}`)}.`;
