/** `registry:5000/team/name:tag@sha256:…`, taken apart. */
export type ImageReference = {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
};

const LONGEST_REFERENCE = 1000;
const NAME = String.raw`[A-Za-z0-9][\w.-]*(?::[0-9]+(?=\/))?(?:\/[\w.-]+)*`;
const TAG = String.raw`\w[\w.-]{0,127}`;
const DIGEST = String.raw`[a-z0-9]+:[0-9a-fA-F]{32,128}`;
const REFERENCE = new RegExp(`^(${NAME})(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const WHOLE_TAG = new RegExp(`^${TAG}$`);

/** Takes an image reference apart; undefined for what is none, such as a template or a sentence. */
export const parseImage = (text: string): ImageReference | undefined => {
  const match = text.length <= LONGEST_REFERENCE ? REFERENCE.exec(text) : null;
  return match?.[1] === undefined ? undefined : { name: match[1], tag: match[2], digest: match[3] };
};

export const isImageTag = (text: string): boolean => WHOLE_TAG.test(text);

/** Docker's default registry may be left out of a name, and so may its `library` folder. */
const shorten = (name: string): string =>
  name.replace(/^(?:index\.|registry-1\.)?docker\.io\//, '').replace(/^library\//, '');

export const isSameImage = (one: string, other: string): boolean => shorten(one) === shorten(other);

/**
 * Whether a name ends in a version, as R3's oldest images do (`corda-enterprise-alpine-zulu-java1.8-4.8.9`).
 * Such an image moves by its name, which is more than Cordage may change.
 */
export const hasVersionInName = (name: string): boolean => /-[0-9]+\.[0-9]+(?:\.[0-9]+)*$/.test(name);

/** A scalar that holds a tag, cut around it: `name=repo:` + `1.3.2` + `@sha256:…`. */
export type TagText = {
  readonly before: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
};

/**
 * Cuts the text of a tag or of a whole reference around the tag. A tag can hold neither `/`, `:` nor `=`,
 * so what follows the last colon behind the last slash is the tag.
 */
export const cutTag = (text: string): TagText => {
  const at = text.indexOf('@');
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? undefined : text.slice(at + 1);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  if (colon !== -1) return { before: named.slice(0, colon + 1), tag: named.slice(colon + 1), digest };
  return /[/=]/.test(named) || named === ''
    ? { before: named, tag: undefined, digest }
    : { before: '', tag: named, digest };
};
