import { compareChangeLogs } from '../cordapp/compare-change-logs.ts';
import type { Finding as JarFinding } from '../cordapp/change.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import { evidenceFor, giveEvidence } from './evidence.ts';
import { changesMinor } from './flow-rules.ts';
import { jarsOf, lackJars, replacedIn } from './jars-of.ts';
import { blockWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, World } from './world.ts';

const NOTES = '4.14/enterprise/node-upgrade-notes.md';

const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

/** What the change logs of the JARs that come have against those that go. */
const changeLogsOf = (world: World, group: Group): readonly JarFinding[] =>
  replacedIn(world, group).flatMap(({ before, after }) =>
    before.facts.code && after.facts.code ? compareChangeLogs(before.facts.code, after.facts.code) : [],
  );

/**
 * Whether the CorDapp brings change sets that the database does not have. Of a former version whose JAR nobody knows it cannot
 * be told; a CorDapp that is new to the nodes brings all that it has.
 */
export const bringsChangeSets = (world: World, group: Group): boolean =>
  changeLogsOf(world, group).some(({ code }) => code === 'change-sets-added' || code === 'change-logs-unread') ||
  (!group.before.cordapps.some(({ artifact }) => artifact === world.change.artifact) &&
    jarsOf(group.after, world.change.artifact).some(({ facts }) => (facts.code?.changeLogs.length ?? 0) > 0));

/** Why the database of these nodes changes; undefined: it does not, as far as is known. */
const whyMigrated = (world: World, group: Group): string | undefined => {
  if (world.change.kind === 'corda')
    return changesMinor(group)
      ? `Corda ${lineOf(group.after.corda?.version ?? '')} has a schema of its own`
      : undefined;
  return bringsChangeSets(world, group) ? 'the CorDapp brings change sets for the database' : undefined;
};

const lackForCordapp = (world: World): readonly Objection[] =>
  world.change.kind === 'cordapp'
    ? [({ after }: Group) => after, ({ before }: Group) => before].flatMap((standOf) =>
        lackJars(movingOf(world), standOf, world.change.artifact),
      )
    : [];

/** Whatever goes up; what goes back is told by the class of rollback. */
const isForward = (world: World): boolean => movesNodeOrCordapp(world) && !world.change.back;

const DAY = 86_400_000;

export const BACKED_UP: Rule = {
  id: 'R25',
  title: 'There is a backup of database and files before the database changes',
  severity: 'block',
  applies: isForward,
  check: (world) => {
    const { recoveryMaximumBackupInterval: interval } = world.parameters;
    const young =
      interval === undefined ? '' : `, younger than ${Math.floor(interval / DAY)} days (recoveryMaximumBackupInterval)`;
    return [
      ...blockWhere(
        movingOf(world),
        (group) => {
          const why = whyMigrated(world, group);
          return why !== undefined && evidenceFor(world, group, 'backup') === undefined
            ? `${why}, and nothing in the manifests backs these nodes up before: only a backup of database and volumes, taken drained${young}, leads back`
            : undefined;
        },
        giveEvidence('backup', 'back up by a hook with cordage.io/hook: backup'),
      ),
      ...lackForCordapp(world),
    ];
  },
  remedy: 'take a backup of database and files while the node is drained and stopped',
  source: sourceOf(NOTES, "Step 2: Make a backup of your node's directories and database"),
  certainty: 'stated',
  evidence:
    'A hook with `cordage.io/hook: backup` in the rendering of each node, or `rules.evidence` with `what: backup`; let its `until` end before the backup is too old. Without either it blocks.',
};

