import { fillTemplate } from '../release/template.ts';
import type { Artifact } from '../config/config.ts';
import { parseTag } from '../manifests/tag.ts';

const WORD = '(?<![a-z])(?:temurin|zulu|(?:amazon)?corretto|(?:adopt)?(?:open)?jdk|jre|java)';

/** `temurin17`, `openjdk8u382`, `java1.8`: the number is at the word, so it is Java's, up to whatever follows. */
const ATTACHED = new RegExp(`${WORD}(?:1\\.)?(\\d{1,2})(?!\\d)`, 'gi');

/** `jdk-17`, `java-1.8.0`; not `jre-22.04`, which is the version of a distribution. */
const APART = new RegExp(`${WORD}-(?:1\\.)?(8|11|1[7-9]|[2-9]\\d)(?=$|[-_+]|u\\d|\\.0(?!\\d))`, 'gi');

/** `openjdk-alpine17.0.17`, as R3 writes it (corda.md 4.4). Alpine's own versions are 3.x; other distributions' may be anything. */
const BEHIND_ALPINE = /(?<![a-z])alpine(8|11|1[7-9]|[2-9]\d)\.\d+\.\d+(?![\d.])/gi;

/** R3's official tags of Corda: `openjdk8` up to 4.11, `openjdk` without a number from 4.12 on (corda.md 5, from docker-image.md). */
const OFFICIAL_17 = /(?:^|-)zulu-openjdk(?:-alpine(?:3(?:\.\d+){1,2})?)?$/i;

/** The Java that an image's tag says. Undefined where it says none, or where it cannot be told which. */
export const javaOfTag = (tag: string): number | undefined => {
  const said = new Set(
    [ATTACHED, APART, BEHIND_ALPINE].flatMap((pattern) => [...tag.matchAll(pattern)].map(([, java]) => Number(java))),
  );
  const [java] = said;
  if (said.size > 0) return said.size === 1 ? java : undefined;
  return OFFICIAL_17.test(tag) ? 17 : undefined;
};

/** The tag that the version will have: by the artifact's template, or with the flavour that it has. Undefined where that cannot be told. */
export const tagAfter = (artifact: Artifact, tag: string | undefined, version: string): string | undefined => {
  if (artifact.tag !== undefined) return fillTemplate(artifact.tag, version);
  const flavoured = tag === undefined ? undefined : parseTag(tag);
  return flavoured && !('reason' in flavoured) ? `${flavoured.prefix}${version}${flavoured.flavour}` : undefined;
};
