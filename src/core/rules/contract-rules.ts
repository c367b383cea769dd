import { crossesTo412 } from './database-rules.ts';
import { evidenceFor, giveEvidence } from './evidence.ts';
import { holdsContracts, inShort, lackJars, replacedIn } from './jars-of.ts';
import { blockWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Rule } from './rule.ts';
import type { World } from './world.ts';

const lackBoth = (world: World) => [
  ...lackJars(movingOf(world), ({ after }) => after, world.change.artifact),
  ...lackJars(movingOf(world), ({ before }) => before, world.change.artifact),
];

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
        `contract version ${low.after.facts.contract?.version} of ${inShort(low.after.name)} is not higher than ${low.before.facts.contract?.version}; nodes do not mind, people and builds for 4.12 do`
      );
    }),
    ...lackBoth(world),
  ],
  remedy: 'raise Cordapp-Contract-Version with each release of contracts',
  source: sourceOf('4.14/enterprise/cordapps/versioning.md', 'CorDapp versioning'),
  certainty: 'stated',
};

export const CONTRACT_BACK: Rule = {
  id: 'R29',
  title: 'Contracts that have run are not taken back',
  severity: 'block',
  applies: ({ change }) => change.kind === 'cordapp' && change.back,
  check: (world) => [
    ...blockWhere(movingOf(world), (group) => {
      const pairs = replacedIn(world, group).filter(
        ({ before, after }) => holdsContracts(before.facts) && before.sha256 !== after.sha256,
      );
      const [first] = pairs;
      return (
        first &&
        `${inShort(first.before.name)} holds contracts and has run: states whose new fields are filled cannot be read by ${inShort(first.after.name)}`
      );
    }),
    ...lackBoth(world),
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
      movingOf(world).filter(crossesTo412),
      (group) =>
        evidenceFor(world, group, 'constraints') === undefined
          ? 'nobody says that all states are held by signature constraints; 4.12 supports neither hash constraints nor the zone whitelist, and no JAR shows it'
          : undefined,
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
