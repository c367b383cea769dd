import type { Outcome, Place } from '../problem.ts';
import { parseForest } from './parse.ts';
import { countUpTo } from './place.ts';
import type { Forest, Leaf } from './tree.ts';

/**
 * The YAML inside a literal block (`values: |`), parsed with the offsets of the file around it, so that a scalar in it is
 * edited like any other. Undefined for other styles: quotes and folding change the text on the way, and an offset inside
 * would mean nothing outside.
 */
export const parseInline = (
  leaf: Leaf,
  text: string,
  placeOf: (offset: number) => Place,
): Outcome<Forest> | undefined => {
  const block = openBlock(leaf, text);
  if (!block) return undefined;
  const { offsetOf } = block;
  return parseForest(block.text, { offsetOf, placeOf: (offset) => placeOf(offsetOf(offset)) });
};

type Block = { readonly text: string; readonly offsetOf: (offset: number) => number };

/** Takes the indentation away, and remembers where each line stood. */
const openBlock = (leaf: Leaf, text: string): Block | undefined => {
  if (leaf.style !== 'literal') return undefined;
  const [header = '', ...body] = text.slice(leaf.start, leaf.end).split('\n');
  const indent = /^ */.exec(body.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  const lines: string[] = [];
  const inside: number[] = [];
  const outside: number[] = [];
  let from = 0;
  let at = leaf.start + header.length + 1;
  for (const raw of body) {
    const line = raw.slice(indent).replace(/\r$/, '');
    lines.push(line);
    inside.push(from);
    outside.push(at + Math.min(indent, raw.length));
    from += line.length + 1;
    at += raw.length + 1;
  }
  const inner = lines.join('\n');
  // An indentation indicator (`|2`) may leave spaces that are part of the text: then this reading is not the true one.
  if (inner.trimEnd() !== leaf.value.trimEnd()) return undefined;
  const offsetOf = (offset: number): number => {
    const line = countUpTo(inside, offset) - 1;
    return (outside[line] ?? leaf.start) + offset - (inside[line] ?? 0);
  };
  return { text: inner, offsetOf };
};
