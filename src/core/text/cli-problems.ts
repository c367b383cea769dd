import { errorAt, topOf, type Problem } from '../problem.ts';
import { listNames, plural } from './count.ts';
import { findNearest } from './nearest.ts';
import { printable, quoted } from './printable.ts';

/** Sentences about how `cordage` was called. */

const wrong = (code: string, message: string, remedy: string): Problem => ({
  code: `use-${code}`,
  severity: 'error',
  message,
  remedy,
});

const choose = (name: string, known: readonly string[], otherwise: string): string => {
  const near = findNearest(name, known);
  return near === undefined ? otherwise : `did you mean "${printable(near)}"?`;
};

const thereAre = (known: readonly string[]): string =>
  known.length === 0 ? 'there is none' : `there ${known.length === 1 ? 'is' : 'are'} ${printable(listNames(known, 8))}`;

export const unknownCommand = (name: string, known: readonly string[]): Problem =>
  wrong('command', `there is no command ${quoted(name)}`, choose(name, known, thereAre(known)));

export const noCommand = (known: readonly string[]): Problem =>
  wrong('command', 'the command is missing', `write it first: cordage ${known[0]}; ${thereAre(known)}`);

/** An error of ours. */
export const unforeseen = (detail: string): Problem => ({
  code: 'unforeseen',
  severity: 'error',
  message: `Cordage stopped by an error of its own: ${printable(detail)}`,
  remedy: 'report it, with the command and what it printed',
});

export const unknownOption = (command: string, written: string, known: readonly string[]): Problem =>
  wrong(
    'option',
    `there is no option ${quoted(written)}`,
    choose(
      written,
      known.map((name) => `--${name}`),
      `cordage help ${command} tells the options`,
    ),
  );

export const optionMissing = (name: string, value: string, help: string): Problem =>
  wrong('option-missing', `--${name} is missing`, `add --${name} ${value}: ${help}`);

export const optionTwice = (name: string): Problem =>
  wrong('option-twice', `--${name} stands twice`, 'keep one of the two');

export const optionWithoutValue = (name: string, value: string): Problem =>
  wrong(
    'option-value',
    `--${name} has no value`,
    `write --${name} ${value}, or --${name}=${value} if it begins with a dash`,
  );

export const optionWithValue = (name: string): Problem =>
  wrong('option-value', `--${name} takes no value`, `write --${name} alone`);

export const positionalMissing = (shape: string): Problem =>
  wrong('argument', `${shape} is missing`, 'name one at least');

export const positionalTooMany = (text: string): Problem =>
  wrong('argument', `${quoted(text)} is one argument too many`, 'take it out, or put quotes around what has spaces');

export const positionalEmpty = (shape: string): Problem =>
  wrong('argument', `an empty text stands for ${shape}`, 'look whether a variable on the command line is not set');

export const unknownArtifact = (name: string, known: readonly string[]): Problem =>
  wrong('artifact', `cordage.yaml has no artifact ${quoted(name)}`, choose(name, known, thereAre(known)));

export const unknownRing = (name: string, known: readonly string[]): Problem =>
  wrong('ring', `cordage.yaml has no ring ${quoted(name)}`, choose(name, known, thereAre(known)));

export const unknownNode = (glob: string, known: readonly string[]): Problem =>
  wrong(
    'node',
    `no node is called ${quoted(glob)}`,
    choose(glob, known, `there are ${plural(known.length, 'node')}: ${printable(listNames(known, 3))}`),
  );

export const notAGlob = (glob: string): Problem =>
  wrong(
    'node',
    `${quoted(glob)} holds more than names, * and ?, which is all that is understood`,
    'write names with * and ?, and give --node several times',
  );

export const notAVersion = (text: string): Problem =>
  wrong(
    'version',
    `${quoted(text)} cannot be a version`,
    'write letters and digits, with . _ + and - between them, at most 100 characters: 1.4.0',
  );

export const tagForVersion = (text: string, version: string): Problem =>
  wrong('version', `${quoted(text)} is the tag of a release`, `write its version: ${version}`);

export const notADigest = (text: string): Problem =>
  wrong('digest', `${quoted(text)} is not a digest`, 'write sha256: and 64 hexadecimal digits in lower case');

