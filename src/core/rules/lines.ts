import { compareVersions, lineOf } from '../release/version.ts';

/**
 * Orders the minor release that a version belongs to against another. What Corda can do goes by minor release (corda.md 1.1
 * and 2.3): `4.12.0-RC01` has the platform version, the Java and the verifier of 4.12, though it is older than 4.12.0.
 * Undefined: nobody can place the version.
 */
export const compareLine = (version: string | undefined, line: string): number | undefined => {
  const own = version === undefined ? undefined : lineOf(version);
  return own === undefined ? undefined : compareVersions(own, line);
};

/** Whether a version is of this minor release or a later one. Undefined: nobody can place it. */
export const isFromLine = (version: string | undefined, line: string): boolean | undefined => {
  const order = compareLine(version, line);
  return order === undefined ? undefined : order >= 0;
};
