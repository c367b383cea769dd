import type { Artifact } from '../config/config.ts';
import { scalarOf, type Candidate, type Manifest, type Scalar } from '../manifests/manifest.ts';
import { pinOf, type PinReading } from '../manifests/pin-version.ts';
import type { Place, Problem } from '../problem.ts';
import { pinOfSeveral, unknownArtifact } from '../text/network-problems.ts';

/** A candidate that belongs to an artifact, before it is known whose rendering it decides. */
export type Site = {
  readonly artifact: string;
  readonly reading: PinReading;
  readonly candidate: Candidate;
  readonly scalar: Scalar;
  readonly at: Place;
};

export type FileSites = { readonly sites: readonly Site[]; readonly problems: readonly Problem[] };

/** The candidates of a file that belong to an artifact. One that belongs to two, or names none that exists, is a problem. */
export const findSites = (file: string, manifest: Manifest, artifacts: readonly Artifact[]): FileSites => {
  const sites: Site[] = [];
  const problems: Problem[] = [];
  for (const candidate of manifest.candidates) {
    const scalar = scalarOf(candidate);
    if (!scalar) continue;
    const at: Place = { file, line: scalar.line, column: scalar.column };
    const named = candidate.artifact;
    if (named !== undefined && !artifacts.some(({ name }) => name === named)) {
      problems.push(
        unknownArtifact(
          at,
          named,
          artifacts.map(({ name }) => name),
        ),
      );
      continue;
    }
    const found = artifacts.flatMap((artifact): Site[] => {
      const reading = pinOf(candidate, artifact);
      return reading ? [{ artifact: artifact.name, reading, candidate, scalar, at }] : [];
    });
    if (found.length > 1)
      problems.push(
        pinOfSeveral(
          at,
          found.map(({ artifact }) => artifact),
        ),
      );
    else sites.push(...found);
  }
  return { sites, problems };
};
