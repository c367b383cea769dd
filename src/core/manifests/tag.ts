import type { Artifact } from '../config/config.ts';
import { isVersion, matchTemplate } from '../release/template.ts';

/** An image tag, told apart: `v` + `1.4.0-rc.1` + `-zulu-openjdk-alpine`. */
export type Flavoured = { readonly prefix: string; readonly version: string; readonly flavour: string };

/** What follows a number and still belongs to the version. Anything else behind a dash is flavour. */
const PRERELEASE =
  /^(?:alpha|beta|rc|cr|hc|pre|preview|dev|snapshot|milestone|ea|nightly|canary|m(?=[0-9]))[0-9]*(?:\.[0-9A-Za-z]+)*$/i;
const NUMBER = /^[0-9]+(?:\.[0-9]+)*$/;
const HEAD = /^(v?)([0-9]+(?:\.[0-9A-Za-z]+)*)$/;
/** Digits and letters a-f only, a digit among them: a commit, which is new with every build. */
const COMMIT = /^g?(?=[a-f]*[0-9])[0-9a-f]{7,40}$/;

/**
 * Tells the version in a tag from its flavour without a template, or says why that cannot be done.
 *
 * The rule: split at dashes. The first part is the number (`1.4.0`, `v1.4.0`, `4.12`, `1.4.0.Final`). The second belongs to
 * the version if it is a prerelease word as people use them (`rc.1`, `RC1`, `beta2`, `SNAPSHOT`; a number behind such a word
 * too: `rc-1`). The rest is flavour and stays, if it begins with a letter (`zulu-openjdk8-alpine`, `alpine17.0.17`).
 * Refused, because a guess would name an image that does not exist: a number or a commit there (`1.4.0-1`,
 * `1.4.0-3f9c2d1`), and tags that are no version at all (`latest`).
 */
export const parseTag = (tag: string): Flavoured | { readonly reason: string } => {
  const [first = '', ...rest] = tag.split('-');
  const head = HEAD.exec(first);
  if (!head) return { reason: 'does not begin with a version' };
  const length = countPrerelease(rest);
  const flavour = rest.slice(length);
  const [next = 'letters'] = flavour;
  if (flavour.some((part) => COMMIT.test(part))) return { reason: 'holds what looks like a commit' };
  if (!/^[A-Za-z]/.test(next)) return { reason: `has "-${next}" behind its number, which may be version or build` };
  const version = [head[2] ?? '', ...rest.slice(0, length)].join('-');
  if (!isVersion(version)) return { reason: 'holds no version' };
  return { prefix: head[1] ?? '', version, flavour: flavour.map((part) => `-${part}`).join('') };
};

const countPrerelease = (parts: readonly string[]): number => {
  const [word, number] = parts;
  if (word === undefined || !PRERELEASE.test(word)) return 0;
  return number !== undefined && NUMBER.test(number) ? 2 : 1;
};

/** The version that a tag says by the artifact's template, else by the rule of `parseTag`. */
export const readTag = (
  tag: string,
  artifact: Artifact,
): { readonly version: string } | { readonly reason: string } => {
  const version = artifact.tag === undefined ? undefined : matchTemplate(artifact.tag, tag);
  if (version !== undefined) return { version };
  const flavoured = parseTag(tag);
  return 'reason' in flavoured ? flavoured : { version: flavoured.version };
};

/** Whether the flavour begins with the word that makes the new version a prerelease: then it was none. */
export const isFlavourInVersion = (flavour: string, version: string): boolean => {
  const word = (text: string): string => /^-([A-Za-z]+)/.exec(text)?.[1]?.toLowerCase() ?? '';
  const dash = version.indexOf('-');
  return dash !== -1 && word(flavour) !== '' && word(flavour) === word(version.slice(dash));
};
