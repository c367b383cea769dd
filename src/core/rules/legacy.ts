import { findLoaders } from '../cordapp/language.ts';
import { listNames } from '../text/count.ts';
import { renderLanguage } from '../text/language-findings.ts';
import { giveEvidence, hasLegacyFolder, withoutEvidence } from './evidence.ts';
import { holdsContracts, inShort, jarsIn, lackClasses, lackJars, nameOf, type Installed } from './jars-of.ts';
import { judgeTwins } from './legacy-twins.ts';
import { isFromLine } from './lines.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { CordaNode, Group, World } from './world.ts';

const GUIDE = '4.12/enterprise/upgrade-guide.md';

const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

/** Whether a node runs Java 17 and verifies the contracts of 4.11 apart. Undefined: nobody says what it runs. */
const is412 = (corda: CordaNode | undefined): boolean | undefined => isFromLine(corda?.version, '4.12');

const lackAge = (groups: readonly Group[]): readonly Objection[] =>
  lackWhere(
    groups,
    ({ after }) => (is412(after.corda) === undefined ? ['the platform version of the node'] : []),
    'pin the node image by an artifact of kind corda, and declare releases that are not known in platformVersions',
  );

/** The one artifact that a change of a CorDapp is about; where Corda moves, all of them. */
const subjectOf = ({ change }: World): string | undefined => (change.kind === 'cordapp' ? change.artifact : undefined);

const judgedIn = (world: World, { after }: Group): readonly Installed[] => {
  const subject = subjectOf(world);
  return jarsIn(after).filter(({ cordapp }) => subject === undefined || cordapp.artifact === subject);
};

export const LANGUAGE: Rule = {
  id: 'R14',
  title: 'Nodes can load the classes of their CorDapps',
  severity: 'block',
  applies: movesNodeOrCordapp,
  check: (world) => [
    ...blockWhere(movingOf(world), (group) => {
      const { corda } = group.after;
      const modern = is412(corda);
      const refused = judgedIn(world, group).flatMap(({ cordapp, jar: { facts } }) => {
        if (!facts.code || modern === undefined) return [];
        const { from412, upTo411 } = findLoaders(facts.code);
        return (modern ? from412 : upTo411) ? [] : [`${nameOf(cordapp)} (${renderLanguage(facts.code)})`];
      });
      return corda && refused.length > 0
        ? `Corda ${inShort(corda.version)} cannot load ${listNames([...new Set(refused)], 3)}: such a node refuses to start`
        : undefined;
    }),
    ...lackAge(movingOf(world)),
    ...lackClasses(movingOf(world), (group) => judgedIn(world, group).map(({ jar }) => jar)),
    ...lackJars(movingOf(world), ({ after }) => after, subjectOf(world)),
  ],
  remedy:
    'build it for Java 17 and Kotlin 1.9 for nodes from 4.12 on, for Java 8 for older ones, and move both together',
  source: sourceOf('corda/corda release/os/4.12', 'LanguageVersion.kt'),
  certainty: 'stated',
};

export const LEGACY_CONTRACTS: Rule = {
  id: 'R15',
  title: 'While nodes of 4.11 are left, nodes of 4.12 have their contracts as well',
  severity: 'block',
  applies: movesNodeOrCordapp,
  check: (world) => {
    const older = world.groups.filter(({ after }) => is412(after.corda) === false);
    const newer = world.groups.filter(({ after }) => is412(after.corda) === true);
    if (older.length === 0 || newer.length === 0) return lackAge(world.groups.filter(({ after }) => after.corda));
    const hashes = new Set(older.flatMap(({ after }) => jarsIn(after).map(({ jar }) => jar.sha256)));
    const turnsBack = older.some(({ moves, before }) => moves && is412(before.corda) !== false);
    const judged = newer.filter(({ moves }) => moves || turnsBack);
    return [
      ...blockWhere(
        withoutEvidence(world, judged, 'legacy-contracts'),
        ({ after }) =>
          jarsIn(after).some(({ jar }) => holdsContracts(jar.facts) && !hashes.has(jar.sha256))
            ? 'nodes older than 4.12 are left, and no folder legacy-contracts is mounted: they reject transactions with contracts for 4.12 alone'
            : undefined,
        giveEvidence('legacy-contracts', 'mount a folder legacy-contracts with the former contract JARs'),
      ),
      ...judgeTwins(world, older, world.change.kind === 'cordapp' ? newer : judged),
      ...lackJars(judged, ({ after }) => after),
    ];
  },
  remedy:
    'keep the former contract JARs in legacy-contracts, each with a newer twin signed by the same keys in cordapps',
  source: sourceOf(GUIDE, 'Add the legacy contracts folder to mixed networks'),
  certainty: 'stated',
  evidence:
    'The folder is a volume mounted at a path that ends in `legacy-contracts`, or `rules.evidence` with `what: legacy-contracts`. What is in it is not seen; without either it blocks.',
};

export const LEGACY_LEFT: Rule = {
  id: 'R16',
  title: 'legacy-contracts goes when no node needs it',
  severity: 'warn',
  applies: ({ change }) => change.kind === 'corda' || change.kind === 'parameters',
  check: (world) => {
    const { minimumPlatformVersion: least } = world.parameters;
    const left = world.groups.filter(hasLegacyFolder);
    if (left.length === 0 || world.groups.some(({ after }) => is412(after.corda) === false)) return [];
    const unknown = lackAge(world.groups.filter(({ after }) => after.corda));
    if (unknown.length > 0) return unknown;
    if (least === undefined) {
      return lackWhere(
        left,
        () => ['the minimumPlatformVersion of the network'],
        'declare networkParameters.minimumPlatformVersion in cordage.yaml, or the address of the Network Map',
      );
    }
    return least >= 140
      ? warnWhere(
          left,
          () => 'legacy-contracts is still mounted, though no node is older than 4.12 and the network asks for 140',
        )
      : [];
  },
  remedy: 'take the folder out of the manifests; keep legacy-jars while old transactions are verified',
  source: sourceOf('4.12/enterprise/release-notes-enterprise.md', 'Corda Enterprise Edition 4.12.2 release notes'),
  certainty: 'stated',
};
