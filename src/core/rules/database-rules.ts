import { compareChangeLogs } from '../cordapp/compare-change-logs.ts';
import type { Finding as JarFinding } from '../cordapp/change.ts';
import type { InspectedJar } from '../release/release.ts';
import { lineOf } from '../release/version.ts';
import { formatDuration } from '../text/count.ts';
import { giveEvidence, withoutEvidence } from './evidence.ts';
import { changesMinor } from './flow-rules.ts';
import { inShort, jarsOf, lackClasses, lackJars, replacedIn } from './jars-of.ts';
import { isFromLine } from './lines.ts';
import { blockWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { CordaNode, Group, World } from './world.ts';

const NOTES = '4.14/enterprise/node-upgrade-notes.md';

const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

/** What the change logs of the JARs that come have against those that go. Of several that became one, all logs count. */
const changeLogsOf = (world: World, group: Group): readonly JarFinding[] =>
  [...Map.groupBy(replacedIn(world, group), ({ after }) => after)].flatMap(([after, pairs]) => {
    const [first, ...others] = pairs.flatMap(({ before }) => before.facts.code ?? []);
    if (!first || !after.facts.code || others.length + 1 < pairs.length) return [];
    const all = [first, ...others];
    const former = {
      ...first,
      changeLogs: all.flatMap(({ changeLogs }) => changeLogs),
      schemas: all.flatMap(({ schemas }) => schemas),
    };
    return compareChangeLogs(former, after.facts.code);
  });

/** JARs that take the place of none; of a former version that nobody knows it cannot be told. */
const newJars = (world: World, group: Group): readonly InspectedJar[] => {
  const { artifact } = world.change;
  const former = group.before.cordapps.find((one) => one.artifact === artifact);
  if (former && (former.jars ?? []).length === 0) return [];
  const paired = new Set(replacedIn(world, group).map(({ after }) => after));
  return jarsOf(group.after, artifact).filter((jar) => !paired.has(jar));
};

/** Whether the CorDapp brings change sets that the database does not have; a JAR that is new brings all that it has. */
export const bringsChangeSets = (world: World, group: Group): boolean =>
  changeLogsOf(world, group).some(({ code }) => code === 'change-sets-added' || code === 'change-logs-unread') ||
  newJars(world, group).some(({ facts }) => (facts.code?.changeLogs.length ?? 0) > 0);

/** Why the database of these nodes changes; undefined: it does not, as far as is known. */
const whyMigrated = (world: World, group: Group): string | undefined => {
  const { corda } = group.after;
  if (world.change.kind === 'corda')
    return corda && changesMinor(group)
      ? `Corda ${lineOf(corda.version) ?? inShort(corda.version)} has a schema of its own`
      : undefined;
  return bringsChangeSets(world, group) ? 'the CorDapp brings change sets for the database' : undefined;
};

const lackForCordapp = (world: World): readonly Objection[] => {
  if (world.change.kind !== 'cordapp') return [];
  const { artifact } = world.change;
  const moving = movingOf(world);
  return [
    ...lackJars(moving, ({ after }) => after, artifact),
    ...lackJars(moving, ({ before }) => before, artifact),
    ...lackClasses(moving, ({ before, after }) => [...jarsOf(before, artifact), ...jarsOf(after, artifact)]),
  ];
};

/** Whatever goes up; what goes back is told by the class of rollback. */
const isForward = (world: World): boolean => movesNodeOrCordapp(world) && !world.change.back;

export const BACKED_UP: Rule = {
  id: 'R25',
  title: 'There is a backup of database and files before the database changes',
  severity: 'block',
  applies: isForward,
  check: (world) => {
    const { recoveryMaximumBackupInterval: interval } = world.parameters;
    const young =
      interval === undefined ? '' : `, younger than ${formatDuration(interval)} (recoveryMaximumBackupInterval)`;
    return [
      ...blockWhere(
        withoutEvidence(world, movingOf(world), 'backup'),
        (group) => {
          const why = whyMigrated(world, group);
          return (
            why &&
            `${why}, and nothing in the manifests backs these nodes up before: only a backup of database and volumes, taken drained${young}, leads back`
          );
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
      withoutEvidence(world, movingOf(world), 'migration'),
      (group) => {
        const why = whyMigrated(world, group);
        return (
          why &&
          `${why}, and nothing in the manifests migrates it: a node never does so by itself, and stops with "Incompatible database schema version"`
        );
      },
      giveEvidence(
        'migration',
        'run "run-migration-scripts --core-schemas --app-schemas" in a hook with cordage.io/hook: migration',
      ),
    ),
    ...warnWhere(
      movingOf(world),
      (group) => changeLogsOf(world, group).find(({ code }) => code === 'schemas-without-log')?.what,
      'add a change log for each schema; a schema may also name one elsewhere (migrationResource), which is not seen here',
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
      return bad && `${bad.what} (inferred from how Liquibase behaves; no document of R3 says it)`;
    }),
    ...lackForCordapp(world),
  ],
  remedy: 'leave former change sets as they were, and add new ones',
  source: sourceOf('Liquibase', 'changeset checksums'),
  certainty: 'inferred',
};

const isFrom = (corda: CordaNode | undefined, line: string): boolean => isFromLine(corda?.version, line) === true;

const isOlder = (corda: CordaNode | undefined, line: string): boolean => corda !== undefined && !isFrom(corda, line);

/** Whether the nodes cross from 4.11 to 4.12; from a version that nobody can place they may. */
export const crossesTo412 = ({ before, after }: Group): boolean =>
  isOlder(before.corda, '4.12') && isFrom(after.corda, '4.12');

export const VALIDATED: Rule = {
  id: 'R41',
  title: 'The Transaction Validator Utility has run before 4.12',
  severity: 'block',
  applies: ({ change }) => change.kind === 'corda' && !change.back,
  check: (world) => {
    const silent = (groups: readonly Group[]): readonly Group[] => withoutEvidence(world, groups, 'validation');
    const moving = movingOf(world);
    const crossing = moving.filter(crossesTo412);
    const later = moving.filter(
      (group) => changesMinor(group) && !crossesTo412(group) && isFrom(group.after.corda, '4.13'),
    );
    const behind = world.groups.filter(({ moves, after }) => !moves && isOlder(after.corda, '4.12'));
    return [
      ...blockWhere(
        silent(crossing),
        () =>
          'nobody says that the Transaction Validator Utility passed on these nodes; transactions that it finds cannot be verified by 4.12',
        giveEvidence('validation', 'run it on each node, drained and stopped'),
      ),
      ...warnWhere(
        silent(later),
        () =>
          'documents of R3 disagree whether the Transaction Validator Utility must run here (4.14 node-upgrade-notes, step 6)',
        giveEvidence('validation', 'run it'),
      ),
      ...warnWhere(
        crossing.length > 0 ? silent(behind) : [],
        () =>
          'they stay behind, and those that trade with upgraded nodes need the Transaction Validator Utility as well',
        giveEvidence('validation', 'run it there before they trade'),
      ),
    ];
  },
  remedy: 'run the Transaction Validator Utility of the target release',
  source: sourceOf('4.12/enterprise/upgrade-guide.md', 'Validate transactions'),
  certainty: 'stated',
  evidence:
    '`rules.evidence` with `what: validation` and `for: "4.12"`. Nothing else can show it; without it this blocks.',
};
