import type { Place, Problem } from '../problem.ts';
import { formatBytes, formatCount, plural } from './count.ts';
import { printable, quoted } from './printable.ts';

/** Sentences about what a CorDapp JAR announces and whether a node can read it. Signatures: `signature-problems.ts`. */

const at = (file: string, line: number): Place => ({ file: printable(file), line, column: 1 });

const problem = (
  severity: Problem['severity'],
  code: string,
  message: string,
  remedy: string,
  place?: Place,
): Problem => ({ code, severity, message, remedy, ...(place && { at: place }) });

const REBUILD = 'build the JAR again with the JDK\'s "jar" or the Corda Gradle plugin, and release it';

const MALFORMED = {
  header: 'is not "Name: value"',
  long: 'is longer than 512 bytes',
  section: 'begins a section, but not with "Name: "',
} as const;

export const manifestMalformed = (file: string, line: number, how: keyof typeof MALFORMED): Problem =>
  problem(
    'error',
    'jar-manifest-malformed',
    `line ${formatCount(line)} of ${printable(file)} ${MALFORMED[how]}, so Java refuses to read the JAR`,
    'let the build tool write the manifest: continue long lines after 72 bytes with a space, and leave no blank line among the attributes',
    at(file, line),
  );

export const manifestAttributeTwice = (file: string, line: number, name: string, value: string): Problem =>
  problem(
    'warning',
    'jar-manifest-attribute-twice',
    `${name} stands more than once; the node takes the last one, ${quoted(value)}`,
    'keep one of them',
    at(file, line),
  );

export const manifestLastLineLost = (file: string, line: number): Problem =>
  problem(
    'warning',
    'jar-manifest-unended',
    `the last line of ${printable(file)} has no line end, so Java drops it`,
    'end the manifest with a line end',
    at(file, line),
  );

export const manifestMissing = (): Problem =>
  problem(
    'error',
    'jar-manifest-missing',
    'the JAR has no META-INF/MANIFEST.MF: the node takes every default',
    REBUILD,
  );

/** `position` counts from 1. */
export const manifestLate = (position: number): Problem =>
  problem(
    'error',
    'jar-manifest-late',
    `META-INF/MANIFEST.MF is entry ${formatCount(position)} of the JAR; the node looks only at the first (or the second, after META-INF/), and takes every default and no signature`,
    REBUILD,
  );

export const versionMissing = (attribute: string): Problem =>
  problem(
    'error',
    'cordapp-version-missing',
    `Target versionId attribute ${attribute} not specified. Please specify a whole number starting from 1`,
    `add ${attribute} to the manifest; the node refuses to start without it`,
  );

export const versionNotWhole = (attribute: string, value: string): Problem =>
  problem(
    'error',
    'cordapp-version-not-whole',
    `Version identifier (${printable(value)}) for attribute ${attribute} must be a whole number starting from 1`,
    `write a whole number; the node refuses to start with this one`,
  );

export const versionTooSmall = (attribute: string, value: string): Problem =>
  problem(
    'error',
    'cordapp-version-too-small',
    `Target versionId (${printable(value)}) for attribute ${attribute} must not be smaller than 1`,
    `write a whole number from 1; the node refuses to start with this one`,
  );

export const platformNotWhole = (attribute: string, value: string, taken: number): Problem =>
  problem(
    'warning',
    'cordapp-platform-not-whole',
    `${attribute} ${quoted(value)} is not a whole number; the node takes ${taken} without a word`,
    'write a whole number, without spaces',
  );

export const targetBelowMinimum = (target: number, minimum: number): Problem =>
  problem(
    'warning',
    'cordapp-target-below-minimum',
    `Target-Platform-Version ${target} is below Min-Platform-Version ${minimum}`,
    'raise the target to the minimum at least, as the Corda Gradle plugin demands',
  );

export const fileUnreadable = (detail: string): Problem =>
  problem('error', 'jar-unreadable', `the file cannot be read: ${printable(detail)}`, 'check its path and permissions');

export const fileTooLarge = (size: number, limit: number): Problem =>
  problem(
    'error',
    'jar-too-large',
    `the file has ${formatBytes(size)}; Cordage inspects ${formatBytes(limit)} at most`,
    'release the CorDapp without the libraries that Corda already brings',
  );

export const archiveBroken = (detail: string): Problem =>
  problem(
    'error',
    'jar-archive-broken',
    `this is no readable JAR: ${printable(detail).replace(/\.+$/, '')}`,
    'download or build it again; it may be cut off',
  );

export const tooManyEntries = (count: number, limit: number): Problem =>
  problem(
    'error',
    'jar-too-many-entries',
    `the JAR announces ${plural(count, 'entry', 'entries')}; Cordage reads ${formatCount(limit)} at most`,
    'release the CorDapp without the libraries that Corda already brings',
  );

/** What makes two readers of the archive see two different things. */
const AMBIGUITIES = {
  directory: 'the end record does not match the central directory (zip64, several disks, or bytes in between)',
  prefix: 'bytes stand before the first entry, so the node, which reads from the start, sees no entry',
  gap: 'bytes that belong to no entry stand before it',
  overlap: 'it overlaps the entry before it',
  local: 'its local header and the central directory disagree',
  encrypted: 'it is encrypted',
  method: 'its compression method is neither stored nor deflated',
  twice: 'the name occurs twice',
  name: 'the name could leave the folder it is unpacked to, or is not plain UTF-8',
  content: 'its bytes are not those that its size and checksum announce',
} as const;

export type Ambiguity = keyof typeof AMBIGUITIES;

export const archiveAmbiguous = (how: Ambiguity, entry?: string): Problem =>
  problem(
    'error',
    `jar-archive-${how}`,
    entry === undefined ? AMBIGUITIES[how] : `entry ${quoted(entry)}: ${AMBIGUITIES[how]}`,
    REBUILD,
  );

export const inflatesTooMuch = (entry: string, bytes: number, limit: number): Problem =>
  problem(
    'error',
    'jar-inflates-too-much',
    `entry ${quoted(entry)} would bring ${formatBytes(bytes)} unpacked; ${formatBytes(limit)} are allowed here`,
    'look at this file with care: it may be made to exhaust whoever unpacks it',
  );
