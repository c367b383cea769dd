import type { Network } from '../network/network.ts';
import { createMask, MASK } from './mask-names.ts';

/** Takes names of nodes out of a text before it goes to GitHub, where `disclosure: counts` says so. */
export type Hide = (text: string) => string;

const SHOW: Hide = (text) => text;

/** A network is one commit's, and what is made for it goes with it. */
const made = new WeakMap<object, Hide>();

/**
 * Works on whole texts, so that no place can be forgotten: a list of names becomes one sign, for the counts stand beside it,
 * and a link to one node's page becomes none. Names that are also an artifact's, a ring's or the network's stay.
 */
export const hideNames = (network: Pick<Network, 'name' | 'nodes' | 'rings' | 'artifacts' | 'policy'>): Hide => {
  if (network.policy.disclosure === 'names') return SHOW;
  const known = made.get(network);
  if (known) return known;
  const shared = new Set([network.name, ...[...network.rings, ...network.artifacts].map(({ name }) => name)]);
  const mask = createMask(network.nodes.map(({ name }) => name).filter((name) => !shared.has(name)));
  const hide: Hide = (text) => mask(text).replaceAll(LINK, SIGN).replaceAll(LIST, SIGN);
  made.set(network, hide);
  return hide;
};

/** The same for a text with a marker at its end, which is read back and stays as it is. */
export const hideAround = (hide: Hide, text: string): string => {
  const at = text.lastIndexOf('<!-- cordage:');
  return at < 0 ? hide(text) : hide(text.slice(0, at)) + text.slice(at);
};

const SIGN = `\`${MASK}\``;
const ONE = String.raw`\`?\{node\}\`?`;
const LINK = /\[`\{node\}`\]\([^()\s]*\)/g;
const LIST = new RegExp(`${ONE}(?:, ${ONE})*(?: and (?:[\\d,]+ more|${ONE}))?`, 'g');
