import { findPatch, findRelease, betterThan } from '../corda/releases.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import { javaOfTag } from './image-tag.ts';
import { inShort } from './jars-of.ts';
import { isFromLine } from './lines.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Rule } from './rule.ts';
import { judgeSupport } from './support.ts';
import type { CordaNode, Group, World } from './world.ts';

const movesCorda = ({ change }: World): boolean => change.kind === 'corda';

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
  groups.some(({ after: { corda } }) => isFromLine(corda?.version, '4.11') === false);

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

export const SUPPORTED: Rule = {
  id: 'R8',
  title: 'R3 supports the release',
  severity: 'block',
  applies: ({ change }) => change.kind === 'corda' || change.kind === 'cenm',
  check: judgeSupport,
  remedy: 'go to a release that R3 supports: "cordage releases" shows them',
  source: sourceOf(
    'themes/doks/assets/snippets/corda-4/end-of-life-corda4.md',
    'the table; for CENM that of ../cenm/end-of-life-cenm.md',
  ),
  certainty: 'stated',
};

/** What a release runs on, and whether R3 says so. Undefined: nobody can place the version. */
const javaOf = ({ version }: CordaNode): { readonly java: number; readonly isStated: boolean } | undefined => {
  const row = findRelease(version);
  if (row) return { java: row.java, isStated: row.certainty === 'stated' };
  const isModern = isFromLine(version, '4.12');
  return isModern === undefined ? undefined : { java: isModern ? 17 : 8, isStated: !isModern };
};

const tellJava =
  (isStated: boolean) =>
  ({ after: { corda } }: Group): string | undefined => {
    const java = corda?.tag === undefined ? undefined : javaOfTag(corda.tag);
    const needs = corda && javaOf(corda);
    return java !== undefined && needs?.isStated === isStated && java !== needs.java
      ? `Corda ${corda?.version} runs on Java ${needs.java}, and the tag ${corda?.tag} says Java ${java}${isStated ? '' : ' (inferred)'}`
      : undefined;
  };

export const JAVA_OF_IMAGE: Rule = {
  id: 'R9',
  title: 'The image has the Java that the release needs',
  severity: 'block',
  applies: movesCorda,
  check: (world) => [
    ...blockWhere(movingOf(world), tellJava(true)),
    ...warnWhere(movingOf(world), tellJava(false)),
    ...lackWhere(
      movingOf(world),
      ({ before, after: { corda } }) => {
        if (!corda) return [];
        if (!javaOf(corda)) return [`the Java that Corda ${inShort(corda.version)} needs`];
        // Within one family of Java a tag that says nothing keeps what it had.
        const isKept = !before.corda || javaOf(before.corda)?.java === javaOf(corda)?.java;
        return isKept || javaOfTag(corda.tag ?? '') !== undefined
          ? []
          : [`the Java of the image ${corda.tag === undefined ? 'of the node' : `with the tag ${corda.tag}`}`];
      },
      'see that the image of that tag has the Java that its release needs (8 up to 4.11, 17 from 4.12 on)',
    ),
  ],
  remedy:
    'say in cordage.yaml how a version becomes a tag: artifacts.<name>.tag: "{version}-zulu-openjdk-alpine" from 4.12 on',
  source: sourceOf('4.12/enterprise/release-notes-enterprise.md', 'Java and Kotlin upgrade'),
  certainty: 'stated',
};
