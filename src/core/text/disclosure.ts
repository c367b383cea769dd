import type { Network } from '../network/network.ts';
import { escapeText } from './escape.ts';
import { LIMITS } from './fit.ts';
import { createMask, MASK } from './mask-names.ts';

/** Takes names of nodes out of a text before it goes to GitHub, where `disclosure: counts` says so. */
export type Hide = (text: string) => string;

const SHOW: Hide = (text) => text;

/** A network is one commit's, and what is made for it goes with it. */
const made = new WeakMap<object, Hide>();

/**
 * Works on whole texts, so that no place can be forgotten: a list of names becomes one sign, for the counts stand beside it,
 * and a link to one node's page becomes none. Names that are also an artifact's, a ring's or the network's stay. Commits,
 * their messages and paths of files are git's: who may read the repository reads names there, whatever Cordage does.
 */
export const hideNames = (network: Pick<Network, 'name' | 'nodes' | 'rings' | 'artifacts' | 'policy'>): Hide => {
  if (network.policy.disclosure === 'names') return SHOW;
  const known = made.get(network);
  if (known) return known;
  const shared = new Set([network.name, ...[...network.rings, ...network.artifacts].map(({ name }) => name)]);
  const mask = createMask(network.nodes.map(({ name }) => name).filter((name) => !shared.has(name)));
  const hide: Hide = (text) =>
    text
      .replace(TOKEN, (token) => hideToken(token, mask))
      .replaceAll(LINK, SIGN)
      .replaceAll(LIST, SIGN);
  made.set(network, hide);
  return hide;
};

/** The same for a text with a marker at its end, which is read back and stays as it is. */
export const hideAround = (hide: Hide, text: string): string => {
  const at = text.lastIndexOf('<!-- cordage:');
  const end = at < 0 ? '' : text.slice(at);
  return hideWithin(hide, text.slice(0, text.length - end.length), LIMITS.body - end.length) + end;
};

/** The same within a limit, for the sign is longer than some names. Cut at the end of a line: nothing that is half open then acts. */
export const hideWithin = (hide: Hide, text: string, limit: number): string => {
  const shown = hide(text);
  return shown.length <= limit ? shown : `${shown.slice(0, shown.lastIndexOf('\n', limit - 2)).trimEnd()}\n\n`;
};

/** Our own elements, signs that were escaped, and words, in which `_` and a dot may have been. */
const TOKEN =
  /<\/?(?:code|details|pre|sub|summary)>|&#x(?!5f;|2e;)[0-9a-f]+;|(?:[\w.-]|&#x(?:5f|2e);|(?<=\bgh-)&#x200b;)+/gi;

/** A name is found as a reader sees it; what stands around it is then escaped as it was. */
const hideToken = (token: string, mask: Hide): string => {
  if (/^(?:<|&#x(?!5f;|2e;))/.test(token)) return token;
  if (!token.includes('&')) return mask(token);
  const seen = token.replaceAll('&#x5f;', '_').replaceAll('&#x2e;', '.').replaceAll('&#x200b;', '');
  const masked = mask(seen);
  return masked === seen ? token : escapeText(masked, false);
};

const SIGN = `\`${MASK}\``;
const ONE = String.raw`\`?\{node\}\`?`;
const LINK = /\[`\{node\}`\]\([^()\s]*\)/g;
const LIST = new RegExp(`${ONE}(?:(?:, |\n  )${ONE})*(?: and (?:[\\d,]+ more|${ONE}))?`, 'g');
