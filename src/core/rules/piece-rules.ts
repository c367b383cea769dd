import { CENM_RELEASES } from '../corda/facts/cenm-releases.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import { evidenceFor, giveEvidence } from './evidence.ts';
import { javaOfTag } from './image-tag.ts';
import { jarsIn, nameOf } from './jars-of.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, Piece, World } from './world.ts';

const is = (version: string | undefined, line: string): boolean =>
  version !== undefined && (compareVersions(version, line) ?? -1) >= 0;

/** A piece by what its artifact or image is called. */
const findPiece = ({ after }: Group, word: RegExp): Piece | undefined =>
  after.pieces.find(({ artifact, images }) => word.test(artifact) || images.some((image) => word.test(image)));

const ARCHIVE = /archiv/i;
const FIREWALL = /firewall|bridge|float/i;
const RPC_CLIENT = /multi-?rpc|rpc-?client/i;
const RECOVERY = /ledger-?(?:sync|recover)/i;

/** The line of the Archive Service that a Corda release works with (archiving-release-notes.md, the table). Undefined: none is documented. */
const archiveFor = (version: string): string | undefined => {
  if (!is(version, '4.11')) return '1.0';
  if (!is(version, '4.12')) return '1.1';
  return lineOf(version) === '4.12' ? '1.2' : undefined;
};

const recoveryIn = (group: Group): string | undefined => {
  const byName = group.after.cordapps.find(({ artifact }) => RECOVERY.test(artifact));
  const byJar = jarsIn(group.after).find(({ jar: { facts } }) =>
    [facts.contract?.name, facts.workflow?.name, facts.legacy?.name].some(
      (name) => name !== undefined && RECOVERY.test(name.replaceAll(' ', '')),
    ),
  );
  return byName ? nameOf(byName) : byJar && nameOf(byJar.cordapp);
};

export const COUPLED: Rule = {
  id: 'R38',
  title: 'Pieces whose version follows the node go with it',
  severity: 'block',
  applies: ({ change }) => change.kind !== 'parameters' && change.kind !== 'cenm',
  check: (world) => {
    const judged =
      world.change.kind === 'image' || world.change.kind === 'corda' || world.change.kind === 'cordapp'
        ? movingOf(world)
        : [];
    return [
      ...blockWhere(judged, (group) => {
        const archive = findPiece(group, ARCHIVE);
        const wanted = group.after.corda && archiveFor(group.after.corda.version);
        return archive && wanted !== undefined && lineOf(archive.version) !== wanted
          ? `${archive.artifact} ${archive.version} does not work with Corda ${group.after.corda?.version}, which takes Archive Service ${wanted}`
          : undefined;
      }),
      ...blockWhere(
        judged,
        (group) => {
          const recovery = is(group.after.corda?.version, '4.12') ? recoveryIn(group) : undefined;
          return recovery && `${recovery} is Collaborative Recovery, which Corda 4.12 does not have any more`;
        },
        'take it out; Ledger Recovery took its place in 4.11',
      ),
      ...warnWhere(
        judged,
        (group) => {
          const { corda } = group.after;
          const client = findPiece(group, RPC_CLIENT);
          if (client && corda && client.version !== corda.version)
            return `${client.artifact} ${client.version} must have the version of the node, ${corda.version}`;
          const firewall = findPiece(group, FIREWALL);
          return firewall && corda && firewall.version !== corda.version
            ? `${firewall.artifact} is on ${firewall.version} and Corda on ${corda.version}; no document says which versions of the Corda Firewall fit, so move them together`
            : undefined;
        },
        'move it in the same change, or ask R3',
      ),
      ...lackWhere(
        judged,
        (group) =>
          findPiece(group, ARCHIVE) && group.after.corda && archiveFor(group.after.corda.version) === undefined
            ? [`which Archive Service goes with Corda ${lineOf(group.after.corda.version)}`]
            : [],
        'read the release notes of the Archive Service',
      ),
    ];
  },
  remedy: 'move both in one pull request',
  source: sourceOf('content/en/tools/archiving-service/archiving-release-notes.md', 'compatibility table'),
  certainty: 'stated',
};

type Bump = { readonly from: Piece; readonly to: Piece };

const bumpOf = ({ change }: World, { before, after }: Group): Bump | undefined => {
  const from = before.pieces.find(({ artifact }) => artifact === change.artifact);
  const to = after.pieces.find(({ artifact }) => artifact === change.artifact);
  return from && to && { from, to };
};

const tellStep = ({ from, to }: Bump): string | undefined => {
  const [old = '', young = ''] = [lineOf(from.version), lineOf(to.version)];
  if ((compareVersions(to.version, from.version) ?? 0) < 0)
    return old === young
      ? undefined
      : `CENM ${to.version} is older than ${from.version}, whose database it cannot take over`;
  const row = CENM_RELEASES.find(({ release }) => release === young);
  if (!row) return `CENM ${young} is not in the table of releases`;
  return old === young || row.upgradesFrom.includes(old)
    ? undefined
    : `no upgrade from CENM ${old} to ${young} is described; it is reached from ${row.upgradesFrom.join(' or ')}`;
};

export const CENM_STEP: Rule = {
  id: 'R39',
  title: 'CENM goes one documented step at a time, on its Java, with its migration',
  severity: 'block',
  applies: ({ change }) => change.kind === 'cenm',
  check: (world): readonly Objection[] => {
    const told = (group: Group, tell: (bump: Bump) => string | undefined): string | undefined => {
      const bump = bumpOf(world, group);
      return bump && tell(bump);
    };
    const isMinor = ({ from, to }: Bump): boolean => lineOf(from.version) !== lineOf(to.version);
    return [
      ...blockWhere(movingOf(world), (group) => told(group, tellStep)),
      ...blockWhere(
        movingOf(world),
        (group) =>
          told(group, ({ to }) => {
            const java = to.tag === undefined ? undefined : javaOfTag(to.tag);
            const wanted = is(to.version, '1.7') ? 17 : 8;
            return java !== undefined && java !== wanted
              ? `CENM ${to.version} runs on Java ${wanted}, and the tag ${to.tag} says Java ${java}`
              : undefined;
          }),
        'say in cordage.yaml how a version becomes a tag: artifacts.<name>.tag',
      ),
      ...(world.change.back
        ? []
        : blockWhere(
            movingOf(world),
            (group) =>
              told(group, (bump) =>
                isMinor(bump) && evidenceFor(world, group, 'migration') === undefined
                  ? 'Identity Manager, Network Map, Zone and Auth migrate their databases with runMigration: true alone, and nothing shows that it is set'
                  : undefined,
              ),
            giveEvidence('migration', 'set runMigration: true for this start, with a database user that may'),
          )),
      ...lackWhere(
        movingOf(world),
        (group) =>
          told(group, ({ to }) => (is(to.version, '1.7') && javaOfTag(to.tag ?? '') === undefined ? 'x' : undefined))
            ? ['the Java of the CENM image']
            : [],
        'see that the image of that tag has Java 17, as CENM 1.7 needs',
      ),
    ];
  },
  remedy: 'take the documented step first',
  source: sourceOf('1.7/cenm/upgrade-notes.md', '1.6.x to 1.7'),
  certainty: 'stated',
  evidence:
    '`runMigration: true` stands in values that are not read: `rules.evidence` with `what: migration` and `for` the artifact. Without it a step to another minor release blocks.',
};
