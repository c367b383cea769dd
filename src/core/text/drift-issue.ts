import type { Disclosure } from '../config/config.ts';
import type { Drift } from '../drift/drift.ts';
import { checksum } from './checksum.ts';
import { formatTime, listNames, plural } from './count.ts';
import { inlineCode, plain } from './escape.ts';
import { cutText, fitLines, fitSections, LIMITS, whole, type Section } from './fit.ts';
import { countDrift, groupDrift, headPart, nextOf, type DriftGroup, type DriftPart } from './drift-text.ts';
import { parseMarker, renderMarker, type Marker, type MarkerReading } from './marker.ts';
import { printable } from './printable.ts';

/** What the issue about drift can say. */
export type DriftTold =
  | {
      readonly state: 'findings';
      readonly drift: Drift;
      readonly disclosure: Disclosure;
      /** Names of all nodes of the network. */
      readonly nodes: Iterable<string>;
    }
  | { readonly state: 'clean' }
  /** The configuration wants no issue any more. */
  | { readonly state: 'off' }
  /** Another issue of ours tells it. */
  | { readonly state: 'elsewhere'; readonly number: number };

type DriftText = { readonly title: string; readonly body: string };

/** Names of one group, and groups of one kind, before the rest is counted. */
const MOST_NAMES = 5;
const MOST_GROUPS = 20;

/** What the marker needs at the most. */
const ROOM_OF_MARKER = 200;

/** The issue about a network's drift, as it is written at a time (milliseconds); it changes with what it says only. */
export const renderDriftIssue = (network: string, told: DriftTold, at: number): DriftText => {
  const text = fitSections(renderTold(told, at), '', LIMITS.body - ROOM_OF_MARKER);
  const marker = renderMarker('drift', { state: told.state, at, sum: sumOf(text, at) });
  return { title: renderTitle(network, told), body: `${text}\n\n${marker}` };
};

/** Which text an issue shows; that it carries one makes it the issue about drift. */
export const parseDriftIssue = (body: string): MarkerReading<'drift'> => parseMarker('drift', body);

/** Whether the text is not as Cordage wrote it: then its time is not to be believed either. */
export const isDriftTouched = (body: string, { at, sum }: Marker<'drift'>): boolean =>
  sumOf(body.slice(0, body.lastIndexOf('<!--')).trimEnd(), at) !== sum;

const sumOf = (text: string, at: number): string => checksum(`${at} ${text.trimEnd()}`);

const renderTitle = (network: string, told: DriftTold): string => {
  const what =
    told.state === 'findings'
      ? told.drift.findings.length > 0
        ? countDrift(told.drift.findings)
        : 'none where Cordage can see'
      : { clean: 'none', off: 'not told here', elsewhere: 'told elsewhere' }[told.state];
  return cutText(`Drift in network ${printable(network)}: ${what}`, LIMITS.pullTitle);
};

const renderTold = (told: DriftTold, at: number): readonly Section[] => {
  switch (told.state) {
    case 'findings':
      return renderFindings(told.drift, groupDrift(told.drift.findings, told.disclosure, told.nodes), told.disclosure);
    case 'clean':
      return [
        whole(
          `**Clean since ${formatTime(at)}.** Nothing that Cordage can see differs from what git says, and it sees all instances of Argo CD.`,
        ),
      ];
    case 'off':
      return [
        whole(
          `**Not told here since ${formatTime(at)}:** \`argocd.drift\` in \`cordage.yaml\` is \`status\`.\n\nNext: \`cordage status\` tells the drift in a terminal.`,
        ),
      ];
    case 'elsewhere':
      return [whole(`**Told in #${told.number}.** One issue for each network is enough.`)];
  }
};

const FOOT =
  'Cordage keeps this text current, and closes the issue when nothing differs any more. When a person closes it, it stays closed until then. `cordage status` tells the same in a terminal.';

const renderFindings = (
  { findings, away }: Drift,
  parts: readonly DriftPart[],
  disclosure: Disclosure,
): readonly Section[] => [
  whole(
    findings.length === 0
      ? '**Nothing differs where Cordage can see.**'
      : `**${countDrift(findings)} not as git and the journal say**, and no rollout is the reason.`,
  ),
  {
    worth: parts.length + 1,
    render: (limit) => fitLines(away.map(renderAway), limit, (left) => `- ${plural(left, 'more instance')} away`),
  },
  ...parts.map((part, index): Section => ({
    worth: parts.length - index,
    render: (limit) => renderPart(part, disclosure, limit),
  })),
  whole(FOOT),
];

const renderAway = ({ instance, heardAt }: Drift['away'][number]): string =>
  `- Argo CD ${inlineCode(instance)} cannot be seen${heardAt === undefined ? '' : ` since ${formatTime(heardAt)}`}: nothing is said of what it shows.`;

const renderPart = (part: DriftPart, disclosure: Disclosure, limit: number): string => {
  const head = `### ${headPart(part)}\n\nNext: ${nextOf(part.kind)}\n\n`;
  const { groups } = part;
  const told = groups.slice(0, MOST_GROUPS).map((group) => renderGroup(part, group, disclosure));
  const rest = groups.slice(MOST_GROUPS);
  const hidden = rest.reduce((sum, { names }) => sum + names.length, 0);
  const items = rest.length === 0 ? told : [...told, `- and ${plural(hidden, 'more', 'more')}, each otherwise`];
  return head + fitLines(items, limit - head.length, (left) => `- and ${plural(left, 'more line')}`);
};

const renderGroup = ({ kind }: DriftPart, { says, names, times }: DriftGroup, disclosure: Disclosure): string => {
  const count = plural(names.length, kind === 'no-node' ? 'Application' : 'node');
  const isOurs = kind === 'off-version';
  const what = says === '' ? '' : `: ${isOurs ? plain(says) : inlineCode(says)}`;
  const shown =
    disclosure === 'counts'
      ? ''
      : ` (${listNames(
          names.map((name) => inlineCode(name)),
          MOST_NAMES,
        )})`;
  return `- ${count}${what}${tellTimes(kind, times)}${shown}`;
};

const tellTimes = (kind: DriftPart['kind'], times: readonly number[]): string => {
  if (times.length === 0) return '';
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  if (kind === 'unwell') return `, since ${formatTime(first)}`;
  return kind === 'hand-edit' ? `, put back ${formatTime(last)}` : `, last sync ended ${formatTime(last)}`;
};
