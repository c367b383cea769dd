import { errorAt, type Place, type Problem } from '../problem.ts';
import { listNames } from './count.ts';
import { findNearest } from './nearest.ts';
import { printable, quoted } from './printable.ts';

/** Sentences about settings of Corda's rules that are each right but do not go together. */

export const evidenceUnknownArtifact = (
  at: Place,
  index: number,
  artifact: string,
  artifacts: readonly string[],
): Problem => {
  const near = findNearest(artifact, artifacts);
  return errorAt(
    'config-evidence-artifact',
    at,
    `evidence ${index + 1} is for artifact ${quoted(artifact)}, and there is none`,
    near === undefined ? `the artifacts are ${listNames(artifacts, 10)}` : `did you mean "${near}"?`,
  );
};

export const evidenceUnknownRelease = (at: Place, index: number, release: string): Problem =>
  errorAt(
    'config-evidence-release',
    at,
    `evidence ${index + 1} is for Corda ${release}, which is no release that Cordage knows`,
    'write one that "cordage releases" shows, or add it to "platformVersions" as well',
  );

export const packagesOverlap = (at: Place, name: string, outer: string): Problem =>
  errorAt(
    'config-package-overlap',
    at,
    `package ${printable(name)} lies in ${printable(outer)}, which has an owner too, and Corda has no such network parameters`,
    'write the packages as the network parameters have them',
  );

export const overrideTwice = (at: Place, rule: string): Problem =>
  errorAt('config-override-twice', at, `there are two overrides of ${rule}`, 'keep one of the two');
