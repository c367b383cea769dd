import { errorAt, warningAt, topOf, type Place, type Problem } from '../problem.ts';

/** Sentences about manifests that cannot be read. Those about pins and edits are in `pin-problems.ts`. */

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

export const fileTooLarge = (file: string, bytes: number, limit: number): Problem =>
  errorAt(
    'manifest-too-large',
    topOf(file),
    `the file has ${megabytes(bytes)}, more than the ${megabytes(limit)} that Cordage reads`,
    'split it, or keep generated bundles in a chart or a remote base',
  );

export const notUtf8 = (at: Place): Problem =>
  errorAt(
    'manifest-not-utf8',
    at,
    'the file is not UTF-8, so it cannot be read and written back unchanged',
    'save it as UTF-8',
  );

export const yamlError = (at: Place, detail: string): Problem =>
  errorAt('manifest-yaml', at, `not valid YAML: ${detail}`, 'correct the file; no pin in it is seen until then');

export const duplicateKey = (at: Place, key: string): Problem =>
  errorAt(
    'manifest-duplicate-key',
    at,
    `the key "${key.slice(0, 100)}" stands twice in one map, and tools differ in which one they take`,
    'keep one of the two',
  );

export const tooDeep = (at: Place, limit: number): Problem =>
  errorAt(
    'manifest-too-deep',
    at,
    `maps and lists stand in each other more than ${limit} levels deep`,
    'flatten the file',
  );

export const tooManyDocuments = (at: Place, limit: number): Problem =>
  errorAt('manifest-too-many-documents', at, `the file has more than ${limit} documents`, 'split it');

export const tooManyTokens = (at: Place, limit: number): Problem =>
  errorAt('manifest-too-many-tokens', at, `the file has more than ${limit} keys, values and signs`, 'split it');

export const tooManyAliases = (at: Place): Problem =>
  errorAt(
    'manifest-alias-bomb',
    at,
    'aliases and merge keys unfold into more than Cordage is willing to follow',
    'write the repeated parts out, or repeat less',
  );

export const brokenAlias = (at: Place, name: string, inItself: boolean): Problem =>
  errorAt(
    'manifest-alias',
    at,
    inItself
      ? `the alias *${name} stands inside what it repeats`
      : `the alias *${name} has no anchor &${name} before it`,
    inItself
      ? 'take the alias out of the anchored part'
      : 'define the anchor earlier in the same document, or write the value out',
  );

export const numberVersion = (at: Place, written: string, read: string): Problem =>
  warningAt(
    'manifest-unquoted-version',
    at,
    `${written} without quotes is read as ${read}`,
    `write "${written}" if that is what is meant`,
  );

export const inlineNotLiteral = (at: Place): Problem =>
  warningAt(
    'manifest-inline-style',
    at,
    'inline YAML with image tags stands in a quoted or folded scalar, where it cannot be edited safely',
    'write it as a literal block ("values: |") or as valuesObject',
  );

export const inlineYaml = (at: Place, detail: string): Problem =>
  warningAt(
    'manifest-inline-yaml',
    at,
    `the inline YAML here cannot be read: ${detail}`,
    'correct it; no pin in it is seen until then',
  );

export const loneMarker = (at: Place, artifact: string): Problem =>
  warningAt(
    'marker-alone',
    at,
    `the comment "# cordage: ${artifact}" marks nothing: no value ends on its line`,
    'put it behind the value, on the same line',
  );

export const symlinkEntry = (at: Place, path: string): Problem =>
  errorAt(
    'entry-symlink',
    at,
    `${path} is a symbolic link, which Cordage does not follow`,
    'refer to the file it points to, or put a file in its place',
  );

export const submoduleEntry = (at: Place, path: string): Problem =>
  errorAt(
    'entry-submodule',
    at,
    `${path} is a submodule; its files belong to another repository, which Cordage does not change`,
    'move its version there, or keep the manifests in this repository',
  );

export const outsideRoot = (at: Place, path: string): Problem =>
  errorAt(
    'entry-outside',
    at,
    `${path} leads out of the repository, or into .git`,
    'refer to a path inside the repository',
  );
