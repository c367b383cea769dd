import { fillTemplate } from '../release/template.ts';
import type { Artifact } from '../config/config.ts';
import { parseTag } from '../manifests/tag.ts';

/** `openjdk8`, `openjdk8u382`, `java1.8`, `openjdk-alpine17.0.17`, `jdk17`: the word, what may stand between, the number. */
const JAVA = /(?:openjdk|jdk|jre|java)(?:-[a-z]+)*?-?(?:1\.)?(\d{1,2})(?!\d)/i;

/**
 * The Java that an image's tag says: R3's official tags of Corda say `openjdk8` up to 4.11 and `openjdk` without a number from
 * 4.12 on (corda.md 5, from the docker-image.md of each version). Undefined where the tag says nothing.
 */
export const javaOfTag = (tag: string): number | undefined => {
  const numbered = JAVA.exec(tag)?.[1];
  if (numbered !== undefined) return Number(numbered);
  return /(?:^|-)openjdk(?:-|$)/i.test(tag) ? 17 : undefined;
};

/** The tag that the version will have: by the artifact's template, or with the flavour that it has. Undefined where that cannot be told. */
export const tagAfter = (artifact: Artifact, tag: string | undefined, version: string): string | undefined => {
  if (artifact.tag !== undefined) return fillTemplate(artifact.tag, version);
  const flavoured = tag === undefined ? undefined : parseTag(tag);
  return flavoured && !('reason' in flavoured) ? `${flavoured.prefix}${version}${flavoured.flavour}` : undefined;
};
