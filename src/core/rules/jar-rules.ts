import { compileGlobs } from '../config/glob.ts';
import { findRelease } from '../corda/releases.ts';
import type { Signer } from '../cordapp/cordapp.ts';
import { isError } from '../problem.ts';
import type { InspectedJar } from '../release/release.ts';
import { listNames } from '../text/count.ts';
import { cutText } from '../text/fit.ts';
import {
  holdsContracts,
  inShort,
  jarsOf,
  lackClasses,
  lackJars,
  lackSigners,
  replacedIn,
  tellsSigners,
} from './jars-of.ts';
import { blockWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import { isInPackage } from './packages.ts';
import type { Objection, Rule } from './rule.ts';
import type { Group, World } from './world.ts';

/** Characters of a message; a problem of a JAR may quote several names out of it. */
const LONGEST = 1000;

const movesCordapp = ({ change }: World): boolean => change.kind === 'cordapp';

const LOADER = sourceOf('corda/corda release/os/4.12', 'JarScanningCordappLoader.kt');

/** The JARs that come by this change. */
const comingIn = ({ change }: World, { after }: Group): readonly InspectedJar[] => jarsOf(after, change.artifact);

const lackComing = (world: World): readonly Objection[] =>
  lackJars(movingOf(world), ({ after }) => after, world.change.artifact);

/** Every problem of one of these kinds is told, with its own remedy. */
const byProblem = (world: World, codes: RegExp): readonly Objection[] => {
  const toldOf = (group: Group) =>
    comingIn(world, group).flatMap(({ name, facts }) =>
      facts.problems
        .filter((problem) => isError(problem) && codes.test(problem.code))
        .map(({ message, remedy }) => ({ message: cutText(`${inShort(name)}: ${message}`, LONGEST), remedy })),
    );
  const remedies = new Map(
    movingOf(world)
      .flatMap(toldOf)
      .map(({ message, remedy }) => [message, remedy]),
  );
  return [
    ...[...remedies].flatMap(([message, remedy]) =>
      blockWhere(movingOf(world), (group) => toldOf(group).find((one) => one.message === message)?.message, remedy),
    ),
    ...lackComing(world),
  ];
};

export const MANIFEST: Rule = {
  id: 'R17',
  title: 'The node finds the manifest and understands its versions',
  severity: 'block',
  applies: movesCordapp,
  check: (world) =>
    byProblem(world, /^(?:jar-manifest-|cordapp-version-|jar-unreadable|jar-too-|jar-archive-|jar-inflates-)/),
  remedy: 'release the JAR anew: the manifest first, versions as whole numbers from 1',
  source: LOADER,
  certainty: 'stated',
};

const without = (signers: readonly Signer[], others: readonly Signer[]): readonly Signer[] =>
  signers.filter(({ fingerprint }) => others.every((other) => other.fingerprint !== fingerprint));

/** `CN=Acme (AAAAAAAAAAAAAAAA)`. */
const tellSigners = (signers: readonly Signer[]): string =>
  listNames(
    signers.map(({ subject, fingerprint }) => `${inShort(subject)} (${fingerprint.slice(0, 16)})`),
    3,
  );

export const SAME_SIGNERS: Rule = {
  id: 'R18',
  title: 'Every key that signed the former release signed this one',
  severity: 'block',
  applies: movesCordapp,
  check: (world) => {
    const pairsIn = (group: Group) => replacedIn(world, group).filter(({ before }) => holdsContracts(before.facts));
    const comparedIn = (group: Group) =>
      pairsIn(group)
        .filter(({ before, after }) => before.facts.signers.length > 0 && tellsSigners(after))
        .map(({ before, after }) => ({
          name: inShort(after.name),
          lost: without(before.facts.signers, after.facts.signers),
          added: without(after.facts.signers, before.facts.signers),
        }));
    return [
      ...blockWhere(movingOf(world), (group) => {
        const worse = comparedIn(group).find(({ lost }) => lost.length > 0);
        return (
          worse &&
          `${worse.name} lacks the signature of ${tellSigners(worse.lost)}: states under a signature constraint need every key that signed the former release`
        );
      }),
      ...warnWhere(
        movingOf(world),
        (group) => {
          const more = comparedIn(group).find(({ lost, added }) => lost.length === 0 && added.length > 0);
          return (
            more &&
            `${more.name} is signed by ${tellSigners(more.added)} too; states that it writes need all of its signers from then on`
          );
        },
        'sign with the same keys as before, unless this is meant',
      ),
      ...lackJars(movingOf(world), ({ before }) => before, world.change.artifact),
      ...lackComing(world),
      // A contract is a class: one that nobody could look for may be in a JAR that does not call itself so.
      ...lackClasses(movingOf(world), (group) =>
        jarsOf(group.before, world.change.artifact).filter(({ facts }) => !holdsContracts(facts)),
      ),
      ...lackSigners(movingOf(world), (group) => pairsIn(group).flatMap(({ before, after }) => [before, after])),
    ];
  },
  remedy: 'sign this release with all keys of the former one',
  source: sourceOf('4.14/enterprise/cordapps/api-contract-constraints.md', 'Signature constraints'),
  certainty: 'stated',
};

const isDevelopment = ({ policy }: World, { ring }: Group): boolean =>
  ring !== undefined && compileGlobs(policy.development)(ring);

/** Java 17 takes no notice of a weak signature, so that a JAR that has no other is unsigned to nodes from 4.12 on. */
const isUnsignedOn = ({ after: { corda } }: Group, { facts: { signers, problems } }: InspectedJar): boolean =>
  signers.length === 0 ||
  (signers.length === 1 &&
    problems.some(({ code }) => code === 'jar-signature-weak') &&
    findRelease(corda?.version ?? '')?.java === 17);

export const SIGNED: Rule = {
  id: 'R19',
  title: 'Contract JARs are signed, and no JAR by development keys of R3 alone',
  severity: 'block',
  applies: movesCordapp,
  check: (world) => {
    const strict = movingOf(world).filter((group) => !isDevelopment(world, group));
    return [
      ...blockWhere(strict, (group) => {
        const unsigned = comingIn(world, group).find(
          (jar) => holdsContracts(jar.facts) && tellsSigners(jar) && isUnsignedOn(group, jar),
        );
        return (
          unsigned &&
          `${inShort(unsigned.name)} holds contracts and is not signed${unsigned.facts.signers.length > 0 ? ' for Java 17, which passes over SHA-1 and short keys' : ''}: its states get no signature constraint`
        );
      }),
      ...blockWhere(
        strict,
        (group) => {
          const ofR3 = comingIn(world, group).find(
            ({ facts: { signers } }) => signers.length > 0 && signers.every(({ development }) => development),
          );
          return (
            ofR3 &&
            `${inShort(ofR3.name)} is signed by a development key of R3 alone: outside devMode a node refuses to start`
          );
        },
        'sign it with a key of your own; rings in devMode are named in cordage.yaml: rules: {development: [RING]}',
      ),
      ...lackJars(strict, ({ after }) => after, world.change.artifact),
      ...lackClasses(strict, (group) => comingIn(world, group).filter(({ facts }) => facts.signers.length === 0)),
      ...lackSigners(strict, (group) => comingIn(world, group)),
    ];
  },
  remedy: 'sign it with a key of your own, as the last step of the build',
  source: sourceOf('corda/corda release/os/4.12', 'JarScanningCordappLoader.kt, cordappSignerKeyFingerprintBlacklist'),
  certainty: 'stated',
};

export const SIGNED_ALIKE: Rule = {
  id: 'R20',
  title: 'Every entry of a JAR is signed by the same keys, and none was changed afterwards',
  severity: 'block',
  applies: movesCordapp,
  check: (world) => byProblem(world, /^jar-(?:signers-mixed|entry-changed|signature)/),
  remedy: 'build and sign the JAR anew, in one go',
  source: sourceOf('corda/corda release/os/4.12', 'JarSignatureCollector.kt'),
  certainty: 'stated',
};

export const CHECKSUM: Rule = {
  id: 'R22',
  title: 'A JAR that is fetched by URL has its SHA-256 beside it',
  severity: 'block',
  applies: movesCordapp,
  check: (world) =>
    blockWhere(movingOf(world), ({ checksum }) =>
      checksum === false ? 'the JAR is pinned by its URL alone: whatever answers there becomes the CorDapp' : undefined,
    ),
  remedy: 'write sha256 beside the URL and have the init container check it; Cordage keeps it current',
  source: sourceOf(
    'hyperledger-bevel/bevel platforms/r3-corda-ent/charts',
    'enterprise-node, init container of the CorDapps',
  ),
  certainty: 'stated',
};

export const PACKAGE_OWNERS: Rule = {
  id: 'R42',
  title: 'Whoever owns a package signed the JAR that has it',
  severity: 'warn',
  applies: movesCordapp,
  check: (world) => {
    const { packageOwnership } = world.parameters;
    if (packageOwnership.size === 0) return [];
    return [
      ...warnWhere(movingOf(world), (group) => {
        for (const jar of comingIn(world, group).filter(tellsSigners)) {
          for (const [owned, owners] of packageOwnership) {
            const isOwners = jar.facts.signers.some(({ fingerprint }) => owners.includes(fingerprint));
            if (!isOwners && isInPackage(jar.facts.code, owned))
              return `${inShort(jar.name)} has classes in ${inShort(owned)}, and none of its signers owns that package: transactions with them are rejected`;
          }
        }
        return undefined;
      }),
      ...lackClasses(movingOf(world), (group) => comingIn(world, group)),
      ...lackSigners(movingOf(world), (group) => comingIn(world, group)),
      ...lackComing(world),
    ];
  },
  remedy: "have the owner sign it, or change the network's packageOwnership",
  source: sourceOf('1.7/cenm/config-network-parameters.md', 'packageOwnership'),
  certainty: 'stated',
};
