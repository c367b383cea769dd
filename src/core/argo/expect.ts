import type { Artifact } from '../config/config.ts';
import { isSameImage, parseImage } from '../manifests/image.ts';
import { readTag } from '../manifests/tag.ts';
import type { Network } from '../network/network.ts';
import type { Expectation } from './expectation.ts';

/** How long a state that is often gone again in a moment may stand before it is believed; milliseconds. */
const GRACE_MS = 60_000;

type Facts = Omit<Expectation, 'judgeImage' | 'hasImage' | 'grace'> & {
  readonly artifact: Artifact;
  readonly version: string;
  /** Names of the images that say the version of the artifact in this node; empty where none does. */
  readonly images: readonly string[];
};

/** What must have happened to a node that was moved to this version. */
export const expectOf = ({ artifact, version, images, ...facts }: Facts): Expectation => ({
  ...facts,
  judgeImage: (image) => judgeImage(image, artifact, version, images),
  hasImage: images.length > 0,
  grace: GRACE_MS,
});

const judgeImage = (
  image: string,
  artifact: Artifact,
  version: string,
  images: readonly string[],
): ReturnType<Expectation['judgeImage']> => {
  const reference = parseImage(image);
  if (!reference || !images.some((name) => isSameImage(name, reference.name) || isMirrorOf(name, reference.name)))
    return 'unrelated';
  // A digest alone says no version, and what cannot be read is not what is wanted.
  const reading = reference.tag === undefined ? undefined : readTag(reference.tag, artifact);
  return reading && 'version' in reading && reading.version === version ? 'wanted' : 'other-version';
};

/**
 * Whether an image is another by way of a registry that mirrors it: a webhook writes the mirror's address into the pods, and
 * git knows nothing of it. All of the name that follows its own registry is at the end then.
 */
const isMirrorOf = (name: string, mirrored: string): boolean => {
  const { path } = cutRegistry(name);
  const running = cutRegistry(mirrored);
  return running.registry !== undefined && `/${running.path}`.endsWith(`/${path}`);
};

/** The first part of a name is a registry's when it looks like a host; Docker's own mirrors nobody. */
const cutRegistry = (name: string): { readonly registry: string | undefined; readonly path: string } => {
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0 || !(/[.:]/.test(first) || first === 'localhost')) return { registry: undefined, path: name };
  const path = rest.join('/');
  return /(?:^|\.)docker\.io$/.test(first)
    ? { registry: undefined, path: path.replace(/^library\//, '') }
    : { registry: first, path };
};

/**
 * By node, the names of the images by which its pins say the version of an artifact: those that run, where Kustomize gives
 * an image another name. A node whose version stands in a JAR's URL or in a marked scalar has none.
 */
export const imagesByNode = (network: Network, artifact: string): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, readonly string[]>();
  for (const { artifact: name, candidate, nodes } of network.pins) {
    if (name !== artifact || candidate.kind !== 'image') continue;
    for (const node of nodes) {
      const known = found.get(node) ?? [];
      if (!known.includes(candidate.name)) found.set(node, [...known, candidate.name]);
    }
  }
  return found;
};
