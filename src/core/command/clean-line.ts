/** Characters without ink: they may stand anywhere in a line that somebody copied, and mean nothing. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\u2800]/gu;

/** What breaks a line for some programs and not for Markdown, and control characters. */
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g;

/** Letters and signs of an East Asian keyboard, as wide as an ideograph. */
const WIDE = /[\uFF00-\uFFEF]/g;

/** A line without what nobody sees. White space stays where it is: a line that begins with it is no command. */
export const cleanLine = (line: string): string => line.replace(CONTROL, ' ').replace(INVISIBLE, '');

/**
 * Wide letters and signs as the ordinary ones. No other form of a letter is folded: `²` is not the 2 of a version, and
 * what only looks like a letter never matches one.
 */
export const foldWide = (text: string): string => text.replace(WIDE, (sign) => sign.normalize('NFKC'));
