import { inferred, stated, type Fact, type Month, type Support } from './fact.ts';

/** A minor release of Corda Enterprise; its patches share all of this. */
export type CordaRelease = Fact & {
  /** `4.12`. */
  readonly release: string;
  /** No rule leads from the release to it: 13 was followed by 140. */
  readonly platformVersion: number;
  readonly java: 8 | 17;
  readonly kotlin: string;
  /** Undefined where no month was found. */
  readonly first: Month | undefined;
  /** False: announced for `first`, and not there when the row was written. */
  readonly released: boolean;
  readonly longTerm: boolean;
  readonly support: Support | undefined;
};

const MATRIX = stated('4.14/enterprise/app-upgrade-notes.md', 'Platform version matrix');
const SCHEDULE = stated('themes/doks/assets/snippets/corda-4/end-of-life-corda4.md', 'the table');

const until = (maintenance: Month, security: Month, support: Month): Support => ({
  ...SCHEDULE,
  maintenance,
  security,
  support,
});

const onJava8 = { java: 8, kotlin: '1.2.71', released: true, longTerm: false } as const;
const onJava17 = { java: 17, kotlin: '1.9.20', released: true, longTerm: false } as const;
const notes = (release: string): Fact =>
  stated(`${release}/enterprise/release-notes-enterprise.md`, 'Platform version change');

/** Oldest first. */
export const CORDA_RELEASES: readonly CordaRelease[] = [
  { ...MATRIX, ...onJava8, release: '4.0', platformVersion: 4, first: '2019-02', support: undefined },
  { ...MATRIX, ...onJava8, release: '4.1', platformVersion: 4, first: undefined, support: undefined },
  { ...MATRIX, ...onJava8, release: '4.2', platformVersion: 4, first: undefined, support: undefined },
  { ...MATRIX, ...onJava8, release: '4.3', platformVersion: 5, first: '2019-11', support: undefined },
  { ...MATRIX, ...onJava8, release: '4.4', platformVersion: 6, first: undefined, support: undefined },
  {
    ...MATRIX,
    ...onJava8,
    release: '4.5',
    platformVersion: 7,
    first: '2020-06',
    support: until('2022-06', '2023-06', '2022-06'),
  },
  {
    ...MATRIX,
    ...onJava8,
    release: '4.6',
    platformVersion: 8,
    first: '2020-09',
    support: until('2022-09', '2023-09', '2022-09'),
  },
  {
    ...MATRIX,
    ...onJava8,
    release: '4.7',
    platformVersion: 9,
    first: '2020-12',
    support: until('2022-12', '2023-12', '2023-12'),
  },
  {
    ...MATRIX,
    ...onJava8,
    release: '4.8',
    platformVersion: 10,
    first: '2021-04',
    longTerm: true,
    support: until('2023-10', '2024-10', '2024-10'),
  },
  {
    ...MATRIX,
    ...onJava8,
    release: '4.9',
    platformVersion: 11,
    first: '2022-03',
    support: until('2024-03', '2025-03', '2025-03'),
  },
  {
    ...MATRIX,
    ...onJava8,
    release: '4.10',
    platformVersion: 12,
    first: '2023-01',
    support: until('2025-01', '2026-01', '2026-01'),
  },
  {
    ...notes('4.11'),
    ...onJava8,
    release: '4.11',
    platformVersion: 13,
    first: '2023-11',
    support: until('2025-11', '2026-11', '2026-11'),
  },
  {
    ...notes('4.12'),
    ...onJava17,
    release: '4.12',
    platformVersion: 140,
    first: '2024-06',
    support: until('2026-06', '2027-06', '2027-06'),
  },
  {
    ...notes('4.13'),
    ...onJava17,
    release: '4.13',
    platformVersion: 150,
    first: '2025-12',
    support: until('2027-12', '2028-12', '2028-12'),
  },
  {
    ...notes('4.14'),
    ...onJava17,
    release: '4.14',
    platformVersion: 160,
    first: '2026-03',
    support: until('2028-03', '2029-03', '2029-03'),
  },
  {
    ...inferred('github.com/corda/corda/pull/8226', 'constants.properties', '2026-08-04'),
    ...onJava17,
    release: '4.15',
    platformVersion: 170,
    first: '2026-12',
    released: false,
    support: { ...until('2028-12', '2029-12', '2029-12'), certainty: 'inferred' },
  },
];
