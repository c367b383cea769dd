import type { CordappCode, Flow } from '../cordapp/code.ts';
import { formatCount, plural } from './count.ts';
import { renderLanguage } from './language-findings.ts';
import { printable } from './printable.ts';

type Row = readonly [label: string, text: string];

/** Names of a kind that are shown; a JAR may hold thousands. */
const MOST = 20;

const listWith = <T>(count: string, items: readonly T[], show: (item: T) => string): readonly Row[] => {
  if (items.length === 0) return [];
  const more = items.length - MOST;
  const shown = items.slice(0, MOST).map(show).join(', ');
  return [['', `${count}: ${shown}${more > 0 ? ` and ${formatCount(more)} more` : ''}`]];
};

const renderFlow = ({ name, initiating, initiatedBy, startableBy }: Flow): string => {
  const traits = [
    ...(initiating === undefined ? [] : [`version ${initiating}`]),
    ...(initiatedBy === undefined ? [] : [`answers ${printable(initiatedBy)}`]),
    ...startableBy,
  ];
  return traits.length === 0 ? printable(name) : `${printable(name)} (${traits.join(', ')})`;
};

type Counts = Readonly<Record<'contracts' | 'states' | 'flows' | 'schemas' | 'changeLogs', string>>;

const countParts = ({ contracts, states, flows, schemas, changeLogs }: CordappCode): Counts => ({
  contracts: plural(contracts.length, 'contract'),
  states: plural(states.length, 'state'),
  flows: plural(flows.length, 'flow'),
  schemas: plural(schemas.length, 'schema'),
  changeLogs: plural(changeLogs.length, 'change log'),
});

const isEmpty = ({ classVersion, changeLogs }: CordappCode): boolean =>
  classVersion === undefined && changeLogs.length === 0;

const renderClasses = (code: CordappCode): string =>
  code.classVersion === undefined
    ? 'no classes'
    : `${renderLanguage(code)}, ${plural(code.classes, 'class', 'classes')}`;

/** Rows about classes and change logs, none where the JAR has neither or was not read. */
export const renderCode = (code: CordappCode | undefined): readonly Row[] => {
  if (code === undefined || isEmpty(code)) return [];
  const counts = countParts(code);
  return [
    ['code', renderClasses(code)],
    ...listWith(counts.contracts, code.contracts, printable),
    ...listWith(counts.states, code.states, printable),
    ...listWith(counts.flows, code.flows, renderFlow),
    ...listWith(counts.schemas, code.schemas, printable),
    ...listWith(counts.changeLogs, code.changeLogs, ({ name, changeSets }) => {
      const sets = changeSets ? plural(changeSets.length, 'change set') : 'unread';
      return `${printable(name)} (${sets})`;
    }),
  ];
};

/** One row with the numbers of the above. */
export const renderCodeCounts = (code: CordappCode | undefined): readonly Row[] =>
  code === undefined || isEmpty(code)
    ? []
    : [['code', [renderClasses(code), ...Object.values(countParts(code))].join(', ')]];
