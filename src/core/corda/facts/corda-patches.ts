import { inferred, stated, type Fact } from './fact.ts';

/** One patch of Corda Enterprise that is known; there may be newer ones. */
export type CordaPatch = Fact & {
  readonly version: string;
  /** Why nobody should go there, in words that follow "4.12.6 is known to be bad:". */
  readonly flaw?: Flaw;
};

export type Flaw = Fact & {
  readonly reason: string;
  /** The first patch without it. */
  readonly fixedIn: string;
  /** R3 says in so many words not to install it. */
  readonly withdrawn?: boolean;
};

const notes = (release: string, section: string, asOf?: string): Fact =>
  stated(`${release}/enterprise/release-notes-enterprise.md`, section, asOf);

const patchNotes = (version: string): Fact => {
  const release = version.split('.', 2).join('.');
  return notes(release, `Corda Enterprise Edition ${version} release notes`);
};

const patch = (version: string, flaw?: Flaw): CordaPatch => ({
  ...patchNotes(version),
  version,
  ...(flaw && { flaw }),
});

const CONFIDENTIAL =
  'the database upgrade from before 4.11 fails where confidential identities of the new style are stored';
const CLIENTS = 'RPC clients built with it cannot talk to older nodes, and TLS keys in an HSM fail';
const QUASAR = 'quasar 0.9.1_r3 has a regression, and R3 says to pass it by';
const INSTRUMENTATION = 'its quasar is of the series with the instrumentation issues that R3 later went back from';
const FINANCE = 'the Finance Contracts CorDapp is in the node by mistake';

/** Versions in order within each minor release; a release's first has its own row, `4.12.0`. */
export const CORDA_PATCHES: readonly CordaPatch[] = [
  {
    ...notes('4.11', 'Corda Enterprise Edition 4.11 release notes'),
    version: '4.11.0',
    flaw: {
      ...patchNotes('4.11.1'),
      reason: `it cannot exchange recovery data with nodes before 4.11; ${CONFIDENTIAL}; ${CLIENTS}`,
      fixedIn: '4.11.3',
    },
  },
  patch('4.11.1', { ...patchNotes('4.11.3'), reason: `${CONFIDENTIAL}; ${CLIENTS}`, fixedIn: '4.11.3' }),
  patch('4.11.2', { ...patchNotes('4.11.3'), reason: CONFIDENTIAL, fixedIn: '4.11.3' }),
  patch('4.11.3'),
  patch('4.11.4'),
  patch('4.11.5'),
  patch('4.11.6'),
  patch('4.11.7'),
  {
    ...notes('4.12', 'Corda Enterprise Edition 4.12 release notes'),
    version: '4.12.0',
    flaw: { ...patchNotes('4.12.2'), reason: FINANCE, fixedIn: '4.12.2' },
  },
  patch('4.12.1', { ...patchNotes('4.12.2'), reason: FINANCE, fixedIn: '4.12.2' }),
  patch('4.12.2'),
  patch('4.12.3'),
  patch('4.12.4'),
  patch('4.12.5'),
  patch('4.12.6', { ...patchNotes('4.12.8'), reason: QUASAR, fixedIn: '4.12.9', withdrawn: true }),
  patch('4.12.7', { ...patchNotes('4.12.8'), reason: QUASAR, fixedIn: '4.12.9', withdrawn: true }),
  patch('4.12.8', {
    ...patchNotes('4.12.9'),
    certainty: 'inferred',
    reason: INSTRUMENTATION,
    fixedIn: '4.12.9',
  }),
  patch('4.12.9'),
  {
    ...notes('4.13', 'Corda Enterprise Edition 4.13 release notes'),
    version: '4.13.0',
    flaw: { ...patchNotes('4.13.1'), reason: INSTRUMENTATION, fixedIn: '4.13.1' },
  },
  patch('4.13.1'),
  { ...notes('4.13', 'Corda Enterprise Edition 4.13.2 release notes', '2026-08-17'), version: '4.13.2' },
  { ...notes('4.13', 'Corda Enterprise Edition 4.13.3 release notes', '2026-08-17'), version: '4.13.3' },
  { ...stated('github.com/corda/corda-docs-portal/pull/2460', '4.13.4', '2026-08-17'), version: '4.13.4' },
  { ...notes('4.14', 'Corda Enterprise Edition 4.14 release notes'), version: '4.14.0' },
  ...['4.14.1', '4.14.2'].map((version): CordaPatch => ({
    ...inferred(
      '4.15/enterprise/release-notes-enterprise.md',
      `notes that stand there as ${version.replace('4.14', '4.15')}`,
      '2026-08-17',
    ),
    version,
  })),
];
