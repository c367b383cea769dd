import { lineOf } from '../release/version.ts';
import { bringsChangeSets } from './database-rules.ts';
import { holdsContracts, isReadable, jarsOf } from './jars-of.ts';
import { changesMinor } from './flow-rules.ts';
import { movingOf, sourceOf } from './objection.ts';
import type { RollbackClass } from './rule.ts';
import type { Group, Stand, World } from './world.ts';

/** Easiest first. */
const ORDER = [
  'reversible',
  'after-drain',
  'needs-restore',
  'forward-only',
] as const satisfies readonly RollbackClass['kind'][];

/**
 * What it takes to undo a change once it has run, told before it is merged: the hardest of all nodes that it moves
 * (corda.md 2.6). Undefined where it moves none.
 */
export const classifyRollback = (world: World): RollbackClass | undefined => {
  if (world.change.kind === 'parameters') return PARAMETERS;
  return hardestOf(movingOf(world).map((group) => classifyGroup(world, group)));
};

/** The first of those that are hardest to undo. */
export const hardestOf = (classes: readonly RollbackClass[]): RollbackClass | undefined =>
  classes.toSorted((a, b) => ORDER.indexOf(b.kind) - ORDER.indexOf(a.kind))[0];

const classifyGroup = (world: World, group: Group): RollbackClass => {
  switch (world.change.kind) {
    case 'corda':
      return changesMinor(group) ? MINOR : PATCH;
    case 'cordapp':
      return classifyCordapp(world, group);
    case 'cenm':
      return classifyCenm(world, group);
    case 'image':
      return IMAGE;
    case 'parameters':
      return PARAMETERS;
  }
};

const PARAMETERS: RollbackClass = {
  kind: 'forward-only',
  reason: 'after the flag day network parameters only move forward; until it is executed an update can be cancelled',
  source: sourceOf('1.7/cenm/updating-network-parameters.md', 'Cancelling an update'),
};

const MINOR: RollbackClass = {
  kind: 'needs-restore',
  reason:
    'the database is migrated: the way back is database and files from the backup of before, then Ledger Recovery',
  source: sourceOf(
    '4.14/enterprise/node-upgrade-notes.md',
    "Step 2: Make a backup of your node's directories and database",
  ),
};

const PATCH: RollbackClass = {
  kind: 'after-drain',
  reason:
    'a patch changes no database; flows must have ended, and a newer Artemis journal may not be readable (inferred)',
  source: sourceOf('4.14/enterprise/minor-version-node-upgrade.md', 'Step 1: Drain the node'),
};

const IMAGE: RollbackClass = {
  kind: 'reversible',
  reason: 'nothing that is known keeps the former image from coming back (inferred)',
  source: sourceOf('docs/rules.md', 'Rollback class'),
};

const VERIFIER = sourceOf('corda/corda release/os/4.12', 'CheckpointVerifier.kt');

const UNKNOWN: RollbackClass = {
  kind: 'needs-restore',
  reason: 'the JARs of both versions are not known, so neither new state fields nor database changes can be excluded',
  source: VERIFIER,
};

const SAME_JARS: RollbackClass = {
  kind: 'reversible',
  reason: 'it brings no JAR that was not there before',
  source: VERIFIER,
};

const CONTRACTS: RollbackClass = {
  kind: 'forward-only',
  reason: 'it holds contracts: once a state with a new field is stored, the former JAR cannot read it',
  source: sourceOf('corda/corda release/os/4.12', 'AttachmentsClassLoader.kt, withPreventDataLoss'),
};

const UNREAD: RollbackClass = {
  ...UNKNOWN,
  reason: 'not all classes of its JARs could be read, so neither contracts nor database changes can be excluded',
};

const CHANGE_SETS: RollbackClass = {
  kind: 'needs-restore',
  reason: 'it brings change sets for the database, which the former JAR may not bear (inferred)',
  source: sourceOf('corda/corda release/os/4.12', 'SchemaMigration.kt'),
};

const FLOWS: RollbackClass = {
  kind: 'after-drain',
  reason: 'flows of this JAR must have ended before the former one comes back',
  source: VERIFIER,
};

const classifyCordapp = (world: World, group: Group): RollbackClass => {
  const { artifact } = world.change;
  const [before, after] = [jarsOf(group.before, artifact), jarsOf(group.after, artifact)];
  if (before.length === 0 && after.some(({ facts }) => holdsContracts(facts))) return CONTRACTS;
  if (before.length === 0 || after.length === 0) return UNKNOWN;
  const former = new Set(before.map(({ sha256 }) => sha256));
  const fresh = after.filter(({ sha256 }) => !former.has(sha256));
  if (fresh.length === 0) return SAME_JARS;
  if (fresh.some(({ facts }) => holdsContracts(facts))) return CONTRACTS;
  if (![...before, ...after].every(isReadable)) return UNREAD;
  return bringsChangeSets(world, group) ? CHANGE_SETS : FLOWS;
};

const CENM_NOTES = sourceOf('1.7/cenm/upgrade-notes.md', '1.6.x to 1.7');

const classifyCenm = ({ change }: World, { before, after }: Group): RollbackClass => {
  const lineIn = ({ pieces }: Stand): string | undefined =>
    lineOf(pieces.find(({ artifact }) => artifact === change.artifact)?.version ?? '');
  const line = lineIn(after);
  return line !== undefined && line === lineIn(before)
    ? {
        kind: 'reversible',
        reason: 'a patch of CENM; nothing is said of its database (inferred)',
        source: CENM_NOTES,
      }
    : { kind: 'needs-restore', reason: 'CENM migrates its databases (inferred)', source: CENM_NOTES };
};
