import type { Artifact } from '../config/config.ts';
import type { Place, Problem } from '../problem.ts';
import { isVersion, matchTemplate } from '../release/template.ts';
import * as say from '../text/pin-problems.ts';
import { cutTag, hasVersionInName, isSameImage } from './image.ts';
import type { Candidate } from './manifest.ts';
import { readTag } from './tag.ts';

/** What a candidate says about an artifact: its version, or why that cannot be read. */
export type PinReading = { readonly version: string } | { readonly problem: (at: Place) => Problem };

/**
 * The version of the artifact that the candidate says; undefined if it belongs to another artifact.
 * A mark (`# cordage: <artifact>`) decides alone; else the image name, or the JAR's URL template.
 */
export const pinOf = (candidate: Candidate, artifact: Artifact): PinReading | undefined => {
  if (candidate.kind === 'jar') return readJar(candidate, artifact);
  if (candidate.kind === 'image') return readImage(candidate, artifact);
  return candidate.artifact === artifact.name ? readMarked(candidate.scalar.value, artifact) : undefined;
};

type Image = Extract<Candidate, { kind: 'image' }>;

const readImage = (image: Image, artifact: Artifact): PinReading | undefined => {
  const { name, tag, digest } = image;
  const old: PinReading = { problem: (at) => say.versionInName(at, name) };
  if (!belongs(image, artifact)) return isOldShape(name, artifact) ? old : undefined;
  const text = tag && (image.bare ? tag.value : cutTag(tag.value).tag);
  const reading = text === undefined ? undefined : image.bare ? { version: text } : readTag(text, artifact);
  const readable = reading !== undefined && 'version' in reading;
  if (hasVersionInName(name) && !(readable && artifact.images.some((wanted) => isSameImage(wanted, name)))) return old;
  if (text === undefined || reading === undefined) return digest && { problem: (at) => say.digestAlone(at, name) };
  return explain(reading, artifact, text);
};

const belongs = (image: Image, artifact: Artifact): boolean => {
  if (image.artifact !== undefined) return image.artifact === artifact.name;
  const names = [image.name, image.alias].filter((name) => name !== undefined);
  return artifact.images.some((wanted) => names.some((name) => isSameImage(wanted, name)));
};

/** R3's images before 4.9 put flavour and version behind the name: `corda/corda-enterprise-alpine-zulu-java1.8-4.8.9`. */
const isOldShape = (name: string, { kind, images }: Artifact): boolean =>
  (kind === 'corda' || kind === 'cenm') &&
  hasVersionInName(name) &&
  images.some((image) => name.startsWith(`${image}-`));

type TagReading = { readonly version: string } | { readonly reason: string };

const explain = (reading: TagReading, artifact: Artifact, tag: string): PinReading =>
  'version' in reading ? reading : { problem: (at) => say.unreadableTag(at, artifact.name, tag, reading.reason) };

const readMarked = (value: string, artifact: Artifact): PinReading => {
  const tag = cutTag(value).tag ?? value;
  const reading = readTag(tag, artifact);
  // Outside of an image tag a version may hold what a tag cannot: `1.4.0+5`.
  const whole = 'reason' in reading && tag.includes('+') && /^v?[0-9]/.test(tag) && isVersion(tag);
  return whole ? { version: tag } : explain(reading, artifact, tag);
};

type Jar = Extract<Candidate, { kind: 'jar' }>;

const readJar = (jar: Jar, artifact: Artifact): PinReading | undefined => {
  if (jar.artifact !== undefined && jar.artifact !== artifact.name) return undefined;
  const url = jar.url.value;
  for (const template of artifact.jars) {
    const version = matchTemplate(template, url);
    if (version !== undefined) return { version };
  }
  if (artifact.jars.some((template) => looksLike(template, url))) {
    return { problem: (at) => say.mixedJar(at, artifact.name, url) };
  }
  return jar.artifact === undefined ? undefined : { problem: (at) => say.unmatchedJar(at, artifact.name, url) };
};

/** Whether the URL is the template with one version in one hole and another in the next: an edit half done by hand. */
const looksLike = (template: string, url: string): boolean => {
  const parts = template.split('{version}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return (
    parts.length > 2 && url.length < 2000 && new RegExp(`^${parts.join('v?[0-9][0-9A-Za-z.+_-]{0,99}')}$`).test(url)
  );
};
