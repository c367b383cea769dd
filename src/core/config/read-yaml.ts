import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, Pair, YAMLError, YAMLMap } from 'yaml';
import { decodeManifest } from '../manifests/decode.ts';
import { locateIn } from '../manifests/place.ts';
import type { Outcome, Place, Problem } from '../problem.ts';
import { fail, succeed } from '../problem.ts';
import * as say from '../text/config-problems.ts';

/** Bytes. A network of 10,000 nodes with labels needs three. */
export const LARGEST_CONFIG = 256 * 1024;
const DEEPEST = 20;
const MOST_VALUES = 50_000;
const MOST_PROBLEMS = 20;

export type Path = readonly PropertyKey[];

/** A YAML document as plain values, and where each of them stands. */
export type Reading = {
  readonly value: unknown;
  /** The value at a path, its key, or the nearest that is written down when the path leads to nothing. */
  readonly placeOf: (path: Path, part: 'key' | 'value') => Place;
};

/**
 * Reads one YAML document of at most 256 KiB. Fails with every reason at once: not UTF-8, not YAML, several documents,
 * duplicate keys, aliases to nothing, and aliases that unfold into more than 50,000 values.
 */
export const readYaml = (file: string, bytes: Uint8Array): Outcome<Reading> => {
  if (bytes.length > LARGEST_CONFIG) return fail(say.configTooLarge(file, bytes.length, LARGEST_CONFIG));
  const decoded = decodeManifest(file, bytes);
  if (!decoded.ok) return decoded;
  const locate = locateIn(decoded.value);
  const at = (offset: number): Place => ({ file, ...locate(offset) });
  // uniqueKeys compares every pair of keys; the reader sees duplicates by itself, in linear time.
  const document = parseDocument(decoded.value, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
  const faults = [...document.errors, ...document.warnings].map((fault) => tellFault(fault, file, at));
  if (faults.length > 0) return fail(...oneALine(faults));
  const contents = document.contents;
  if (contents === null || (isScalar(contents) && contents.value === null)) return fail(say.configEmpty(file));
  const reader: Reader = { at, anchors: new Map(), offsets: new Map(), problems: [], values: 0 };
  const value = read(reader, contents, [], 0);
  if (reader.problems.length > 0) return fail(...oneALine(reader.problems));
  return succeed({ value, placeOf: (path, part) => at(findOffset(reader.offsets, path, part)) });
};

const tellFault = ({ code, pos, message }: YAMLError, file: string, at: (offset: number) => Place): Problem => {
  if (code === 'MULTIPLE_DOCS') return say.configDocuments(file);
  return code === 'RESOURCE_EXHAUSTION' ? say.configTooDeep(at(pos[0])) : say.configYaml(at(pos[0]), message);
};

/** What follows the first fault of a line mostly follows from it. */
const oneALine = (problems: readonly Problem[]): readonly Problem[] => {
  const lines = new Map(problems.toReversed().map((problem) => [problem.at?.line, problem]));
  return [...lines.values()].toReversed().slice(0, MOST_PROBLEMS);
};

type Offsets = { readonly key: number; readonly value: number };

type Reader = {
  readonly at: (offset: number) => Place;
  readonly anchors: Map<string, Node>;
  readonly offsets: Map<string, Offsets>;
  readonly problems: Problem[];
  values: number;
};

const idOf = (path: Path): string => JSON.stringify(path);

const findOffset = (offsets: ReadonlyMap<string, Offsets>, path: Path, part: 'key' | 'value'): number => {
  const found = offsets.get(idOf(path));
  if (found) return found[part];
  return path.length === 0 ? 0 : findOffset(offsets, path.slice(0, -1), 'key');
};

const read = (reader: Reader, node: unknown, path: Path, depth: number): unknown => {
  reader.values += 1;
  if (isAlias(node)) {
    const target = reader.anchors.get(node.source);
    if (target) return read(reader, target, path, depth + 1);
    reader.problems.push(say.configBrokenAlias(reader.at(startOf(node)), node.source));
    return undefined;
  }
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
  if (node.anchor !== undefined) reader.anchors.set(node.anchor, node);
  const start = startOf(node);
  if (!reader.offsets.has(idOf(path))) reader.offsets.set(idOf(path), { key: start, value: start });
  if (isScalar(node)) return readScalar(node.value);
  if (depth > DEEPEST || reader.values > MOST_VALUES) {
    if (depth > DEEPEST) reader.problems.push(say.configTooDeep(reader.at(start)));
    else if (reader.problems.length === 0) reader.problems.push(say.configAliasBomb(reader.at(start)));
    return undefined;
  }
  return isMap(node)
    ? readMap(reader, node, path, depth)
    : node.items.map((item, index) => read(reader, item, [...path, index], depth + 1));
};

const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** Numbers beyond what a setting can be would only lose digits on the way. */
const readScalar = (value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

const readMap = (reader: Reader, map: YAMLMap, path: Path, depth: number): unknown => {
  const entries = new Map<string, unknown>();
  for (const { key, value } of map.items as readonly Pair[]) {
    if (!isScalar(key) || typeof key.value !== 'string') {
      reader.problems.push(say.configKeyNotText(reader.at(key === null ? startOf(map) : startOf(key as Node))));
      continue;
    }
    const name = key.value;
    const here = [...path, name];
    const start = startOf(key);
    if (entries.has(name)) reader.problems.push(say.configDuplicateKey(reader.at(start), name));
    reader.offsets.set(idOf(here), { key: start, value: value === null ? start : startOf(value as Node) });
    entries.set(name, read(reader, value, here, depth + 1));
  }
  // The shape would drop this key without a word; any other that it does not know, it tells.
  const proto = reader.offsets.get(idOf([...path, '__proto__']));
  if (proto) reader.problems.push(say.configUnknownKey(reader.at(proto.key), 'the map', '__proto__', []));
  return Object.fromEntries(entries);
};
