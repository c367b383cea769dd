import { JUMPS } from '../corda/facts/jumps.ts';
import { planPath, type PathStep } from '../corda/path.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import { withoutEvidence } from './evidence.ts';
import { compareLine } from './lines.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, World } from './world.ts';

const NOTES = '4.14/enterprise/node-upgrade-notes.md';
const GUIDE = sourceOf('4.12/enterprise/upgrade-guide.md', 'Corda Enterprise Edition 4.11 to 4.12 upgrade guide');

const movesCorda = ({ change }: World): boolean => change.kind === 'corda';

type Step = { readonly from: string; readonly to: string };

const stepOf = ({ before, after }: Group): Step | undefined =>
  before.corda && after.corda && { from: before.corda.version, to: after.corda.version };

/** Negative: the next is older. */
const direction = ({ from, to }: Step): number | undefined => compareVersions(to, from);

const isWithin = (version: string, oldest: string, newest: string): boolean =>
  (compareLine(version, oldest) ?? -1) >= 0 && (compareLine(version, newest) ?? 1) <= 0;

const pathOf = ({ declared }: World, group: Group): readonly PathStep[] => {
  const step = stepOf(group);
  const path = step && planPath(step.from, step.to, declared);
  return path?.ok ? path.value : [];
};

const way = (steps: readonly PathStep[]): string => [steps[0]?.from, ...steps.map(({ to }) => to)].join(' → ');

/** One step too many at once, where the nodes start within a range. A way that is only inferred warns. */
const objectToJump = (world: World, from: readonly [string, string], why: string): readonly Objection[] => {
  const tell =
    (certain: boolean) =>
    (group: Group): string | undefined => {
      const step = stepOf(group);
      const steps = pathOf(world, group);
      if (!step || steps.length < 2 || !isWithin(step.from, ...from)) return undefined;
      const isCertain = steps.filter(({ certainty }) => certainty === 'stated').length > 1;
      return isCertain === certain
        ? `${step.from} may not go to ${step.to} at once: ${why}${certain ? '' : ' (inferred: no document of R3 describes this release)'}; the way is ${way(steps)}`
        : undefined;
    };
  return [...blockWhere(movingOf(world), tell(true)), ...warnWhere(movingOf(world), tell(false))];
};

/** Where the table of described upgrades ends; from there on the rule of one minor release is inferred. */
const LAST_DESCRIBED = JUMPS.at(-1)?.to[1] ?? '';

/** Nothing leads there, and it takes no more than one step that R3 describes to come where its description ends. */
const isPastTable = ({ declared }: World, { from, to }: Step): boolean => {
  const described = planPath(from, LAST_DESCRIBED, declared);
  const steps = described.ok ? described.value.filter(({ minors }) => minors.length > 0).length : 0;
  const isSameProduct = lineOf(to)?.split('.')[0] === LAST_DESCRIBED.split('.')[0];
  return steps <= 1 && isSameProduct && (compareLine(to, LAST_DESCRIBED) ?? 0) > 0;
};

/** An upgrade to a release that is known, and to which no way leads. */
const findNoWay = (world: World, group: Group): Step | undefined => {
  const step = stepOf(group);
  const isUp = step !== undefined && (direction(step) ?? 0) > 0;
  return isUp && group.after.corda?.platformVersion && pathOf(world, group).length === 0 ? step : undefined;
};

const GO_BY_STEPS =
  'take the first step of that way; "/rollout corda VERSION" on an issue offers one step after the other';

export const NO_DOWNGRADE: Rule = {
  id: 'R2',
  title: 'Corda goes to no older release than nodes run',
  severity: 'block',
  applies: movesCorda,
  check: (world) => {
    const down = movingOf(world).filter((group) => {
      const step = stepOf(group);
      return step && (direction(step) ?? 0) < 0;
    });
    const isPatch = ({ from, to }: Step): boolean => lineOf(from) === lineOf(to);
    return [
      ...blockWhere(down, (group) => {
        const step = stepOf(group);
        return step && !isPatch(step)
          ? `${step.to} is an older release than ${step.from}; R3 describes no way back, and a node on a newer database is not refused but fails later`
          : undefined;
      }),
      ...warnWhere(
        down,
        (group) => {
          const step = stepOf(group);
          return step && isPatch(step)
            ? `${step.to} is an older patch than ${step.from}: no database changes between them, but flows must be drained, and the Artemis journal may not be readable (inferred)`
            : undefined;
        },
        'drain the nodes first; read the release notes for a new version of Artemis between the two',
      ),
      ...lackWhere(
        movingOf(world),
        (group) => {
          const step = stepOf(group);
          return step && direction(step) === undefined ? [`the order of Corda ${step.from} and ${step.to}`] : [];
        },
        'write versions as Corda does, such as 4.12.9',
      ),
    ];
  },
  remedy: 'restore database and files from the backup of before the upgrade',
  source: sourceOf(NOTES, "Step 2: Make a backup of your node's directories and database"),
  certainty: 'stated',
};

