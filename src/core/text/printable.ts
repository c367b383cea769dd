import { cutText } from './fit.ts';

/** Control characters, and those that reorder or hide what stands around them on a screen. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const LONGEST = 120;

const escape = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** A stranger's text for a terminal or a sentence: one line, nothing hidden (escapes show it), cut after 120 characters. */
export const printable = (text: string): string => cutText(text, LONGEST).replace(INVISIBLE, escape);

/** {@link printable}, in double quotes. */
export const quoted = (text: string): string => `"${printable(text)}"`;
