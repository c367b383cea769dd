import { CENM_RELEASES } from '../corda/facts/cenm-releases.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import { giveEvidence, withoutEvidence } from './evidence.ts';
import { javaOfTag } from './image-tag.ts';
import { inShort, nameOf } from './jars-of.ts';
import { isFromLine } from './lines.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, Piece, World } from './world.ts';

/** A CENM service before and after the change. */
type Bump = { readonly from: Piece; readonly to: Piece };

const bumpOf = ({ change }: World, { before, after }: Group): Bump | undefined => {
  const from = before.pieces.find(({ artifact }) => artifact === change.artifact);
  const to = after.pieces.find(({ artifact }) => artifact === change.artifact);
  return from && to && { from, to };
};

const isNewLine = ({ from, to }: Bump): boolean => lineOf(from.version) !== lineOf(to.version);

const isDown = ({ from, to }: Bump): boolean =>
  isNewLine({ from, to }) && (compareVersions(to.version, from.version) ?? 0) < 0;

const tellDown = (bump: Bump): string | undefined =>
  isDown(bump)
    ? `no way back from CENM ${inShort(bump.from.version)} to ${inShort(bump.to.version)} is described; databases that were migrated stay so (inferred)`
    : undefined;

const tellStep = (bump: Bump): string | undefined => {
  const [old, young] = [lineOf(bump.from.version), lineOf(bump.to.version)];
  if (old === undefined || young === undefined || isDown(bump)) return undefined;
  const row = CENM_RELEASES.find(({ release }) => release === young);
  return row && old !== young && !row.upgradesFrom.includes(old)
    ? `no upgrade from CENM ${old} to ${young} is described; it is reached from ${row.upgradesFrom.join(' or ')}`
    : undefined;
};

const tellUnknown = ({ to }: Bump): string | undefined => {
  const line = lineOf(to.version);
  return line !== undefined && CENM_RELEASES.every(({ release }) => release !== line)
    ? `CENM ${line} is not in the table of releases, so no step to it is known`
    : undefined;
};

/** The Java of an image against that of its release, which up to 1.6 the tags of R3's images alone tell. */
const tellJava =
  (certainty: 'stated' | 'inferred') =>
  ({ to }: Bump): string | undefined => {
    const row = CENM_RELEASES.find(({ release }) => release === lineOf(to.version));
    const java = to.tag === undefined ? undefined : javaOfTag(to.tag);
    return row?.certainty === certainty && java !== undefined && java !== row.java
      ? `CENM ${inShort(to.version)} runs on Java ${row.java}, and the tag ${inShort(to.tag ?? '')} says Java ${java}${certainty === 'inferred' ? ' (inferred)' : ''}`
      : undefined;
  };

/** Services without a database of their own: Signing, Gateway, the command line and the PKI tool. */
const WITHOUT_DATABASE = /sign(?:er|ing)|gateway|farm|pki|cli\b/i;

const hasDatabase = ({ artifact, images }: Piece): boolean =>
  (images.length === 0 ? [artifact] : images.map(lastPart)).some((name) => !WITHOUT_DATABASE.test(name));

const lastPart = (image: string): string => image.slice(image.lastIndexOf('/') + 1);

const tellMigration = (bump: Bump): string | undefined =>
  isNewLine(bump) && !isDown(bump) && hasDatabase(bump.to)
    ? 'Identity Manager, Network Map, Zone and Auth migrate their databases with runMigration: true alone, and nothing shows that it is set'
    : undefined;

/** Parameters that only CENM 1.6 and newer can hand out (4.11 release notes, Additional Network Parameters). */
const TAKE_1_6 = ['recoveryMaximumBackupInterval', 'confidentialIdentityMinimumBackupInterval'] as const;

const judgeParameters = ({ parameters, groups }: World): readonly Objection[] => {
  const declared = TAKE_1_6.filter((name) => parameters[name] !== undefined);
  if (declared.length === 0) return [];
  const services = ({ after }: Group): readonly Piece[] => after.pieces.filter(({ kind }) => kind === 'cenm');
  return [
    ...blockWhere(
      groups,
      (group) => {
        const old = services(group).find(({ version }) => isFromLine(version, '1.6') === false);
        return old && `${nameOf(old)} does not know ${declared.join(' and ')}, which takes CENM 1.6`;
      },
      'bring CENM to 1.6 first',
    ),
    ...lackWhere(groups, (group) => lackLines(services(group)), HOW_PINNED),
  ];
};

const lackLines = (services: readonly Piece[]): readonly string[] =>
  services
    .filter(({ version }) => lineOf(version) === undefined)
    .map((piece) => `which release of CENM ${nameOf(piece)} is`);

export const CENM_STEP: Rule = {
  id: 'R39',
  title: 'CENM goes one documented step at a time, on its Java, with its migration',
  severity: 'block',
  applies: ({ change }) => change.kind === 'cenm' || change.kind === 'parameters',
  check: (world): readonly Objection[] => {
    if (world.change.kind === 'parameters') return judgeParameters(world);
    const moving = movingOf(world);
    const told =
      (tell: (bump: Bump) => string | undefined) =>
      (group: Group): string | undefined => {
        const bump = bumpOf(world, group);
        return bump && tell(bump);
      };
    return [
      ...blockWhere(moving, told(tellStep)),
      ...warnWhere(moving, told(tellDown), 'restore databases and directories from the backup of before the upgrade'),
      ...blockWhere(
        moving,
        told(tellUnknown),
        'read its upgrade notes; who may passes over it: /override R39 "reason"',
      ),
      ...blockWhere(moving, told(tellJava('stated')), HOW_TAGGED),
      ...(world.change.back
        ? []
        : blockWhere(
            withoutEvidence(world, moving, 'migration'),
            told(tellMigration),
            giveEvidence('migration', 'set runMigration: true for this start, with a database user that may'),
          )),
      ...warnWhere(moving, told(tellJava('inferred')), HOW_TAGGED),
      ...lackWhere(moving, (group) => lackOf(bumpOf(world, group)), HOW_PINNED),
    ];
  },
  remedy: 'take the documented step first',
  source: sourceOf('1.7/cenm/upgrade-notes.md', '1.6.x to 1.7'),
  certainty: 'stated',
  evidence:
    '`runMigration: true` stands in values that are not read: `rules.evidence` with `what: migration` and `for` the artifact. Without it a step to another minor release blocks.',
};

const HOW_TAGGED = 'say in cordage.yaml how a version becomes a tag: artifacts.<name>.tag';
const HOW_PINNED = 'pin an image whose tag says its release and its Java';

const lackOf = (bump: Bump | undefined): readonly string[] => {
  if (!bump) return [];
  const { tag, version } = bump.to;
  const isSeen = tag !== undefined && javaOfTag(tag) !== undefined;
  return [
    ...lackLines([bump.from, bump.to]),
    ...(!isSeen && lineOf(version) === '1.7' ? ['the Java of the CENM image'] : []),
  ];
};
