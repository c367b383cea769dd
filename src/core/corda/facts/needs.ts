import { inferred, stated, type Fact } from './fact.ts';

/** When a step has a need: on the way to any other minor release, to a patch, past a certain release, or away from old ones. */
type When =
  | 'patch'
  | 'minor'
  | { readonly past: string }
  /** From this minor release or an older one. */
  | { readonly from: string };

/** What must be done or be there so that a step of an upgrade works. */
export type Need = Fact & {
  /** Kebab-case, unique. */
  readonly id: string;
  readonly when: When;
  readonly what: string;
};

const NODE = '4.14/enterprise/node-upgrade-notes.md';
const GUIDE = '4.12/enterprise/upgrade-guide.md';
const NOTES_4_12 = '4.12/enterprise/release-notes-enterprise.md';

export const NEEDS: readonly Need[] = [
  {
    ...stated('4.14/enterprise/minor-version-node-upgrade.md', 'Step 1: Drain the node'),
    id: 'drain',
    when: 'patch',
    what: 'drain each node, replace it, start it, take the drain off',
  },
  {
    ...stated(NODE, 'Step 1: Drain the node'),
    id: 'drain-minor',
    when: 'minor',
    what: 'drain each node before it stops; a database with flows in flight is not migrated',
  },
  {
    ...stated(NODE, "Step 2: Make a backup of your node's directories and database"),
    id: 'backup',
    when: 'minor',
    what: 'back up database and files of the drained node; nothing else leads back',
  },
  {
    ...stated(NODE, 'Step 3: Update the database'),
    id: 'migration',
    when: 'minor',
    what: 'migrate the database before the first start, core and app schemas; no node does it by itself',
  },
  {
    ...stated(NODE, 'Step 5: Update the configuration'),
    id: 'old-settings',
    when: { from: '4.5' },
    what: 'take transactionIsolationLevel, initialiseSchema and initialiseAppSchema out of node.conf',
  },
  {
    ...stated('4.14/enterprise/notary/upgrading-the-ha-notary-service.md', 'Version 4.5'),
    id: 'notary-table',
    when: { past: '4.5' },
    what: 'add the table and index that the HA notary got in 4.5',
  },
  {
    ...stated('4.14/enterprise/notary/upgrading-the-ha-notary-service.md', 'Version 4.8'),
    id: 'notary-database-tool',
    when: { past: '4.8' },
    what: 'run the database management tool again for a JPA notary that was set up with it',
  },
  {
    ...stated('content/en/tools/archiving-service/archiving-release-notes.md', 'compatibility table'),
    id: 'archive-1.1',
    when: { past: '4.11' },
    what: 'Archive Service 1.1.x where it is used',
  },
  {
    ...stated('4.11/enterprise/release-notes-enterprise.md', 'H2 upgraded from 1.4.197 to 2.2.214'),
    id: 'h2',
    when: { past: '4.11' },
    what: 'export and import the data of nodes on H2; its new version cannot read the old files',
  },
  {
    ...stated(NOTES_4_12, 'Java and Kotlin upgrade'),
    id: 'java-17',
    when: { past: '4.12' },
    what: 'node images with Java 17 (17.0.9 or later); tags of official images say openjdk, not openjdk8',
  },
  {
    ...stated(GUIDE, 'Upgrade 4.11 CorDapps'),
    id: 'recompile',
    when: { past: '4.12' },
    what: 'CorDapps rebuilt for Java 17 and Kotlin 1.9.20, signed with the same keys, minimum platform version 140',
  },
  {
    ...stated(GUIDE, 'Contract versioning'),
    id: 'contract-version',
    when: { past: '4.12' },
    what: 'contract CorDapps with a higher contract version than before; flow versions stay',
  },
  {
    ...stated(GUIDE, 'Add the legacy contracts folder to mixed networks'),
    id: 'legacy-contracts',
    when: { past: '4.12' },
    what: 'the former contract JARs in legacy-contracts while any node is older than 4.12; keep them afterwards for nodes that join',
  },
  {
    ...stated(GUIDE, 'Upgrade outline'),
    id: 'legacy-jars',
    when: { past: '4.12' },
    what: 'libraries and drivers that former contracts use in legacy-jars, also when all nodes are on 4.12',
  },
  {
    ...stated(GUIDE, 'Validate transactions'),
    id: 'tvu',
    when: { past: '4.12' },
    what: 'the Transaction Validator Utility run on each node before it moves, and on older nodes that trade with it',
  },
  {
    ...stated(NOTES_4_12, 'Support for signature constraints and AlwaysAcceptAttachmentConstraint only'),
    id: 'constraints',
    when: { past: '4.12' },
    what: 'states with hash constraints moved to signature constraints on 4.11; no explicit contract upgrade left to do',
  },
  {
    ...stated(NOTES_4_12, 'Collaborative Recovery removed'),
    id: 'collaborative-recovery',
    when: { past: '4.12' },
    what: 'no Collaborative Recovery CorDapps (LedgerSync, LedgerRecover)',
  },
  {
    ...stated('content/en/tools/archiving-service/archiving-release-notes.md', 'compatibility table'),
    id: 'archive-1.2',
    when: { past: '4.12' },
    what: 'Archive Service 1.2 where it is used',
  },
  {
    ...stated(NOTES_4_12, 'Corda Enterprise Edition 4.12.5 release notes'),
    id: 'verifier-arguments',
    when: { past: '4.12' },
    what: 'JVM arguments that contracts rely on repeated in custom.externalVerifierJvmArgs',
  },
  ...['4.13', '4.14'].map((past): Need => ({
    // The upgrade notes demand it, the utility's own page says it is not required: the stricter is told, as doubtful.
    ...inferred(NODE.replace('4.14', past), 'Step 6: Validate existing transactions'),
    id: `tvu-${past}`,
    when: { past },
    what: 'the Transaction Validator Utility run on each node; documents of R3 disagree whether it is required',
  })),
];
