/**
 * Templates with `{version}` in them: release tags (`trade-v{version}`), image tags (`{version}-zulu-openjdk-alpine`),
 * JAR URLs (`https://…/v{version}/trade-{version}.jar`). The version may stand more than once; it must then be the same.
 */
const HOLE = '{version}';

/** Longest version text that is taken for one; keeps hostile tags from reaching branch names and comments. */
const LONGEST_VERSION = 100;

/** What a version may be made of: the characters that git refs, image tags and semantic versions share, and `+`. */
const VERSION = /^[0-9A-Za-z](?:[0-9A-Za-z._+-]*[0-9A-Za-z])?$/;

/** Whether a text can be a version at all. Everything that reaches a branch, a file or a comment passes here. */
export const isVersion = (text: string): boolean =>
  text.length <= LONGEST_VERSION && VERSION.test(text) && !text.includes('..') && !text.endsWith('.lock');

export const hasHole = (template: string): boolean => template.includes(HOLE);

export const fillTemplate = (template: string, version: string): string => template.replaceAll(HOLE, version);

/** The version with which the template gives exactly this text; undefined where there is none. */
export const matchTemplate = (template: string, text: string): string | undefined => {
  const parts = template.split(HOLE);
  const holes = parts.length - 1;
  if (holes < 1) return undefined;
  const fixed = parts.reduce((sum, part) => sum + part.length, 0);
  const length = (text.length - fixed) / holes;
  if (!Number.isInteger(length) || length < 1) return undefined;
  const first = parts[0]?.length ?? 0;
  const version = text.slice(first, first + length);
  return isVersion(version) && fillTemplate(template, version) === text ? version : undefined;
};
