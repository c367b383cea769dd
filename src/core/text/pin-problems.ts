import { errorAt, type Place, type Problem } from '../problem.ts';

/** Sentences about pins: reading a version out of them, moving them, and proving the edit. */

const brief = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

export const versionInName = (at: Place, image: string): Problem =>
  errorAt(
    'pin-version-in-name',
    at,
    `the image ${brief(image)} carries its version in its name, where it cannot be moved as a tag`,
    'change this image by hand to one whose tag is the version',
  );

export const digestAlone = (at: Place, image: string): Problem =>
  errorAt(
    'pin-digest-alone',
    at,
    `${brief(image)} is pinned by a digest without a tag, so its version cannot be read`,
    'write the tag beside the digest',
  );

export const unreadableTag = (at: Place, artifact: string, tag: string, reason: string): Problem =>
  errorAt(
    'pin-tag-unreadable',
    at,
    `the tag "${brief(tag)}" of ${artifact} ${reason}`,
    `say how its tags are made in cordage.yaml: artifacts.${artifact}.tag: "{version}-…", or correct the tag`,
  );

export const unmatchedJar = (at: Place, artifact: string, url: string): Problem =>
  errorAt(
    'pin-jar-unmatched',
    at,
    `${brief(url)} is marked as ${artifact}, but is none of its JAR URLs`,
    `add its URL with {version} to artifacts.${artifact}.jars in cordage.yaml, or take the mark away`,
  );

export const mixedJar = (at: Place, artifact: string, url: string): Problem =>
  errorAt(
    'pin-jar-mixed',
    at,
    `${brief(url)} names more than one version of ${artifact}`,
    'make the versions in the URL equal',
  );

export const plusInTag = (at: Place, version: string): Problem =>
  errorAt(
    'move-plus-in-tag',
    at,
    `${version} has build metadata (+), which an image tag cannot hold`,
    'release it under a version without "+"',
  );

export const notATag = (at: Place, tag: string): Problem =>
  errorAt(
    'move-not-a-tag',
    at,
    `"${brief(tag)}" is not a legal image tag`,
    'correct the tag template in cordage.yaml, or the version of the release',
  );

export const flavourIsPrerelease = (at: Place, tag: string, version: string): Problem =>
  errorAt(
    'move-flavour-unclear',
    at,
    `it is not clear where the version ends in the tag "${brief(tag)}", now that ${version} is to take its place`,
    'say how tags are made in cordage.yaml with the artifact\'s tag: "{version}" or "{version}-…"',
  );

export const digestUnknown = (at: Place, image: string, tag: string): Problem =>
  errorAt(
    'move-digest-unknown',
    at,
    `${brief(image)} is pinned by digest, and the digest of ${tag} is not known`,
    'give the digest of the new image, or pin by tag only',
  );

export const checksumUnknown = (at: Place, jar: string): Problem =>
  errorAt(
    'move-checksum-unknown',
    at,
    `a checksum stands beside this JAR, and the SHA-256 of ${brief(jar)} is not known`,
    'attach the JAR to the release under this name, so that its SHA-256 can be recorded',
  );

export const checksumNotSha256 = (at: Place): Problem =>
  errorAt(
    'move-checksum-kind',
    at,
    'the checksum beside this JAR is not a SHA-256',
    'write the SHA-256 of the JAR: 64 hexadecimal digits, with or without "sha256:" before them',
  );

export const disagreeing = (at: Place, one: string, other: string): Problem =>
  errorAt(
    'edit-disagree',
    at,
    `two changes of one value disagree: "${brief(one)}" and "${brief(other)}"`,
    'give the pins values of their own, or move both artifacts to the same version',
  );

export const outdatedPin = (at: Place): Problem =>
  errorAt(
    'edit-outdated',
    at,
    'the value to change is not here in this version of the file',
    'read the file again and repeat',
  );

export const unwritable = (at: Place, value: string): Problem =>
  errorAt(
    'edit-unwritable',
    at,
    `"${brief(value)}" cannot be written here in the style that the value has`,
    'write the value on one line, plain or in quotes',
  );

export const sharedByAlias = (at: Place, lines: readonly number[]): Problem =>
  errorAt(
    'edit-shared',
    at,
    `this value is shared through its anchor by ${listLines(lines)}, and the change concerns only a part of them`,
    'write the value out where it shall stay, or put "# cordage: <artifact>" behind the anchored value if all belong to it',
  );

const listLines = (lines: readonly number[]): string =>
  lines.length > 10
    ? `lines ${lines.slice(0, 10).join(', ')} and ${lines.length - 10} more`
    : `lines ${lines.join(', ')}`;

export const unproven = (at: Place, path: string): Problem =>
  errorAt(
    'edit-unproven',
    at,
    `after the edit ${brief(path)} does not say what it should, so the edit was thrown away`,
    'change this file by hand and report it as a bug of Cordage with the lines around it',
  );