export const jarOfNoCordapp = (name: string, cordapps: readonly string[]): Problem =>
  wrong(
    'jar-of-no-cordapp',
    `--jar is of ${quoted(name)}, and that is no CorDapp of this network`,
    `say whose it is, --jar trade@1.4.0=trade.jar; ${thereAre(cordapps)}`,
  );

export const jarOfNobody = (version: string, running: readonly string[]): Problem =>
  wrong(
    'jar-of-nobody',
    `--jar is of ${quoted(version)}, which is not planned and runs nowhere`,
    `give JARs of the planned version, or of one that runs; ${thereAre(running)}`,
  );

export const notADay = (text: string): Problem =>
  wrong('day', `${quoted(text)} is not a day`, 'write it as 2026-11-22');

export const digestForSeveral = (images: readonly string[]): Problem =>
  wrong(
    'digest',
    `--digest is of one image, and the pins that move name digests of ${images.length}: ${printable(listNames(images))}`,
    'move the pins of one image at a time, with --node, or pin by tag only',
  );

export const jarTwice = (name: string): Problem =>
  wrong('jar', `two files given as --jar are called ${quoted(name)}`, 'keep one of the two');

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of its path is a file',
  EISDIR: 'is a folder',
  EACCES: 'is closed to this user',
  EPERM: 'is closed to this user',
  EROFS: 'is on a disk that cannot be written',
  ELOOP: 'is a symbolic link, which Cordage does not follow',
  ENOSPC: 'finds no space left on its disk',
  ENAMETOOLONG: 'has too long a name',
};

/** @param fault code of the system's error: `ENOENT` */
const describe = (fault: string): string => FAULTS[fault] ?? `cannot be used (${printable(fault)})`;

/** A path of the command line that is not what it should be. */
export const unusablePath = (path: string, fault: string, remedy: string): Problem =>
  wrong('path', `${quoted(path)} ${describe(fault)}`, remedy);

export const notAFolder = (path: string): Problem =>
  wrong('path', `${quoted(path)} is a file, and a folder is wanted`, 'name the folder that holds cordage.yaml');

export const notAFile = (path: string, remedy: string): Problem =>
  wrong('path', `${quoted(path)} is not an ordinary file`, remedy);

/** @param above a folder further up that has one, as the command line would name it */
export const configNotHere = (file: string, folder: string, above: string | undefined): Problem =>
  errorAt(
    'config-missing',
    topOf(file),
    `there is no ${file} in ${quoted(folder)}`,
    above === undefined
      ? `write one (ten lines are enough: the README has them), or read another with --config FILE`
      : `name the folder that has one: ${printable(above)}`,
  );

export const fileUnreadable = (path: string, fault: string): Problem =>
  errorAt(
    'file-unreadable',
    topOf(path),
    `${quoted(path)} ${describe(fault)}`,
    'let this user read it, or take it away; until then no pin in it is seen',
  );

export const fileChanged = (path: string): Problem =>
  errorAt(
    'file-changed',
    topOf(path),
    `${quoted(path)} was changed by somebody else meanwhile, and nothing was written`,
    'repeat the command',
  );

export const fileUnwritable = (path: string, fault: string): Problem =>
  errorAt(
    'file-unwritable',
    topOf(path),
    `${quoted(path)} ${describe(fault)}, and nothing was written`,
    'let this user write the file and its folder, and repeat the command',
  );

/** Writing failed half way, and so did taking it back. */
export const fileNotRestored = (path: string, fault: string): Problem =>
  errorAt(
    'file-not-restored',
    topOf(path),
    `${quoted(path)} was written before another file failed, and could not be taken back (${printable(fault)})`,
    'take it back with git restore',
  );

/** The same problems as on a pull request, where another step comes next. */
export const tellOnCommandLine = (problem: Problem): Problem => {
  switch (problem.code) {
    case 'move-digest-unknown':
      return { ...problem, remedy: 'give the digest of the new image with --digest, or pin by tag only' };
    case 'move-checksum-unknown':
      return { ...problem, remedy: 'give the new JAR under this name with --jar' };
    default:
      return problem;
  }
};
