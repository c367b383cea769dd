import type { core } from 'zod';
import type { Problem } from '../problem.ts';
import * as say from '../text/config-problems.ts';
import { isFormName, type FormName } from '../text/config-forms.ts';
import { printable, quoted } from '../text/printable.ts';
import type { Path, Reading } from './read-yaml.ts';
import { homeOf, keysAt } from './keys.ts';

type Issue = core.$ZodIssue;

/** What the schema found, as sentences: one for each key and value, whatever number of its checks failed. */
export const explainIssues = (issues: readonly Issue[], reading: Reading): readonly Problem[] => {
  const found = new Map<string, Problem>();
  for (const issue of issues) {
    for (const [id, problem] of explainIssue(issue, [], reading)) if (!found.has(id)) found.set(id, problem);
  }
  return [...found.values()];
};

type Explained = readonly (readonly [id: string, Problem])[];

/** What keys of a section's map are, where people choose them. */
const KEYS_BY_SECTION: Readonly<Record<string, readonly [subject: string, FormName]>> = {
  platformVersions: ['platformVersions', 'minorRelease'],
  networkParameters: ['networkParameters: packageOwnership', 'javaPackage'],
};

const explainIssue = (issue: Issue, above: Path, reading: Reading): Explained => {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return explainKeys(issue.keys, path, reading);
  if (issue.code === 'invalid_key') {
    const name = { seen: String(path.at(-1)) };
    const at = reading.placeOf(path, 'key');
    const [subject, form] = KEYS_BY_SECTION[String(path[0])] ?? ['artifact', 'name'];
    return [[JSON.stringify(path), say.configWrongValue(at, subject, form, name)]];
  }
  if (issue.code === 'invalid_union') {
    // The branch that took the value for its own kind knows best what is wrong inside of it.
    const branch = issue.errors.find(
      (inner) => !inner.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
    );
    if (branch) return branch.flatMap((inner) => explainIssue(inner, path, reading));
  }
  const form = isFormName(issue.message) ? issue.message : undefined;
  const value = valueAt(reading.value, path);
  if (value === undefined && path.length > 0) return [explainMissing(form, path, reading)];
  return [explainValue(form ?? 'config', path, value, reading)];
};

const explainKeys = (keys: readonly string[], path: Path, reading: Reading): Explained =>
  keys.map((key) => {
    const here = [...path, key];
    const at = reading.placeOf(here, 'key');
    const subject = nameSubject(path, reading);
    return [JSON.stringify(here), say.configUnknownKey(at, subject, key, keysAt(path), homeOf(path, key))];
  });

const explainMissing = (form: FormName | undefined, path: Path, reading: Reading): Explained[number] => {
  const parent = path.slice(0, -1);
  const at = reading.placeOf(parent, 'key');
  return [JSON.stringify(path), say.configMissingKey(at, nameSubject(parent, reading), String(path.at(-1)), form)];
};

const explainValue = (form: FormName, path: Path, value: unknown, reading: Reading): Explained[number] => {
  const at = reading.placeOf(path, 'value');
  return [JSON.stringify(path), say.configWrongValue(at, nameSubject(path, reading), form, describeValue(value))];
};

const describeValue = (value: unknown): { readonly seen: string } | { readonly clause: string } => {
  if (value === null || value === undefined) return { clause: 'has no value' };
  if (Array.isArray(value)) return { clause: value.length === 0 ? 'is an empty list' : `is a list of ${value.length}` };
  if (typeof value === 'object') return { clause: 'is a map' };
  return { seen: typeof value === 'string' ? value : JSON.stringify(value) };
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Readonly<Record<PropertyKey, unknown>>)[step]
        : undefined,
    value,
  );

/** What stands at a path, to begin a sentence with: `ring "canary": soak`. */
const nameSubject = (path: Path, reading: Reading): string => {
  const [first, second, third] = path;
  if (first === undefined) return 'the file';
  if (first === 'artifacts' && second !== undefined) return `artifact ${quoted(String(second))}${after(path, 2)}`;
  if (first === 'rings' && second !== undefined) return `ring ${nameItem(path, 2, reading)}${after(path, 2)}`;
  if (second === 'freezes' && third !== undefined) return `freeze ${nameItem(path, 3, reading)}${after(path, 3)}`;
  if (second === 'instances' && third !== undefined) return `instance ${nameItem(path, 3, reading)}${after(path, 3)}`;
  if (first === 'rules' && third !== undefined && (second === 'evidence' || second === 'overrides'))
    return `${second === 'evidence' ? second : 'override'} ${Number(third) + 1}${after(path, 3)}`;
  return first === 'platformVersions' ? first : `${printable(String(first))}${after(path, 1)}`;
};

/** By its own name, or by its place from 1. */
const nameItem = (path: Path, depth: number, reading: Reading): string => {
  const name = valueAt(reading.value, [...path.slice(0, depth), 'name']);
  return typeof name === 'string' ? quoted(name) : String(Number(path[depth - 1]) + 1);
};

/** The rest of a path: `: releases.tag`. */
const after = (path: Path, depth: number): string => {
  const rest = path.slice(depth).filter((step) => typeof step === 'string');
  return rest.length === 0 ? '' : `: ${printable(rest.join('.'))}`;
};
