import type { CordappFacts } from '../cordapp/cordapp.ts';
import { isError } from '../problem.ts';
import type { InspectedJar } from '../release/release.ts';
import { cutText } from '../text/fit.ts';
import { printable } from '../text/printable.ts';
import { lackWhere } from './objection.ts';
import type { Objection } from './rule.ts';
import type { Group, InstalledCordapp, Stand, World } from './world.ts';

/** One JAR of a CorDapp that nodes run. */
export type Installed = { readonly cordapp: InstalledCordapp; readonly jar: InspectedJar };

/** All JARs of a stand that could be looked into. */
export const jarsIn = ({ cordapps }: Stand): readonly Installed[] =>
  cordapps.flatMap((cordapp) => (cordapp.jars ?? []).map((jar) => ({ cordapp, jar })));

/** The JARs of one artifact in a stand. */
export const jarsOf = (stand: Stand, artifact: string | undefined): readonly InspectedJar[] =>
  stand.cordapps.find((one) => one.artifact === artifact)?.jars ?? [];

/**
 * A JAR of the artifact that the change moves, with one that it takes the place of: the JARs that have the same name, file or
 * contract class, or the only one.
 */
export type Replaced = { readonly before: InspectedJar; readonly after: InspectedJar };

/** A file's name without its version: `trade-contracts` of `trade-contracts-1.4.0.jar`. */
const stemOf = (name: string): string => name.replace(/\.jar$/i, '').replace(/[-_.]?v?\d[\w.+-]*$/i, '');

/**
 * What a JAR is known by from one release to the next: the names it gives itself, its contract classes, which outlive a
 * rename, and its file, which is all that is left where nothing in it can be read.
 */
const namesOf = ({ name: file, facts: { contract, workflow, legacy, code } }: InspectedJar): readonly string[] => [
  `file ${stemOf(file)}`,
  ...(contract ? [`contract ${contract.name}`] : []),
  ...(workflow ? [`workflow ${workflow.name}`] : []),
  ...(legacy ? [`old-style ${legacy.name}`] : []),
  ...(code?.contracts ?? []).map((name) => `class ${name}`),
];

const pairs = new WeakMap<readonly InspectedJar[], WeakMap<readonly InspectedJar[], readonly Replaced[]>>();

/**
 * Which JARs of the former version each JAR of the next takes the place of: several where they were merged into one, those
 * with contracts first. Those that are new or end are left out. Worked out once for two lists.
 */
export const pairJars = (before: readonly InspectedJar[], after: readonly InspectedJar[]): readonly Replaced[] => {
  const ofBefore = pairs.get(before) ?? new WeakMap<readonly InspectedJar[], readonly Replaced[]>();
  pairs.set(before, ofBefore);
  const found = ofBefore.get(after) ?? findPairs(before, after);
  ofBefore.set(after, found);
  return found;
};

const findPairs = (before: readonly InspectedJar[], after: readonly InspectedJar[]): readonly Replaced[] => {
  const [onlyBefore] = before;
  const [onlyAfter] = after;
  if (before.length === 1 && after.length === 1 && onlyBefore && onlyAfter)
    return [{ before: onlyBefore, after: onlyAfter }];
  const byName = new Map<string, Set<InspectedJar>>();
  for (const old of before) {
    for (const name of namesOf(old)) byName.set(name, (byName.get(name) ?? new Set()).add(old));
  }
  const rank = ({ facts }: InspectedJar): number => (holdsContracts(facts) ? 0 : 1);
  return after.flatMap((young) => {
    const replaced = new Set(namesOf(young).flatMap((name) => [...(byName.get(name) ?? [])]));
    return [...replaced].toSorted((a, b) => rank(a) - rank(b)).map((old) => ({ before: old, after: young }));
  });
};

export const replacedIn = ({ change }: World, group: Group): readonly Replaced[] =>
  pairJars(jarsOf(group.before, change.artifact), jarsOf(group.after, change.artifact));

/** What makes a contract CorDapp for a node: a class, whatever the manifest says (corda.md 3.1). */
export const holdsContracts = ({ contract, code }: CordappFacts): boolean =>
  contract !== undefined || (code?.contracts.length ?? 0) > 0;

/** A stranger's text within a sentence: one line, nothing hidden, 120 characters at most. */
export const inShort = (text: string): string => cutText(printable(text), 120);

/** `trade 1.4.0`. */
export const nameOf = ({ artifact, version }: { readonly artifact: string; readonly version: string }): string =>
  `${artifact} ${inShort(version)}`;

const HOW =
  'name the repository whose releases carry the JARs: artifacts.<name>.releases in cordage.yaml; cordage plan takes them by --jar';

/** CorDapps that no JAR is known of: those of the stand, or the one artifact alone. */
export const lackJars = (
  groups: readonly Group[],
  standOf: (group: Group) => Stand,
  artifact?: string,
): readonly Objection[] =>
  lackWhere(
    groups,
    (group) =>
      standOf(group)
        .cordapps.filter(
          (one) => (one.jars ?? []).length === 0 && (artifact === undefined || one.artifact === artifact),
        )
        .map((one) => `the JARs of ${nameOf(one)}`),
    HOW,
  );

/** Whether all its classes could be read, so that a contract or flow that is not found is not there. */
export const isReadable = ({ facts: { code, problems } }: InspectedJar): boolean =>
  code !== undefined && problems.every((problem) => problem.code !== 'jar-classes-unread');

/** What has errors may have lost its signers to them: none then does not mean unsigned. */
export const tellsSigners = ({ facts: { signers, problems } }: InspectedJar): boolean =>
  signers.length > 0 || !problems.some(isError);

const REPAIR = 'see what its problems say, and release it anew';

/** JARs with classes that Cordage cannot read. */
export const lackClasses = (
  groups: readonly Group[],
  jarsOfGroup: (group: Group) => readonly InspectedJar[],
): readonly Objection[] =>
  lackWhere(
    groups,
    (group) =>
      jarsOfGroup(group)
        .filter((jar) => !isReadable(jar))
        .map(({ name }) => `the classes of ${inShort(name)}`),
    REPAIR,
  );

/** JARs whose signers nobody can tell, for something is wrong with them. */
export const lackSigners = (
  groups: readonly Group[],
  jarsOfGroup: (group: Group) => readonly InspectedJar[],
): readonly Objection[] =>
  lackWhere(
    groups,
    (group) =>
      jarsOfGroup(group)
        .filter((jar) => !tellsSigners(jar))
        .map(({ name }) => `the signers of ${inShort(name)}`),
    REPAIR,
  );
