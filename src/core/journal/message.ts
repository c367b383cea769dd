import { renderEntrySubject } from '../text/journal-subject.ts';
import type { Entry } from './entry.ts';
import { bodySchema } from './schema.ts';

/** Where an entry stands. What is signed holds for this place in this network only. */
export type EntryPlace = {
  /** `owner/name` of the manifests repository; case does not matter. */
  readonly network: string;
  /** The commit of the entry before it; undefined for the first. */
  readonly prev: string | undefined;
  /** Lower hexadecimal, another one for every attempt: two writers with the same words at the same time make two commits. */
  readonly nonce: string;
};

/** Makes a signature in lower hexadecimal, and tells whether one is right. The core does not hash. */
export type Sign = (text: string) => string;
export type Verify = (text: string, signature: string) => boolean;

/**
 * An entry as a commit message: a subject for people, the body in JSON, and trailers. Everything above the signature is
 * signed, the subject included, so none of it can be moved, reordered or reworded. Throws for an entry outside the schema.
 */
export const renderEntry = (entry: Entry, place: EntryPlace, sign: Sign): string => {
  const { seq, ...body } = entry;
  const signed = [
    renderEntrySubject(entry),
    '',
    renderBody(bodySchema.parse(body)),
    '',
    `Cordage-Seq: ${seq}`,
    `Cordage-Prev: ${place.prev ?? 'none'}`,
    `Cordage-Nonce: ${place.nonce}`,
    '',
  ].join('\n');
  return `${signed}Cordage-Signature: v1=${sign(bind(signed, place.network))}\n`;
};

/** Ours by its signature, and not read any further. */
export type SignedEntry = { readonly seq: number; readonly prev: string | undefined; readonly body: string };

/** `format`: not as Cordage writes it. `signature`: written like it, and not signed by a key of ours for this network. */
export type Unsigned = 'format' | 'signature';

export type SignedReading =
  | { readonly ok: true; readonly value: SignedEntry }
  | { readonly ok: false; readonly why: Unsigned };

const SIGNATURE = /\nCordage-Signature: v1=([0-9a-f]{64})\s*$/;
const TRAILERS =
  /\n\nCordage-Seq: ([1-9]\d{0,14})\nCordage-Prev: (none|[0-9a-f]{40}|[0-9a-f]{64})\nCordage-Nonce: [0-9a-f]{1,64}\n$/;

/** Checks the signature before anything else is looked at: what strangers write reaches no parser. */
export const readSigned = (message: string, network: string, verify: Verify): SignedReading => {
  const signature = SIGNATURE.exec(message.slice(-200));
  const signed = signature === null ? '' : message.slice(0, message.length - signature[0].length + 1);
  const trailers = TRAILERS.exec(signed.slice(-300));
  const start = signed.indexOf('\n\n');
  const end = signed.length - (trailers?.[0].length ?? 0);
  if (!signature || !trailers || start < 0 || start >= end) return { ok: false, why: 'format' };
  if (!verify(bind(signed, network), signature[1] ?? '')) return { ok: false, why: 'signature' };
  const [, seq = '', prev = ''] = trailers;
  const body = signed.slice(start + 2, end);
  return { ok: true, value: { seq: Number(seq), prev: prev === 'none' ? undefined : prev, body } };
};

/** The entry; undefined when its body is not of our schema, so that a newer version of Cordage must have written it. */
export const readEntry = ({ seq, body }: SignedEntry): Entry | undefined => {
  const read = bodySchema.safeParse(parseJson(body));
  return read.success ? { seq, ...read.data } : undefined;
};

/** The version is part of what is signed, and so is the network: an entry of another one is none here. */
const bind = (signed: string, network: string): string => `cordage-journal v1\n${network.toLowerCase()}\n${signed}`;

/** A snapshot is for programs and as large as the network: indented it would be twice its size. */
const renderBody = (body: Omit<Entry, 'seq'>): string =>
  JSON.stringify(body, undefined, body.decision.kind === 'snapshot' ? 0 : 2).replace(UNSAFE, toEscape);

/** What would hide something in a terminal, or make GitHub tell somebody that he was mentioned; never a line's end. */
const UNSAFE = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<!\w)@(?=\w)|(?<!\w)#(?=\d)/gu;

const toEscape = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
