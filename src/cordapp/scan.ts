import { createHash } from 'node:crypto';
import { isChangeLog, parseChangeSets } from '../core/cordapp/change-sets.ts';
import { parseClassFile } from '../core/cordapp/class-file.ts';
import type { ChangeLog, CordappCode } from '../core/cordapp/code.ts';
import type { ScannedClass } from '../core/cordapp/decode-class.ts';
import { ANNOTATIONS, decodeClass } from '../core/cordapp/decode-class.ts';
import { decodeCode } from '../core/cordapp/decode-code.ts';
import type { Problem } from '../core/problem.ts';
import { changeLogsUnread, classesUnread } from '../core/text/code-problems.ts';
import type { Content } from './contents.ts';
import type { Limits } from './limits.ts';

/** A look into the files of a JAR as they pass by. Nothing but names, numbers and hashes is kept of any. */
export type Scan = {
  readonly look: (content: Content) => void;
  readonly finish: () => { readonly code: CordappCode; readonly problems: readonly Problem[] };
};

/** Classes for newer JVMs only, and descriptions of modules and packages, which the node's scan leaves out too. */
const NO_CLASS = /^META-INF\/versions\/|(?:^|\/)(?:module|package)-info\.class$/;

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

const readChangeLog = ({ name, bytes }: Content, readable: boolean): ChangeLog => {
  const found = readable ? parseChangeSets(name, bytes) : undefined;
  const changeSets = found?.map(({ id, author, text }) => ({ id, author, sha256: sha256(text) }));
  return { name, sha256: sha256(bytes), changeSets };
};

/**
 * Starts the scan of one JAR: `look` at every file once, then `finish`. Class files and change logs that are broken or beyond
 * `limits` are left out and told as warnings; a class counts only under the path that its own name asks for, as for Java.
 */
export const startScan = (limits: Limits): Scan => {
  const classes: ScannedClass[] = [];
  const changeLogs: ChangeLog[] = [];
  const unread = { classes: [] as string[], changeLogs: [] as string[] };
  const spent = { classes: 0, yaml: 0 };

  const lookAtClass = ({ name, bytes }: Content): void => {
    spent.classes += bytes.length;
    const readable = bytes.length <= limits.classBytes && spent.classes <= limits.classesBytes;
    const file = readable ? parseClassFile(bytes, ANNOTATIONS) : undefined;
    if (file && `${file.name.replaceAll('.', '/')}.class` === name) classes.push(decodeClass(file));
    else unread.classes.push(name);
  };

  const lookAtChangeLog = (content: Content): void => {
    const { length } = content.bytes;
    if (isYaml(content.name)) spent.yaml += length;
    const readable = length <= limits.changeLogBytes && (!isYaml(content.name) || spent.yaml <= limits.yamlBytes);
    const log = changeLogs.length < limits.changeLogs ? readChangeLog(content, readable) : undefined;
    if (log) changeLogs.push(log);
    if (!log?.changeSets) unread.changeLogs.push(content.name);
  };

  return {
    look: (content) => {
      if (content.name.endsWith('.class') && !NO_CLASS.test(content.name)) lookAtClass(content);
      else if (isChangeLog(content.name)) lookAtChangeLog(content);
    },
    finish: () => ({
      code: decodeCode(classes, changeLogs),
      problems: [
        ...(unread.classes.length > 0 ? [classesUnread(unread.classes)] : []),
        ...(unread.changeLogs.length > 0 ? [changeLogsUnread(unread.changeLogs)] : []),
      ],
    }),
  };
};
