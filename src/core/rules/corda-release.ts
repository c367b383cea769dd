import { findPatch, findRelease, betterThan, supportOf } from '../corda/releases.ts';
import { planPath } from '../corda/path.ts';
import { CORDA_RELEASES } from '../corda/facts/corda-releases.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import { javaOfTag } from './image-tag.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Rule } from './rule.ts';
import type { CordaNode, Group, World } from './world.ts';

const movesCorda = ({ change }: World): boolean => change.kind === 'corda';

const isBefore = (version: string, line: string): boolean => (compareVersions(version, line) ?? 0) < 0;

export const KNOWN_RELEASE: Rule = {
  id: 'R1',
  title: 'The release of Corda is known, with its platform version',
  severity: 'block',
  applies: movesCorda,
  check: (world) => [
    ...blockWhere(movingOf(world), ({ after: { corda } }) =>
      corda && !corda.platformVersion
        ? `Corda ${lineOf(corda.version) ?? corda.version} is not in the table of releases, and no rule tells its platform version`
        : undefined,
    ),
    ...warnWhere(
      movingOf(world),
      ({ after: { corda } }) =>
        corda?.platformVersion?.by === 'inferred'
          ? `platform version ${corda.platformVersion.value} of Corda ${lineOf(corda.version)} is inferred, not confirmed`
          : undefined,
      'read its release notes and declare it: platformVersions in cordage.yaml',
    ),
  ],
  remedy: 'look it up in its release notes and declare it in cordage.yaml: platformVersions: {"4.15": 170}',
  source: sourceOf('4.14/enterprise/cordapps/versioning.md', 'Platform version'),
  certainty: 'stated',
};

/** Nodes older than 4.11 that are left when the change is done. */
const hasOlderPeers = ({ groups }: World): boolean =>
  groups.some(({ after: { corda } }) => corda !== undefined && isBefore(corda.version, '4.11'));

export const KNOWN_BAD: Rule = {
  id: 'R7',
  title: 'No patch that is known to be bad',
  severity: 'block',
  applies: movesCorda,
  check: (world) => {
    const tell =
      (blocks: boolean) =>
      ({ after: { corda } }: Group): string | undefined => {
        const flaw = corda && findPatch(corda.version)?.flaw;
        if (!corda || !flaw) return undefined;
        const breaksPeers = compareVersions(corda.version, '4.11.0') === 0 && hasOlderPeers(world);
        const isCertain = flaw.certainty === 'stated' && (flaw.withdrawn === true || breaksPeers);
        const why = `Corda ${corda.version}: ${flaw.reason}${flaw.certainty === 'inferred' ? ' (inferred)' : ''}; take ${betterThan(corda.version, flaw)}`;
        return isCertain === blocks ? why : undefined;
      };
    return [...blockWhere(movingOf(world), tell(true)), ...warnWhere(movingOf(world), tell(false))];
  },
  remedy: 'take the patch that it names',
  source: sourceOf('4.12/enterprise/release-notes-enterprise.md', 'Corda Enterprise Edition 4.12.8 release notes'),
  certainty: 'stated',
};

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** The newest release that was out when the table was written: where every way leads. */
const NEWEST = CORDA_RELEASES.findLast(({ released }) => released)?.release ?? '';

/** Nobody can go past a release that R3 makes a step of the way. */
const isStepOfWay = ({ declared }: World, { before, after }: Group): boolean => {
  if (!before.corda || !after.corda) return false;
  const path = planPath(before.corda.version, NEWEST, declared);
  return path.ok && path.value.length > 1 && lineOf(path.value[0]?.to ?? '') === lineOf(after.corda.version);
};

export const SUPPORTED: Rule = {
  id: 'R8',
  title: 'R3 supports the release',
  severity: 'block',
  applies: movesCorda,
  check: (world) => {
    const today = dayOf(world.now);
    const stateOf = (corda: CordaNode | undefined) => {
      const row = corda && findRelease(corda.version);
      return row && supportOf(row, today);
    };
    const ended = (corda: CordaNode | undefined): string | undefined => {
      const state = stateOf(corda);
      return corda && state?.kind === 'ended'
        ? `support of Corda ${lineOf(corda.version)} ended with ${state.since}`
        : undefined;
    };
    return [
      ...blockWhere(movingOf(world), (group) => (isStepOfWay(world, group) ? undefined : ended(group.after.corda))),
      ...warnWhere(
        movingOf(world),
        (group) => {
          const { corda } = group.after;
          const state = stateOf(corda);
          if (isStepOfWay(world, group) && ended(corda))
            return `${ended(corda)}; as a step to a newer release it is on the way`;
          if (state?.kind === 'security-only')
            return `Corda ${lineOf(corda?.version ?? '')} gets security fixes only, until ${state.until}`;
          if (state?.kind === 'help-only') return `Corda ${lineOf(corda?.version ?? '')} gets no more fixes`;
          return undefined;
        },
        'plan the next step soon: "cordage plan" shows the way',
      ),
      ...warnWhere(
        world.groups.filter(({ moves }) => !moves),
        ({ after }) => (ended(after.corda) ? `${ended(after.corda)}, and these nodes stay on it` : undefined),
        'bring them on the way as well, or release the hold that keeps them',
      ),
      ...lackWhere(
        movingOf(world),
        ({ after: { corda } }) =>
          corda?.platformVersion && (stateOf(corda)?.kind ?? 'unknown') === 'unknown'
            ? [`the months in which R3 supports Corda ${lineOf(corda.version)}`]
            : [],
        'see the end-of-life page in the documentation of R3',
      ),
    ];
  },
  remedy: 'go to a release that R3 supports: "cordage releases" shows them',
  source: sourceOf('themes/doks/assets/snippets/corda-4/end-of-life-corda4.md', 'the table'),
  certainty: 'stated',
};

const javaOf = ({ version }: CordaNode): number => findRelease(version)?.java ?? (isBefore(version, '4.12') ? 8 : 17);

export const JAVA_OF_IMAGE: Rule = {
  id: 'R9',
  title: 'The image has the Java that the release needs',
  severity: 'block',
  applies: movesCorda,
  check: (world) => [
    ...blockWhere(movingOf(world), ({ after: { corda } }) => {
      const java = corda?.tag === undefined ? undefined : javaOfTag(corda.tag);
      return corda && java !== undefined && java !== javaOf(corda)
        ? `Corda ${corda.version} runs on Java ${javaOf(corda)}, and the tag ${corda.tag} says Java ${java}`
        : undefined;
    }),
    // Within one family of Java a tag that says nothing keeps what it had.
    ...lackWhere(
      movingOf(world),
      ({ before, after: { corda } }) =>
        corda && before.corda && javaOf(before.corda) !== javaOf(corda) && javaOfTag(corda.tag ?? '') === undefined
          ? [`the Java of the image ${corda.tag === undefined ? 'of the node' : `with the tag ${corda.tag}`}`]
          : [],
      'see that the image of that tag has the Java that its release needs (8 up to 4.11, 17 from 4.12 on)',
    ),
  ],
  remedy:
    'say in cordage.yaml how a version becomes a tag: artifacts.<name>.tag: "{version}-zulu-openjdk-alpine" from 4.12 on',
  source: sourceOf('4.12/enterprise/release-notes-enterprise.md', 'Java and Kotlin upgrade'),
  certainty: 'stated',
};
