import { findRelease } from '../corda/releases.ts';
import * as say from '../text/config-rules-corda.ts';
import type { Rule } from './rules.ts';

/** What must hold between settings of Corda's rules. */

const MINOR_RELEASE = /^\d+\.\d+$/;

/** A word about what is not there would be read as one that counts. */
const evidenceIsAboutSomething: Rule = ({ evidence, artifactNames, platformVersions, placeOf }) =>
  evidence.flatMap(({ subject, index }) => {
    if (subject === undefined) return [];
    const at = placeOf(['rules', 'evidence', index, 'for'], 'value');
    if (MINOR_RELEASE.test(subject)) {
      const known = findRelease(subject) !== undefined || platformVersions.has(subject);
      return known ? [] : [say.evidenceUnknownRelease(at, index, subject)];
    }
    const [artifact = ''] = subject.split('@');
    return artifactNames.includes(artifact) ? [] : [say.evidenceUnknownArtifact(at, index, artifact, artifactNames)];
  });

/** Two ends of one override would leave open which of them counts. */
const rulesAreOverriddenOnce: Rule = ({ overrides, placeOf }) => {
  const seen = new Set<string>();
  return overrides.flatMap(({ rule, index }) => {
    const again = seen.has(rule);
    seen.add(rule);
    return again ? [say.overrideTwice(placeOf(['rules', 'overrides', index, 'rule'], 'value'), rule)] : [];
  });
};

/** Network parameters with packages inside of each other cannot be: Corda refuses to make them (`noPackageOverlap`). */
const packagesHaveOneOwner: Rule = ({ packages, placeOf }) => {
  const owned = new Set(packages);
  return packages.flatMap((name) => {
    const outer = listOuter(name).find((one) => owned.has(one));
    return outer === undefined
      ? []
      : [say.packagesOverlap(placeOf(['networkParameters', 'packageOwnership', name], 'key'), name, outer)];
  });
};

/** `com`, `com.acme` of `com.acme.trade`. */
const listOuter = (name: string): readonly string[] => {
  const parts = name.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
};

export const CORDA_RULES: readonly Rule[] = [packagesHaveOneOwner, evidenceIsAboutSomething, rulesAreOverriddenOnce];
