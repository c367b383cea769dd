import { checksum } from './checksum.ts';
import { formatTime, plural } from './count.ts';
import { foldAway } from './details.ts';
import { hideAround } from './disclosure.ts';
import { plain } from './escape.ts';
import { fitLines, fitSections, whole, type Section } from './fit.ts';
import { parseMarker, renderMarker, type MarkerReading } from './marker.ts';
import type { PullStatus } from './pull-status.ts';
import { countRings, renderRingTable } from './ring-table.ts';
import { explainStatus } from './status-sentences.ts';
import { renderHeadline, renderNext, renderPart, type Sentences } from './status-words.ts';
import { renderToldList } from './told.ts';

/** What each part is worth when not all of them fit; the least is shortened first. */
const WORTH = { told: 1, notices: 2, rings: 3, details: 4 } as const;

/** The one comment on a pull request; edited in place, and only when its text changes. */
export const renderStatus = (status: PullStatus): string => {
  const { artifact, version, ring, batch, state, rollback } = status;
  const sentences = explainStatus(status);
  const { details, next } = sentences;
  const marker = renderMarker('status', {
    artifact,
    version,
    ring,
    ...(batch && { batch: batch.number }),
    state: state.kind,
    ...(rollback && { request: rollback.request }),
    sum: NO_SUM,
  });
  const rest = (left: number): string => `- ${plural(left, 'more line')}`;
  const text = fitSections(
    [
      whole(renderHead(status, sentences)),
      { worth: WORTH.details, render: (limit) => fitLines(details, limit, rest).trim() },
      whole(renderNext(next)),
      { worth: WORTH.notices, render: (limit) => fitLines(status.notices.map(renderNotice), limit, rest) },
      ringSection(status, sentences),
      toldSection(status),
    ],
    marker,
  );
  const shown = status.hide ? hideAround(status.hide, text) : text;
  return replaceSum(shown, NO_SUM, checksum(shown));
};

/** Stands in the marker while the sum is made. */
const NO_SUM = '00000000';

/** The last one: the marker stands at the end, and whatever somebody wrote before it is not ours. */
const replaceSum = (text: string, from: string, to: string): string => {
  const at = text.lastIndexOf(`"sum":"${from}"`);
  return at < 0 ? text : text.slice(0, at) + `"sum":"${to}"` + text.slice(at + from.length + 8);
};

/** Whether a status comment is not as Cordage wrote it. One without a sum is of an older Cordage. */
export const isTouched = (body: string): boolean => {
  const marker = parseMarker('status', body);
  if (!marker.ok) return true;
  const { sum } = marker.value;
  return sum !== undefined && checksum(replaceSum(body, sum, NO_SUM)) !== sum;
};

/** Which status a comment shows. */
export const parseStatus = (body: string): MarkerReading<'status'> => parseMarker('status', body);

const renderHead = (status: PullStatus, sentences: Sentences): string => {
  const since = sentences.since === undefined ? '' : ` since ${formatTime(sentences.since)}`;
  return `**${plain(`${renderPart(status)}:`)} ${renderHeadline(sentences)}**${since}`;
};

const renderNotice = (notice: string): string => `- Note: ${notice}`;

const ringSection = ({ rings, version, batch }: PullStatus, sentences: Sentences): Section => ({
  worth: WORTH.rings,
  render: (limit) =>
    rings.length === 0
      ? ''
      : foldAway(countRings(rings), limit, (inner) =>
          renderRingTable({ rings, version, batch, here: renderHeadline(sentences) }, inner),
        ),
});

const toldSection = ({ told }: PullStatus): Section => ({
  worth: WORTH.told,
  render: (limit) => {
    const [newest] = told;
    if (!newest) return '';
    const summary = `${plural(told.length, 'decision')}, the last ${formatTime(newest.at)} by ${plain(newest.by)}`;
    return foldAway(summary, limit, (inner) => renderToldList(told, inner));
  },
});
