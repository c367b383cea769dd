import { cutText, LIMITS } from './fit.ts';

/** A label as GitHub keeps it; `color` is six hexadecimal digits. */
export type Label = { readonly name: string; readonly color: string; readonly description: string };

/**
 * The labels of a pull request of Cordage; one without a ring takes nodes back. They help people to search; nothing is
 * ever read back from them.
 */
export const labelsFor = (artifact: string, ring: string): readonly Label[] => [
  label('cordage', '1f6feb', 'Opened by Cordage'),
  label(`artifact:${artifact}`, '8250df', `Moves nodes to another version of ${artifact}`),
  ring === ''
    ? label('rollback', 'd1242f', 'Takes nodes back to what they ran before')
    : label(`ring:${ring}`, '2da44e', `Moves nodes of ring ${ring}`),
];

/** What the issue about drift is found by among Cordage's pull requests; its author and its marker say whose it is. */
export const DRIFT_LABEL = 'drift';

/** Names of the labels of the issue about drift. */
export const DRIFT_LABELS = ['cordage', DRIFT_LABEL] as const;

const label = (name: string, color: string, description: string): Label => ({
  name: cutText(name, LIMITS.labelName),
  color,
  description: cutText(description, LIMITS.labelDescription),
});
