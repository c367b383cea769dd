import type { Outcome, Problem } from '../problem.ts';
import { fail, succeed } from '../problem.ts';
import * as say from '../text/pin-problems.ts';
import { decodeManifest } from './decode.ts';
import type { Scalar } from './manifest.ts';
import { countUpTo } from './place.ts';
import type { Difference } from './proof.ts';
import { findDifferences, nameOf, readsAsText } from './proof.ts';
import { renderScalar } from './render-scalar.ts';
import type { Source } from './source.ts';
import { findLeaf, openSource } from './source.ts';
import type { Leaf, Path } from './tree.ts';

/** A scalar of a file as it was read, and what it is to say; in a `style` other than it has, where both stand on a line. */
export type Change = { readonly scalar: Scalar; readonly value: string; readonly style?: Scalar['style'] };

/**
 * Makes the changes by replacing the bytes of those scalars, and nothing else. Then proves it: the old and the new text are
 * parsed again and must differ at exactly these paths, and say exactly these values there. Else a problem, and no bytes.
 * A value that others share through an anchor is changed only if every one of them is among the changes.
 */
export const editManifest = (path: string, bytes: Uint8Array, changes: readonly Change[]): Outcome<Uint8Array> => {
  if (changes.length === 0) return succeed(bytes);
  const decoded = decodeManifest(path, bytes);
  if (!decoded.ok) return decoded;
  const before = openSource(path, decoded.value);
  if (!before.ok) return before;
  const splices = planSplices(before.value, changes);
  if (!splices.ok || splices.value.size === 0) return splices.ok ? succeed(bytes) : splices;
  const after = openSource(path, splice(before.value.text, splices.value));
  if (!after.ok) return fail(say.unproven(before.value.placeOf(0), after.problems[0]?.message ?? 'the file'));
  const wanted = new Map(
    changes
      .filter(({ scalar }) => splices.value.has(scalar.start))
      .map((change) => [nameOf(change.scalar.path), change]),
  );
  const doubt = findDoubt({ before: before.value, after: after.value, wanted, splices: splices.value });
  return doubt ? fail(doubt) : succeed(new TextEncoder().encode(after.value.text));
};

type Splice = { readonly leaf: Leaf; readonly text: string; readonly value: string };

/** By the offset where each begins. Changes that are true already make none. */
const planSplices = (source: Source, changes: readonly Change[]): Outcome<ReadonlyMap<number, Splice>> => {
  const splices = new Map<number, Splice>();
  const values = new Map<number, string>();
  const problems: Problem[] = [];
  for (const { scalar, value, style } of changes) {
    const at = source.placeOf(scalar.start);
    const { leaf, parent } = findLeaf(source, scalar.path) ?? {};
    if (!leaf || leaf.start !== scalar.start || leaf.end !== scalar.end || leaf.value !== scalar.value) {
      problems.push(say.outdatedPin(at));
      continue;
    }
    const other = values.get(leaf.start);
    if (other !== undefined && other !== value) problems.push(say.disagreeing(at, other, value));
    if (other !== undefined) continue;
    values.set(leaf.start, value);
    if (leaf.value === value && leaf.type === 'string') continue;
    const text = renderScalar(restyle(leaf, style), parent, source.text, value);
    if (text === undefined) problems.push(say.unwritable(at, value));
    else splices.set(leaf.start, { leaf, text, value });
  }
  return problems.length > 0 ? fail(...problems) : succeed(splices);
};

const restyle = (leaf: Leaf, style: Scalar['style'] = leaf.style): Leaf =>
  isInLine(style) && isInLine(leaf.style) ? { ...leaf, style } : leaf;

const isInLine = (style: Scalar['style']): boolean => style !== 'literal' && style !== 'folded';

const splice = (text: string, splices: ReadonlyMap<number, Splice>): string => {
  const parts: string[] = [];
  let from = 0;
  for (const { leaf, text: replacement } of [...splices.values()].sort((a, b) => a.leaf.start - b.leaf.start)) {
    parts.push(text.slice(from, leaf.start), replacement);
    from = leaf.end;
  }
  return parts.join('') + text.slice(from);
};

type Edit = {
  readonly before: Source;
  readonly after: Source;
  /** By the name of its path. */
  readonly wanted: ReadonlyMap<string, Change>;
  readonly splices: ReadonlyMap<number, Splice>;
};

/** The first reason not to believe the edit. */
const findDoubt = (edit: Edit): Problem | undefined => {
  const { before, after, wanted, splices } = edit;
  const paths = [...wanted.values()].map(({ scalar }) => scalar.path);
  const differences = findDifferences(before, after, prefixesOf(paths));
  if (!differences) return say.unproven(before.placeOf(0), 'the file');
  const missing = new Map(wanted);
  for (const difference of differences) {
    const doubt = judge(difference, edit);
    if (doubt) return doubt;
    missing.delete(difference.path);
  }
  for (const [path, { scalar }] of missing) return say.unproven(before.placeOf(scalar.start), path);
  const misread = distinct(splices).find(({ leaf, text, value }) => !readsAsText(leaf, text, value));
  return misread && say.unproven(before.placeOf(misread.leaf.start), misread.value);
};

const judge = ({ path, old, now }: Difference, { before, wanted, splices }: Edit): Problem | undefined => {
  const planned = old && splices.get(old.start);
  if (planned && !wanted.has(path) && !isDefinition(path)) {
    return say.sharedByAlias(before.placeOf(old.start), linesSharing(before, old));
  }
  const isRight = planned !== undefined && now?.type === 'string' && now.value === planned.value;
  return isRight ? undefined : say.unproven(before.placeOf(old?.start ?? 0), path);
};

/** One splice for each text, for a file may have many thousand of one. */
const distinct = (splices: ReadonlyMap<number, Splice>): readonly Splice[] => [
  ...new Map(
    [...splices.values()].map((splice) => [`${splice.leaf.style} ${splice.text} ${splice.value}`, splice]),
  ).values(),
];

/** Keys that begin with `x-` say nothing to any tool by convention: a value there is a definition for its aliases. */
const isDefinition = (path: string): boolean => path.includes('"x-');

/** Where an anchored value is used, also through aliases of what holds an alias of it. */
const linesSharing = ({ forest, placeOf }: Source, { start }: Leaf): readonly number[] => {
  const found = new Set([start]);
  for (let round = 0, known = 0; known < found.size && round < 10; round += 1) {
    known = found.size;
    const places = [...found].sort((one, other) => one - other);
    for (const { start: use, target } of forest.uses) {
      if (countUpTo(places, target.end) > countUpTo(places, target.start - 1)) found.add(use);
    }
  }
  return [...new Set([...found].map((offset) => placeOf(offset).line))].sort((one, other) => one - other);
};

/** Inline YAML stands in a scalar on the way to a path that goes on inside of it. */
const prefixesOf = (paths: readonly Path[]): ReadonlySet<string> =>
  new Set(paths.flatMap((path) => path.slice(1).map((_, length) => nameOf(path.slice(0, length + 1)))));
