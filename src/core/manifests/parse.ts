import type { Document, ParsedNode, Scalar as YamlScalar } from 'yaml';
import { isAlias, isMap, isScalar } from 'yaml';

import type { Outcome, Problem } from '../problem.ts';
import { fail, succeed } from '../problem.ts';
import * as say from '../text/manifest-problems.ts';
import type { Origin } from './compose.ts';
import { composeDocuments, DEEPEST, MOST_PROBLEMS } from './compose.ts';
import type { Scalar } from './manifest.ts';
import { readPlain } from './plain.ts';
import type { Forest, Leaf, Tree, Use } from './tree.ts';

const MOST_DOCUMENTS = 10_000;
/** Keys that merge keys may bring in, in one file: the one way in which resolving could outgrow the text. */
const MOST_MERGED = 500_000;

/**
 * Parses all documents of a text. Fails on YAML errors, duplicate keys, aliases to nothing or to themselves, more than
 * 200 levels, 10,000 documents or 3 million tokens. Never unfolds an alias, so time and memory grow with the text alone:
 * at worst some seconds for the largest manifest.
 */
export const parseForest = (text: string, origin: Origin): Outcome<Forest> => {
  const planter: Planter = { origin, anchors: new Map(), uses: [], problems: [], merged: 0 };
  const roots: Tree[] = [];
  for (const document of composeDocuments(text, origin, planter.problems)) {
    planter.anchors.clear();
    roots.push(plantDocument(planter, document));
    if (roots.length > MOST_DOCUMENTS) {
      planter.problems.push(say.tooManyDocuments(origin.placeOf(document.range[0]), MOST_DOCUMENTS));
    }
    if (planter.problems.length > 0) return fail(...planter.problems.slice(0, MOST_PROBLEMS));
  }
  return planter.problems.length > 0 ? fail(...planter.problems) : succeed({ roots, uses: planter.uses });
};

type Planter = {
  readonly origin: Origin;
  /** `open` while the anchored node is still being read: an alias to it would hold itself. */
  readonly anchors: Map<string, Tree | 'open'>;
  readonly uses: Use[];
  readonly problems: Problem[];
  merged: number;
};

const plantDocument = (planter: Planter, document: Document.Parsed): Tree => {
  for (const error of document.errors.slice(0, MOST_PROBLEMS)) {
    const at = planter.origin.placeOf(error.pos[0]);
    planter.problems.push(say.yamlError(at, error.message));
  }
  if (document.errors.length > 0 || document.contents === null) return emptyLeaf(planter, document.range[0]);
  return plant(planter, document.contents, 0);
};

const emptyLeaf = (planter: Planter, offset: number): Leaf => {
  const start = planter.origin.offsetOf(offset);
  return { kind: 'leaf', start, end: start, style: 'plain', type: 'null', value: '' };
};

const plant = (planter: Planter, node: ParsedNode, depth: number): Tree => {
  const offset = node.range[0];
  if (depth > DEEPEST) {
    planter.problems.push(say.tooDeep(planter.origin.placeOf(offset), DEEPEST));
    return emptyLeaf(planter, offset);
  }
  if (isAlias(node)) return plantAlias(planter, node.source, offset);
  const { anchor } = node;
  if (anchor !== undefined) planter.anchors.set(anchor, 'open');
  const tree = isScalar(node) ? plantLeaf(planter, node) : plantBranch(planter, node, depth);
  if (anchor !== undefined && planter.anchors.get(anchor) === 'open') planter.anchors.set(anchor, tree);
  return tree;
};

const plantAlias = (planter: Planter, name: string, offset: number): Tree => {
  const target = planter.anchors.get(name);
  if (target === undefined || target === 'open') {
    planter.problems.push(say.brokenAlias(planter.origin.placeOf(offset), name, target === 'open'));
    return emptyLeaf(planter, offset);
  }
  planter.uses.push({ start: planter.origin.offsetOf(offset), target });
  return target;
};

const STYLES: Readonly<Record<YamlScalar.Type, Scalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

const TEXT_TAGS: ReadonlySet<string | undefined> = new Set([undefined, '!', 'tag:yaml.org,2002:str']);

const plantLeaf = (planter: Planter, node: YamlScalar.Parsed): Leaf => {
  const style = STYLES[node.type ?? 'PLAIN'];
  const { offsetOf } = planter.origin;
  const span = { kind: 'leaf', style, start: offsetOf(node.range[0]), end: offsetOf(node.range[1]) } as const;
  if (!TEXT_TAGS.has(node.tag)) return { ...span, type: 'tagged', value: node.source };
  if (style === 'plain' && node.tag === undefined) return { ...span, ...readPlain(node.source) };
  return { ...span, type: 'string', value: node.source };
};

const plantBranch = (planter: Planter, node: Extract<ParsedNode, { items: unknown }>, depth: number): Tree => {
  const { offsetOf } = planter.origin;
  const span = { start: offsetOf(node.range[0]), end: offsetOf(node.range[1]) };
  if (!isMap(node)) {
    const items = node.items.map((item) => plant(planter, item, depth + 1));
    return { kind: 'list', ...span, items };
  }
  const entries = new Map<string, Tree>();
  let merged: Tree | undefined;
  for (const { key, value } of node.items) {
    const name = nameKey(planter, key, depth);
    const child = value === null ? emptyLeaf(planter, key.range[1]) : plant(planter, value, depth + 1);
    const merges = isScalar(key) && key.type === 'PLAIN' && name === '<<';
    if (entries.has(name) || (merges && merged)) {
      planter.problems.push(say.duplicateKey(planter.origin.placeOf(key.range[0]), name));
    } else if (merges) merged = child;
    else entries.set(name, child);
  }
  if (merged) mergeInto(planter, entries, merged);
  return { kind: 'map', ...span, entries };
};

/** A key that is itself a map or a list gets a name that no scalar can have, so that what it holds keeps a path. */
const nameKey = (planter: Planter, key: ParsedNode, depth: number): string => {
  const tree = plant(planter, key, depth + 1);
  return tree.kind === 'leaf' ? (isScalar(key) ? key.source : tree.value) : `\0${key.range[0]}`;
};

/** `<<: *a` and `<<: [*a, *b]`: own keys win over merged ones, earlier sources over later ones. */
const mergeInto = (planter: Planter, entries: Map<string, Tree>, source: Tree): void => {
  for (const map of source.kind === 'list' ? source.items : [source]) {
    if (map.kind !== 'map') continue;
    planter.merged += map.entries.size;
    if (planter.merged > MOST_MERGED) {
      if (planter.merged !== Infinity) planter.problems.push(say.tooManyAliases(planter.origin.placeOf(map.start)));
      planter.merged = Infinity;
      return;
    }
    for (const [key, child] of map.entries) if (!entries.has(key)) entries.set(key, child);
  }
};
