import { linesHidden } from '../core/text/cli-status.ts';

/** What is seen of a screen without a size. */
const USUAL_ROWS = 24;

/**
 * Draws texts one over the other. Lines are cut at the right by the terminal itself, which knows the width of every
 * character; what does not fit below is counted.
 */
export const createFrame = (out: (text: string) => void, rows: () => number | undefined): ((text: string) => void) => {
  let drawn = 0;
  return (text) => {
    const lines = fit(text.trimEnd().split('\n'), (rows() ?? USUAL_ROWS) - 1);
    const up = drawn > 0 ? `\u001B[${drawn}A\r` : '';
    drawn = lines.length;
    out(`${up}\u001B[?7l${lines.map((line) => `${line}\u001B[K\n`).join('')}\u001B[J\u001B[?7h`);
  };
};

const fit = (lines: readonly string[], most: number): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most - 1), linesHidden(lines.length - most + 1)];
