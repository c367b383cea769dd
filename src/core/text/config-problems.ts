import { errorAt, topOf, type Place, type Problem } from '../problem.ts';
import { FORMS, type FormName } from './config-forms.ts';
import { formatBytes, formatCount, listNames } from './count.ts';
import { findNearest } from './nearest.ts';
import { quoted } from './printable.ts';

/** Sentences about `cordage.yaml`. The forms of single values are in `config-forms.ts`. */

export const configMissing = (file: string): Problem =>
  errorAt(
    'config-missing',
    topOf(file),
    `there is no ${file}`,
    `create it at the root of the default branch, and ${FORMS.config.remedy}`,
  );

export const configTooLarge = (file: string, bytes: number, limit: number): Problem =>
  errorAt(
    'config-too-large',
    topOf(file),
    `the file has ${formatBytes(bytes)}, more than the ${formatBytes(limit)} that Cordage reads`,
    'choose nodes by labels or globs instead of listing them',
  );

export const configEmpty = (file: string): Problem =>
  errorAt('config-empty', topOf(file), 'the file says nothing', FORMS.config.remedy);

export const configYaml = (at: Place, detail: string): Problem =>
  errorAt(
    'config-yaml',
    at,
    `not valid YAML: ${detail}`,
    'correct it; a value that begins with *, {, [, & or ! must stand in quotes',
  );

export const configDocuments = (file: string): Problem =>
  errorAt('config-documents', topOf(file), 'the file holds more than one document', 'keep one, without "---" between');

export const configDuplicateKey = (at: Place, key: string): Problem =>
  errorAt('config-duplicate-key', at, `the key ${quoted(key)} stands twice in one map`, 'keep one of the two');

export const configKeyNotText = (at: Place): Problem =>
  errorAt(
    'config-key-kind',
    at,
    'a key is not text',
    'write keys as plain words, in quotes if they look like something else',
  );

export const configBrokenAlias = (at: Place, name: string): Problem =>
  errorAt(
    'config-alias',
    at,
    `the alias ${quoted(`*${name}`)} has no anchor before it`,
    'if a glob is meant, put it in quotes; else define the anchor earlier',
  );

export const configTooDeep = (at: Place): Problem =>
  errorAt('config-too-deep', at, 'maps and lists stand in each other deeper than any setting', 'take levels out');

export const configAliasBomb = (at: Place): Problem =>
  errorAt(
    'config-alias-bomb',
    at,
    'aliases unfold into more than Cordage is willing to follow',
    'write the values out',
  );

/** Settings of later versions, refused by name: a freeze that nobody keeps is worse than none. */
const PLANNED: ReadonlySet<string> = new Set(['backups', 'backup', 'prometheus', 'journal']);

/** Where settings stand: in a section, in each ring or instance, at the top of the file, or among the permissions there. */
export type Home =
  | 'gates'
  | 'rings'
  | 'config'
  | 'permissions'
  | 'argocd'
  | 'instances'
  | 'networkParameters'
  | 'rules';

const HOMES: Readonly<Record<Home, string>> = {
  gates: 'move it under "gates:"',
  rings: 'move it into the rings that it is for',
  config: 'move it to the top of the file',
  argocd: 'move it under "argocd:"',
  instances: 'move it into the "instances:" of "argocd:" that it is for',
  networkParameters: 'move it under "networkParameters:"',
  rules: 'move it under "rules:"',
  permissions: 'it is for the whole network: move it under "permissions:" at the top of the file',
};

/**
 * @param subject what the map is: `the file`, `ring "canary"`, `artifact "trade": releases`
 * @param home where a setting of this name does stand
 */
export const configUnknownKey = (
  at: Place,
  subject: string,
  key: string,
  known: readonly string[],
  home?: Home,
): Problem => {
  if (PLANNED.has(key)) {
    return errorAt(
      'config-key-planned',
      at,
      `${subject} sets ${quoted(key)}, which this version of Cordage does not act on`,
      'take it out, so that nobody relies on it',
    );
  }
  const near = findNearest(key, known);
  const others = known.length > 0 ? `take it out; the settings here are ${listNames(known, 12)}` : 'take it out';
  const elsewhere = home === undefined ? others : HOMES[home];
  const remedy = near === undefined ? elsewhere : `did you mean "${near}"?`;
  return errorAt('config-unknown-key', at, `${subject} has no setting ${quoted(key)}`, remedy);
};

export const configMissingKey = (at: Place, subject: string, key: string, form: FormName | undefined): Problem =>
  errorAt('config-missing-key', at, `${subject} lacks "${key}"`, form ? FORMS[form].remedy : `add "${key}:"`);

/** @param value what stands there: as text, or in words where it is not a scalar (`is a map`) */
export const configWrongValue = (
  at: Place,
  subject: string,
  form: FormName,
  value: { readonly seen: string } | { readonly clause: string },
): Problem =>
  errorAt(
    'config-value',
    at,
    'seen' in value
      ? `${subject} ${quoted(value.seen)} ${FORMS[form].fault(value.seen)}`
      : `${subject} ${value.clause}`,
    FORMS[form].remedy,
  );

export const configTooMany = (at: Place, shown: number): Problem =>
  errorAt('config-too-many', at, `there are more than these ${formatCount(shown)} problems`, 'correct these first');
