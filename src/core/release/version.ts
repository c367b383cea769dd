import semver from 'semver';

/**
 * Corda writes `4.12` and `4.12.5`, CorDapps write semantic versions, some add a leading `v` or a fourth number.
 * A two-part version counts as its `.0`. Build metadata does not order (semver.org, section 10).
 */
const SHORT = /^v?(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

const toSemver = (version: string): semver.SemVer | undefined => {
  const short = SHORT.exec(version);
  const whole = short ? `${short[1]}.${short[2]}.0${short[3] ?? ''}${short[4] ?? ''}` : version;
  return semver.parse(whole) ?? undefined;
};

/** Negative when `a` is older than `b`; undefined when either is not a semantic version, for then nobody can say. */
export const compareVersions = (a: string, b: string): number | undefined => {
  const left = toSemver(a);
  const right = toSemver(b);
  return left && right ? left.compare(right) : undefined;
};

/** `1.3` for 1.3.5: the line that a backport belongs to; undefined for versions that are not semantic. */
export const lineOf = (version: string): string | undefined => {
  const parsed = toSemver(version);
  return parsed && `${parsed.major}.${parsed.minor}`;
};

export const isPrerelease = (version: string): boolean => (toSemver(version)?.prerelease.length ?? 0) > 0;
