import { bringsChangeSets, crossesTo412 } from './database-rules.ts';
import { giveEvidence, withoutEvidence } from './evidence.ts';
import { holdsContracts, inShort, jarsOf, lackClasses, lackJars, nameOf, replacedIn } from './jars-of.ts';
import { blockWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, World } from './world.ts';

const lackBoth = (world: World): readonly Objection[] => {
  const { artifact } = world.change;
  const moving = movingOf(world);
  return [...lackJars(moving, ({ after }) => after, artifact), ...lackJars(moving, ({ before }) => before, artifact)];
};

export const CONTRACT_VERSION: Rule = {
  id: 'R28',
  title: 'The contract version is higher than before',
  severity: 'warn',
  applies: ({ change }) => change.kind === 'cordapp' && !change.back,
  check: (world) => [
    ...warnWhere(movingOf(world), (group) => {
      const low = replacedIn(world, group).find(({ before, after }) => {
        const [old, young] = [before.facts.contract?.version, after.facts.contract?.version];
        return old !== undefined && young !== undefined && young <= old && before.sha256 !== after.sha256;
      });
      return (
        low &&
        `contract version ${low.after.facts.contract?.version} of ${inShort(low.after.name)} is not higher than ${low.before.facts.contract?.version} of ${inShort(low.before.name)}: a node takes it, but beside the legacy contract of 4.11 a build for 4.12 needs a higher one`
      );
    }),
    ...lackBoth(world),
  ],
  remedy: 'raise Cordapp-Contract-Version with each release of contracts',
  source: sourceOf('4.14/enterprise/cordapps/versioning.md', 'CorDapp versioning'),
  certainty: 'stated',
};

/** Seen from the change that is undone. */
const broughtChangeSets = (world: World, { before, after, ...group }: Group): boolean =>
  bringsChangeSets({ ...world, change: { ...world.change, back: false } }, { ...group, before: after, after: before });

export const CONTRACT_BACK: Rule = {
  id: 'R29',
  title: 'Contracts that have run, and a database that has changed, are not just taken back',
  severity: 'block',
  applies: ({ change }) => change.kind === 'cordapp' && change.back,
  check: (world) => [
    ...blockWhere(movingOf(world), ({ before, after }) => {
      const { artifact } = world.change;
      const former = after.cordapps.find((one) => one.artifact === artifact);
      const kept = new Set(jarsOf(after, artifact).map(({ sha256 }) => sha256));
      const contract = jarsOf(before, artifact).find(({ sha256, facts }) => holdsContracts(facts) && !kept.has(sha256));
      return (
        contract &&
        former &&
        `${inShort(contract.name)} holds contracts and has run: states whose new fields are filled cannot be read by ${nameOf(former)}`
      );
    }),
    ...warnWhere(
      movingOf(world),
      (group) =>
        broughtChangeSets(world, group)
          ? 'what is taken back brought change sets, which have run: the former JAR may not bear the database as it is now (inferred)'
          : undefined,
      'restore database and files from the backup of before the upgrade, or make sure that the former JAR runs on what is there',
    ),
    ...lackBoth(world),
    ...lackClasses(movingOf(world), ({ before }) => jarsOf(before, world.change.artifact)),
  ],
  remedy: 'go forward with a release that mends it; if no state was written since, say so: /override R29 "reason"',
  source: sourceOf('corda/corda release/os/4.12', 'AttachmentsClassLoader.kt, withPreventDataLoss'),
  certainty: 'stated',
};

export const CONSTRAINTS: Rule = {
  id: 'R40',
  title: 'No state is held by a hash or whitelist constraint when 4.12 comes',
  severity: 'block',
  applies: ({ change }) => change.kind === 'corda' && !change.back,
  check: (world) =>
    blockWhere(
      withoutEvidence(world, movingOf(world).filter(crossesTo412), 'constraints'),
      () =>
        'nobody says that all states are held by signature constraints; 4.12 supports neither hash constraints nor the zone whitelist, and no JAR shows it',
      giveEvidence('constraints', 'migrate such states on 4.11'),
    ),
  remedy: 'migrate states to signature constraints while the nodes are on 4.11',
  source: sourceOf(
    '4.12/enterprise/release-notes-enterprise.md',
    'Support for signature constraints and AlwaysAcceptAttachmentConstraint only',
  ),
  certainty: 'stated',
  evidence: '`rules.evidence` with `what: constraints`. It is in no file; without it this blocks.',
};