export const VIA_4_11: Rule = {
  id: 'R3',
  title: 'From 4.10 or older to 4.12 or newer only by way of 4.11',
  severity: 'block',
  applies: movesCorda,
  check: (world) => objectToJump(world, ['4.0', '4.10'], '4.12 is reached from 4.11 only'),
  remedy: GO_BY_STEPS,
  source: GUIDE,
  certainty: 'stated',
};

export const ONE_MINOR: Rule = {
  id: 'R4',
  title: 'From 4.11 on one minor release at a time',
  severity: 'block',
  applies: movesCorda,
  check: (world) => [
    ...objectToJump(world, ['4.11', '99.0'], 'from 4.11 on it is one minor release at a time'),
    ...blockWhere(movingOf(world), (group) => {
      const step = findNoWay(world, group);
      return step && !isPastTable(world, step)
        ? `R3 describes no upgrade that leads from ${step.from} to ${step.to}`
        : undefined;
    }),
    ...warnWhere(
      movingOf(world),
      (group) => {
        const step = findNoWay(world, group);
        return step && isPastTable(world, step)
          ? `${step.from} may not go to ${step.to} at once: since 4.11 it has been one minor release at a time (inferred: no document of R3 describes this release), and not all releases between are known`
          : undefined;
      },
      'declare the releases between in cordage.yaml: platformVersions, and take one after the other',
    ),
  ],
  remedy: GO_BY_STEPS,
  source: sourceOf(NOTES, 'Upgrading a node to Corda Enterprise Edition 4.14'),
  certainty: 'stated',
};

export const EACH_DATABASE_STEP: Rule = {
  id: 'R5',
  title: 'Up to 4.11 binaries may skip minor releases, database updates may not',
  severity: 'block',
  applies: movesCorda,
  check: (world) => {
    const skipping = movingOf(world).filter((group) => {
      const [step, ...more] = pathOf(world, group);
      return step !== undefined && more.length === 0 && step.minors.length > 1 && isWithin(step.from, '4.0', '4.10');
    });
    const tell = (group: Group): string =>
      `the database goes through ${pathOf(world, group)[0]?.minors.join(', ')}, one after the other`;
    const unplanned = withoutEvidence(world, skipping, 'migration');
    const silent = new Set(unplanned.flatMap(({ nodes }) => nodes));
    const planned = skipping.flatMap((group) => {
      const nodes = group.nodes.filter((node) => !silent.has(node));
      return nodes.length > 0 ? [{ ...group, nodes }] : [];
    });
    return [
      ...blockWhere(unplanned, (group) => `${tell(group)}, and nothing in the manifests migrates it`),
      ...warnWhere(planned, (group) => `${tell(group)}; the migration must do so`),
    ];
  },
  remedy: 'apply the database updates of each minor release in order, or go one minor release at a time',
  source: sourceOf(NOTES, 'Step 3: Update the database'),
  certainty: 'stated',
  evidence:
    'The migration is a hook with `cordage.io/hook: migration`, an init container that runs `run-migration-scripts`, or `rules.evidence` with `what: migration`. With it this warns, without it it blocks.',
};

export const FROM_CORDA_3: Rule = {
  id: 'R6',
  title: 'Corda 3 goes by way of 3.3 and 4.5',
  severity: 'block',
  applies: movesCorda,
  check: (world) => objectToJump(world, ['3.0', '3.99'], '4.6 and later cannot take over the database of Corda 3'),
  remedy: GO_BY_STEPS,
  source: sourceOf(NOTES, 'Upgrading a node to Corda Enterprise Edition 4.14'),
  certainty: 'stated',
};
