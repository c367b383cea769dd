import semver from 'semver';

/**
 * Corda writes `4.12` and `4.12.5`, CorDapps write semantic versions; some add a leading `v`, some a fourth number.
 * A missing third or fourth number counts as 0. Build metadata does not order (semver.org, section 10).
 */
const SHAPE = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:\.(0|[1-9]\d{0,14}))?(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

type Parsed = { readonly three: semver.SemVer; readonly fourth: number };

const parse = (version: string): Parsed | undefined => {
  const [, major, minor, patch = '0', fourth = '0', prerelease = '', build = ''] = SHAPE.exec(version) ?? [];
  const three = major && minor ? semver.parse(`${major}.${minor}.${patch}${prerelease}${build}`) : undefined;
  return three ? { three, fourth: Number(fourth) } : undefined;
};

/**
 * Orders two versions: negative when `a` is older, 0 when they differ in build metadata at most.
 * Undefined when either is not a semantic version, for then nobody can say.
 */
export const compareVersions = (a: string, b: string): number | undefined => {
  const left = parse(a);
  const right = parse(b);
  if (!left || !right) return undefined;
  return left.three.compareMain(right.three) || left.fourth - right.fourth || left.three.comparePre(right.three);
};

/** Whether `compareVersions` can place this version among others. */
export const isComparable = (version: string): boolean => parse(version) !== undefined;

/** `1.3` for 1.3.5: the line that a backport belongs to; undefined for versions that are not semantic. */
export const lineOf = (version: string): string | undefined => {
  const three = parse(version)?.three;
  return three && `${three.major}.${three.minor}`;
};

/** Whether the version itself says so: `1.4.0-rc.1`. GitHub's flag on the release is another matter. */
export const isPrerelease = (version: string): boolean => (parse(version)?.three.prerelease.length ?? 0) > 0;
