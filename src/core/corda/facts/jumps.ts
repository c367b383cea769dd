import { inferred, stated, type Fact } from './fact.ts';

/** Why a step goes no further, in words that follow a semicolon, and who says so. */
export type Limit = { readonly reason: string; readonly source: Fact['source'] };

/** An upgrade that R3 describes: from any minor release of one range to any later one of another, both inclusive. */
export type Jump = Fact & {
  readonly from: readonly [oldest: string, newest: string];
  readonly to: readonly [oldest: string, newest: string];
  readonly limit: Limit;
};

const NOTES = '4.14/enterprise/node-upgrade-notes.md';
const ORDER = stated(NOTES, 'Upgrading a node to Corda Enterprise Edition 4.14');
const GUIDE = stated('4.12/enterprise/upgrade-guide.md', 'Corda Enterprise Edition 4.11 to 4.12 upgrade guide');

const limit = (reason: string, { source }: Fact): Limit => ({ reason, source });
const ONE_BY_ONE = limit('from 4.11 on it is one minor release at a time', ORDER);

/** Oldest first; the `from` ranges do not overlap. */
export const JUMPS: readonly Jump[] = [
  { ...ORDER, from: ['3.0', '3.2'], to: ['3.3', '3.3'], limit: limit('Corda 3 goes to 3.3 first', ORDER) },
  {
    ...ORDER,
    from: ['3.3', '3.3'],
    to: ['4.5', '4.5'],
    limit: limit('from 3.3 it goes to 4.5, for 4.6 cannot take over its database', ORDER),
  },
  {
    ...stated(NOTES, 'Step 3: Update the database'),
    from: ['4.0', '4.10'],
    to: ['4.1', '4.11'],
    limit: limit('4.12 is reached from 4.11 only', GUIDE),
  },
  { ...GUIDE, from: ['4.11', '4.11'], to: ['4.12', '4.12'], limit: ONE_BY_ONE },
  { ...ORDER, from: ['4.12', '4.12'], to: ['4.13', '4.13'], limit: ONE_BY_ONE },
  { ...ORDER, from: ['4.13', '4.13'], to: ['4.14', '4.14'], limit: ONE_BY_ONE },
];

/** For releases newer than the table: what held for each since 4.11 is taken to hold on. */
export const NEXT_MINOR: Fact & { readonly limit: Limit } = {
  ...inferred(NOTES, 'Upgrading a node to Corda Enterprise Edition 4.14'),
  limit: limit('since 4.11 it has been one minor release at a time', ORDER),
};
