import type { Told } from '../journal/decisions.ts';
import { formatTime, plural } from './count.ts';
import { link, plain } from './escape.ts';
import { fitLines } from './fit.ts';

/** One decision as an item of a list: when, who, and what, with a link to where it was said. */
export const renderTold = ({ at, by, url, text }: Told): string =>
  `- ${formatTime(at)}, ${plain(by)}: ${url === undefined ? plain(text) : link(text, url)}`;

/** Decisions newest first, as many as fit. */
export const renderToldList = (told: readonly Told[], limit: number): string =>
  fitLines(told.map(renderTold), limit, (left) => `- ${plural(left, 'older decision')}: \`cordage audit\` prints all`);
