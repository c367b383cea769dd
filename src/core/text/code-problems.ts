import type { Problem } from '../problem.ts';
import { plural } from './count.ts';
import { quoted } from './printable.ts';

/** Sentences about files within a CorDapp JAR that Cordage looks into and cannot read. */

const warn = (code: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'warning',
  message,
  remedy,
});

const list = (names: readonly string[]): string =>
  `${names.slice(0, 3).map(quoted).join(', ')}${names.length > 3 ? ', …' : ''}`;

export const classesUnread = (names: readonly string[]): Problem =>
  warn(
    'jar-classes-unread',
    `${plural(names.length, 'class file')} cannot be read, are too large or not at the path of their name: ${list(names)}; contracts and flows in them are not known`,
    'build the JAR again; a class file that Java itself refuses is no use to a node either',
  );

export const changeLogsUnread = (names: readonly string[]): Problem =>
  warn(
    'jar-change-logs-unread',
    `the change sets of ${plural(names.length, 'file')} under migration/ cannot be read: ${list(names)}; only the files as a whole are compared`,
    'see that Liquibase itself reads them, and keep them small and free of document types and aliases',
  );
