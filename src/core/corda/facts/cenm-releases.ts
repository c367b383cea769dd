import { inferred, stated, type Fact, type Month, type Support } from './fact.ts';

/** A minor release of Corda Enterprise Network Manager. */
export type CenmRelease = Fact & {
  readonly release: string;
  readonly java: 8 | 17;
  readonly first: Month;
  readonly support: Support;
  /** The releases that a documented upgrade leads from. */
  readonly upgradesFrom: readonly string[];
};

const SCHEDULE = stated('themes/doks/assets/snippets/cenm/end-of-life-cenm.md', 'the table');
/** Told by the tags of the images alone, such as 1.6-zulu-openjdk8u392. */
const IMAGES = inferred('1.7/cenm/platform-support-matrix.md', 'images and their tags');

const until = (maintenance: Month, security: Month | undefined, support: Month): Support => ({
  ...SCHEDULE,
  maintenance,
  security,
  support,
});

/** Oldest first. */
export const CENM_RELEASES: readonly CenmRelease[] = [
  {
    ...IMAGES,
    release: '1.3',
    java: 8,
    first: '2020-06',
    support: until('2022-06', '2023-06', '2023-06'),
    upgradesFrom: ['1.2'],
  },
  {
    ...IMAGES,
    release: '1.4',
    java: 8,
    first: '2020-09',
    support: until('2022-09', '2023-09', '2023-09'),
    upgradesFrom: ['1.3'],
  },
  {
    ...IMAGES,
    release: '1.5',
    java: 8,
    first: '2020-12',
    support: until('2023-12', '2024-12', '2025-12'),
    upgradesFrom: ['1.3', '1.4'],
  },
  {
    ...IMAGES,
    release: '1.6',
    java: 8,
    first: '2023-12',
    support: until('2026-12', '2026-12', '2026-12'),
    upgradesFrom: ['1.5'],
  },
  {
    ...stated('1.7/cenm/upgrade-notes.md', '1.6.x to 1.7'),
    release: '1.7',
    java: 17,
    first: '2025-09',
    support: until('2027-09', '2028-09', '2028-09'),
    upgradesFrom: ['1.6'],
  },
];
