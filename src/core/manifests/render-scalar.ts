import { isPlainText } from './plain.ts';
import type { Branch, Leaf } from './tree.ts';
import { childrenOf } from './tree.ts';

/** Control characters, line ends and lone halves of surrogate pairs: no version or URL has them, and YAML may change them. */
const UNWRITABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;

/**
 * The text of a scalar that says something else now, in the style it has. A plain scalar is quoted where a tool might read
 * the new value as a number, a date or a truth, and where the old one was: then in the quotes that its neighbours have,
 * double ones by default. Undefined where the value cannot be written in place.
 */
export const renderScalar = (
  leaf: Leaf,
  parent: Branch | undefined,
  text: string,
  value: string,
): string | undefined => {
  if (UNWRITABLE.test(value) || leaf.start === leaf.end) return undefined;
  const written = text.slice(leaf.start, leaf.end);
  if (leaf.style === 'single') return quoteSingle(value);
  if (leaf.style === 'double') return quoteDouble(value);
  if (leaf.style === 'literal' || leaf.style === 'folded') return renderBlock(leaf, written, value);
  if (leaf.type === 'string' && isPlainText(value)) return value;
  return quotesAround(parent) === 'single' ? quoteSingle(value) : quoteDouble(value);
};

const quoteSingle = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const quoteDouble = (value: string): string =>
  `"${value.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`)}"`;

const quotesAround = (parent: Branch | undefined): Leaf['style'] => {
  for (const [, child] of parent ? childrenOf(parent) : []) {
    if (child.kind === 'leaf' && (child.style === 'single' || child.style === 'double')) return child.style;
  }
  return 'double';
};

/** A block scalar of one line keeps its header, its indentation and its line ends. */
const renderBlock = (leaf: Leaf, written: string, value: string): string | undefined => {
  const body = written.indexOf('\n') + 1;
  const at = written.indexOf(leaf.value, body);
  const isWhole = body > 0 && at !== -1 && written.slice(body).trim() === leaf.value;
  if (!isWhole || leaf.value === '' || value === '' || value !== value.trim()) return undefined;
  return written.slice(0, at) + value + written.slice(at + leaf.value.length);
};
