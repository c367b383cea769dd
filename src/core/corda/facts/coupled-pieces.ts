import { inferred, stated, type Fact } from './fact.ts';

/** A piece whose version follows the node's. */
export type CoupledPiece = Fact & {
  readonly piece: string;
  /** Of which nodes this speaks. */
  readonly nodes: string;
  /** What they need of the piece. */
  readonly wants: string;
};

const ARCHIVE = stated('content/en/tools/archiving-service/archiving-release-notes.md', 'compatibility table');
const NOTES_4_12 = '4.12/enterprise/release-notes-enterprise.md';
const SDKS = stated(NOTES_4_12, 'Java 17 compatible releases of Corda SDKs');
const HSM = stated('4.14/enterprise/platform-support-matrix.md', 'Hardware security modules (HSM)');

export const COUPLED_PIECES: readonly CoupledPiece[] = [
  { ...ARCHIVE, piece: 'Archive Service', nodes: '4.10 and older', wants: '1.0.x, on Java 8' },
  { ...ARCHIVE, piece: 'Archive Service', nodes: '4.11', wants: '1.1.x, on Java 8' },
  { ...ARCHIVE, piece: 'Archive Service', nodes: '4.12', wants: '1.2, on Java 17' },
  {
    ...stated('4.14/enterprise/node-upgrade-notes.md', 'Notes'),
    piece: 'multi-RPC client',
    nodes: 'all',
    wants: 'the version of the node',
  },
  {
    ...stated('4.14/enterprise/node/operating/shell.md', 'Enabling SSH access'),
    piece: 'Corda shell',
    nodes: '4.9 and newer',
    wants: 'its JAR in drivers, without which there is no SSH',
  },
  { ...SDKS, piece: 'Corda shell', nodes: '4.12 and newer', wants: '4.12, the build for Java 17' },
  {
    ...SDKS,
    piece: 'SDKs of R3',
    nodes: '4.12 and newer',
    wants:
      'builds for Java 17: accounts 1.1, archiving 1.2, confidential-identities 1.2, ledger-graph 1.3, r3-libs 1.4, r3-tools 4.12, reissue 1.1, token-sdk 1.3',
  },
  {
    ...stated('4.12/enterprise/upgrade-guide.md', 'Validate transactions'),
    piece: 'Transaction Validator Utility',
    nodes: '4.12',
    wants: 'its own release, on a database schema of 4.11 or newer',
  },
  {
    ...stated('4.14/enterprise/node/operating/tvu/running-tvu.md', 'Running the TVU'),
    piece: 'Transaction Validator Utility',
    nodes: '4.14',
    wants: 'its own release, on a database schema of 4.14 only',
  },
  {
    ...stated(NOTES_4_12, 'Corda node explorer not supported on Java 17'),
    piece: 'node explorer, flow and node management plugins',
    nodes: '4.12',
    wants: 'the builds of 4.11; CENM 1.7 has the consoles in itself',
  },
  {
    ...stated(NOTES_4_12, 'Collaborative Recovery removed'),
    piece: 'Collaborative Recovery (LedgerSync, LedgerRecover)',
    nodes: '4.12 and newer',
    wants: 'to be gone: deprecated in 4.11, removed in 4.12',
  },
  { ...HSM, piece: 'Luna HSM driver', nodes: 'up to 4.9.6, 4.10.0 to 4.10.2', wants: '7.3' },
  { ...HSM, piece: 'Luna HSM driver', nodes: 'later 4.9 and 4.10, 4.11, 4.12', wants: '10.4.0' },
  {
    ...stated('4.14/enterprise/platform-support-matrix.md', 'Node databases'),
    piece: 'node database',
    nodes: '4.14',
    wants: 'SQL Server 2022, Azure SQL, Oracle 19c, 23ai or 26ai, PostgreSQL 14 to 18',
  },
  {
    ...stated('4.11/enterprise/release-notes-enterprise.md', 'H2 upgraded from 1.4.197 to 2.2.214'),
    piece: 'H2',
    nodes: '4.11 and newer',
    wants: '2.2, which cannot read older files: export and import; R3 supports it for development only',
  },
  {
    ...stated('4.11/enterprise/release-notes-enterprise.md', 'Additional Network Parameters'),
    piece: 'CENM',
    nodes: '4.11 and newer, where the network sets a backup interval for recovery',
    wants: '1.6 or newer',
  },
  {
    ...inferred('4.14/enterprise/node', 'nothing on it was found'),
    piece: 'Corda Firewall (bridge and float)',
    nodes: 'all',
    wants: 'no rule is written; move it with its nodes',
  },
];
