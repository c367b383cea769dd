const NAME = '[A-Za-z][A-Za-z0-9-]*';
const VALUE = `(?:[^\\s"'=<>\`]+|'[^']*'|"[^"]*")`;
const ATTRIBUTE = `\\s+[A-Za-z_:][\\w.:-]*(?:\\s*=\\s*${VALUE})?`;

/** Source of a pattern for one whole tag, opening or closing, as Markdown lets it pass (CommonMark 0.31, section 6.6). */
export const TAG = `<(?:${NAME}(?:${ATTRIBUTE})*\\s*/?|/${NAME}\\s*)>`;