export const MIGRATED: Rule = {
  id: 'R26',
  title: 'Something migrates the database before the node starts',
  severity: 'block',
  applies: isForward,
  check: (world) => [
    ...blockWhere(
      movingOf(world),
      (group) => {
        const why = whyMigrated(world, group);
        return why !== undefined && evidenceFor(world, group, 'migration') === undefined
          ? `${why}, and nothing in the manifests migrates it: a node never does so by itself, and stops with "Incompatible database schema version"`
          : undefined;
      },
      giveEvidence(
        'migration',
        'run "run-migration-scripts --core-schemas --app-schemas" in a hook with cordage.io/hook: migration',
      ),
    ),
    ...lackForCordapp(world),
  ],
  remedy: 'migrate once, in a hook that no probe and no deadline kills: a killed migration leaves its lock',
  source: sourceOf(NOTES, 'Step 3: Update the database'),
  certainty: 'stated',
  evidence:
    'A hook with `cordage.io/hook: migration`, a container that runs `run-migration-scripts`, or `rules.evidence` with `what: migration`. Without one of them it blocks.',
};

export const CHANGE_LOGS_STAY: Rule = {
  id: 'R27',
  title: 'Change sets that ran once neither vanish nor change',
  severity: 'warn',
  applies: ({ change }) => change.kind === 'cordapp',
  check: (world) => [
    ...warnWhere(movingOf(world), (group) => {
      const bad = changeLogsOf(world, group).find(({ code }) =>
        /^change-(?:sets-changed|sets-removed|logs-removed)$/.test(code),
      );
      return bad && `${bad.what} (how Liquibase behaves; no document of R3 says it)`;
    }),
    ...lackForCordapp(world),
  ],
  remedy: 'leave former change sets as they were, and add new ones',
  source: sourceOf('Liquibase', 'changeset checksums'),
  certainty: 'inferred',
};

/** Whether the nodes cross from 4.11 to 4.12. */
export const crossesTo412 = ({ before, after }: Group): boolean =>
  before.corda !== undefined &&
  after.corda !== undefined &&
  (compareVersions(before.corda.version, '4.12') ?? 0) < 0 &&
  (compareVersions(after.corda.version, '4.12') ?? -1) >= 0;

export const VALIDATED: Rule = {
  id: 'R41',
  title: 'The Transaction Validator Utility has run before 4.12',
  severity: 'block',
  applies: ({ change }) => change.kind === 'corda' && !change.back,
  check: (world) => {
    const silent = (group: Group): boolean => evidenceFor(world, group, 'validation') === undefined;
    return [
      ...blockWhere(
        movingOf(world).filter(crossesTo412),
        (group) =>
          silent(group)
            ? 'nobody says that the Transaction Validator Utility passed on these nodes; transactions that it finds cannot be verified by 4.12'
            : undefined,
        giveEvidence('validation', 'run it on each node, drained and stopped'),
      ),
      ...warnWhere(
        movingOf(world).filter(
          (group) =>
            changesMinor(group) &&
            !crossesTo412(group) &&
            (compareVersions(group.after.corda?.version ?? '', '4.13') ?? -1) >= 0,
        ),
        (group) =>
          silent(group)
            ? 'documents of R3 disagree whether the Transaction Validator Utility must run here (4.14 node-upgrade-notes, step 6)'
            : undefined,
        giveEvidence('validation', 'run it'),
      ),
      ...(world.groups.some((group) => group.moves && crossesTo412(group))
        ? warnWhere(
            world.groups.filter(
              ({ moves, after }) =>
                !moves && after.corda !== undefined && (compareVersions(after.corda.version, '4.12') ?? 0) < 0,
            ),
            (group) =>
              silent(group)
                ? 'they stay behind, and those that trade with upgraded nodes need the Transaction Validator Utility as well'
                : undefined,
            giveEvidence('validation', 'run it there before they trade'),
          )
        : []),
    ];
  },
  remedy: 'run the Transaction Validator Utility of the target release',
  source: sourceOf('4.12/enterprise/upgrade-guide.md', 'Validate transactions'),
  certainty: 'stated',
  evidence:
    '`rules.evidence` with `what: validation` and `for: "4.12"`. Nothing else can show it; without it this blocks.',
};
