import type { Artifact } from '../config/config.ts';
import type { Outcome, Place } from '../problem.ts';
import { fail, succeed } from '../problem.ts';
import { fillTemplate, matchTemplate } from '../release/template.ts';
import * as say from '../text/pin-problems.ts';
import type { Change } from './edit.ts';
import { cutTag, isImageTag } from './image.ts';
import type { Candidate, Scalar } from './manifest.ts';
import { scalarOf } from './manifest.ts';
import { pinOf } from './pin-version.ts';
import { isFlavourInVersion, parseTag } from './tag.ts';

/** Where a pin goes. */
export type Target = {
  readonly version: string;
  /** `sha256:…` of the candidate's image at this version. */
  readonly digest?: string;
  /** Lower-hex SHA-256 of the release's JARs by file name. */
  readonly sha256ByJar?: ReadonlyMap<string, string>;
};

/**
 * The changes that make a pin say the target's version: none where it does already. Refuses what would leave it half moved:
 * a digest or a checksum that is not known, a tag that cannot be told apart, and all that `pinOf` cannot read.
 */
export const movePin = (
  candidate: Candidate,
  artifact: Artifact,
  target: Target,
  file: string,
): Outcome<readonly Change[]> => {
  const reading = pinOf(candidate, artifact);
  if (reading === undefined) return succeed([]);
  const { line, column } = scalarOf(candidate) ?? { line: 1, column: 1 };
  if ('problem' in reading) return fail(reading.problem({ file, line, column }));
  if (candidate.kind === 'jar') return moveJar(candidate, artifact, target, file);
  if (candidate.kind === 'image') return moveImage(candidate, artifact, target, file);
  return moveMarked(candidate.scalar, artifact, target, file);
};

const placeOf = (file: string, { line, column }: Scalar): Place => ({ file, line, column });

const change = (scalar: Scalar, value: string): readonly Change[] =>
  scalar.value === value ? [] : [{ scalar, value }];

type Image = Extract<Candidate, { kind: 'image' }>;

const moveImage = (image: Image, artifact: Artifact, target: Target, file: string): Outcome<readonly Change[]> => {
  const { name, tag, digest, bare } = image;
  if (bare && tag) return succeed(change(tag, target.version));
  const text = tag && cutTag(tag.value);
  if (tag === undefined || text?.tag === undefined) return succeed([]);
  const next = retag(text.tag, artifact, target.version, placeOf(file, tag));
  if (!next.ok) return next;
  const former = text.digest ?? digest?.value;
  if (former === undefined) return succeed(change(tag, text.before + next.value));
  if (target.digest === undefined) {
    return next.value === text.tag
      ? succeed([])
      : fail(say.digestUnknown(placeOf(file, digest ?? tag), name, next.value));
  }
  const hash = former.includes(':') ? target.digest : target.digest.replace(/^sha256:/, '');
  if (text.digest !== undefined) return succeed(change(tag, `${text.before}${next.value}@${hash}`));
  return succeed([...change(tag, text.before + next.value), ...(digest ? change(digest, hash) : [])]);
};

/** The tag for a version: all of it by the artifact's template, else the version in it, with `v` and flavour kept. */
const retag = (tag: string, artifact: Artifact, version: string, at: Place): Outcome<string> => {
  if (version.includes('+')) return fail(say.plusInTag(at, version));
  const next =
    artifact.tag === undefined ? reflavour(tag, artifact, version, at) : succeed(fillTemplate(artifact.tag, version));
  return next.ok && !isImageTag(next.value) ? fail(say.notATag(at, next.value)) : next;
};

const reflavour = (tag: string, artifact: Artifact, version: string, at: Place): Outcome<string> => {
  const flavoured = parseTag(tag);
  if ('reason' in flavoured) return fail(say.unreadableTag(at, artifact.name, tag, flavoured.reason));
  const { prefix, flavour } = flavoured;
  if (isFlavourInVersion(flavour, version)) return fail(say.flavourIsPrerelease(at, tag, version));
  return succeed(prefix + version.replace(/^v(?=[0-9])/, '') + flavour);
};

/** A marked scalar is a reference or a tag if it looks like one; a version that stands alone stays alone. */
const moveMarked = (scalar: Scalar, artifact: Artifact, target: Target, file: string): Outcome<readonly Change[]> => {
  const { before, tag = scalar.value, digest } = cutTag(scalar.value);
  const at = placeOf(file, scalar);
  const alone = before === '' && digest === undefined ? parseAlone(tag, artifact) : undefined;
  if (alone && artifact.images.length > 0 && target.version.includes('+'))
    return fail(say.plusInTag(at, target.version));
  if (alone) return succeed(change(scalar, alone.prefix + target.version.replace(/^v(?=[0-9])/, '')));
  const next = retag(tag, artifact, target.version, at);
  if (!next.ok) return next;
  if (digest === undefined) return succeed(change(scalar, before + next.value));
  if (target.digest !== undefined) return succeed(change(scalar, `${before}${next.value}@${target.digest}`));
  return next.value === tag ? succeed([]) : fail(say.digestUnknown(at, before.replace(/:$/, ''), next.value));
};

/** The leading `v` of a version that stands alone. */
const parseAlone = (tag: string, artifact: Artifact): { readonly prefix: string } | undefined => {
  if (artifact.tag !== undefined && matchTemplate(artifact.tag, tag) !== undefined) return undefined;
  const flavoured = parseTag(tag);
  if ('version' in flavoured) return flavoured.flavour === '' ? { prefix: flavoured.prefix } : undefined;
  return tag.includes('+') ? { prefix: tag.startsWith('v') ? 'v' : '' } : undefined;
};

type Jar = Extract<Candidate, { kind: 'jar' }>;

const SHA256 = /^(sha256[:=-])?([0-9a-fA-F]{64})$/;

const moveJar = (
  { url, sha256 }: Jar,
  artifact: Artifact,
  target: Target,
  file: string,
): Outcome<readonly Change[]> => {
  const template = artifact.jars.find((jar) => matchTemplate(jar, url.value) !== undefined);
  if (template === undefined) return fail(say.unmatchedJar(placeOf(file, url), artifact.name, url.value));
  const next = fillTemplate(template, target.version);
  if (sha256 === undefined) return succeed(change(url, next));
  const name = next.slice(next.lastIndexOf('/') + 1);
  const known = target.sha256ByJar?.get(name);
  if (known === undefined) {
    return next === url.value ? succeed([]) : fail(say.checksumUnknown(placeOf(file, sha256), name));
  }
  const [, prefix = '', former] = SHA256.exec(sha256.value) ?? [];
  if (former === undefined) return fail(say.checksumNotSha256(placeOf(file, sha256)));
  const hash = former === former.toLowerCase() ? known.toLowerCase() : known.toUpperCase();
  return succeed([...change(url, next), ...change(sha256, prefix + hash)]);
};
