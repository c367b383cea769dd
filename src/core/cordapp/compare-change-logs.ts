import {
  changeLogOpaque,
  changeLogsRemoved,
  changeSetsAdded,
  changeSetsChanged,
  changeSetsRemoved,
  schemasWithoutLog,
} from '../text/change-log-findings.ts';
import type { Finding } from './change.ts';
import type { ChangeLog, ChangeSet, CordappCode } from './code.ts';
import { subtract } from './compare-classes.ts';

/** How Liquibase knows a change set, for a person: file, author, id. */
const label = (log: string, { id, author }: ChangeSet): string => `${log} ${author}:${id}`;

/** Change sets by what Liquibase knows them by, with the hash of their text. */
const indexSets = (logs: readonly ChangeLog[]): ReadonlyMap<string, string> =>
  new Map(
    logs.flatMap(({ name, changeSets }) => (changeSets ?? []).map((set) => [label(name, set), set.sha256] as const)),
  );

/** Logs of the new JAR that are new or differ, and cannot be read there or could not be before. */
const findOpaque = (before: readonly ChangeLog[], after: readonly ChangeLog[]): readonly string[] => {
  const byName = new Map(before.map((log) => [log.name, log]));
  return after
    .filter(({ name, sha256, changeSets }) => {
      const old = byName.get(name);
      return old?.sha256 !== sha256 && (!changeSets || (old && !old.changeSets));
    })
    .map(({ name }) => name);
};

/** `TradeSchemaV1` → `trade-schema-v1`, a hyphen before every capital letter as Corda's `MigrationHelpers` has it. */
const scriptOf = (schema: string): string =>
  schema
    .slice(Math.max(schema.lastIndexOf('.'), schema.lastIndexOf('$')) + 1)
    .replaceAll(/[A-Z]/g, (letter, at: number) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);

/** New schemas without a change log of the conventional name, in a JAR that brings no other new one, either. */
const findSchemasWithoutLog = (
  before: CordappCode,
  after: CordappCode,
  newLogs: readonly string[],
): readonly string[] =>
  newLogs.length > 0
    ? []
    : subtract(after.schemas, before.schemas).filter(
        (schema) =>
          !after.changeLogs.some(({ name }) => name.startsWith(`migration/${scriptOf(schema)}.changelog-master.`)),
      );

/** What the database has to take, and what Liquibase would not let pass. */
export const compareChangeLogs = (before: CordappCode, after: CordappCode): readonly Finding[] => {
  const namesOf = ({ changeLogs }: CordappCode): readonly string[] => changeLogs.map(({ name }) => name);
  const gone = subtract(namesOf(before), namesOf(after));
  const opaque = findOpaque(before.changeLogs, after.changeLogs);
  const inBoth = (log: ChangeLog): boolean => !gone.includes(log.name) && !opaque.includes(log.name);
  const [old, young] = [indexSets(before.changeLogs.filter(inBoth)), indexSets(after.changeLogs.filter(inBoth))];
  const changed = [...old].filter(([set, sha256]) => young.has(set) && young.get(set) !== sha256).map(([set]) => set);
  const removed = subtract([...old.keys()], [...young.keys()]);
  const added = subtract([...young.keys()], [...old.keys()]);
  const schemas = findSchemasWithoutLog(before, after, subtract(namesOf(after), namesOf(before)));
  return [
    ...(gone.length > 0 ? [changeLogsRemoved(gone)] : []),
    ...(opaque.length > 0 ? [changeLogOpaque(opaque)] : []),
    ...(changed.length > 0 ? [changeSetsChanged(changed)] : []),
    ...(removed.length > 0 ? [changeSetsRemoved(removed)] : []),
    ...(added.length > 0 ? [changeSetsAdded(added)] : []),
    ...(schemas.length > 0 ? [schemasWithoutLog(schemas)] : []),
  ];
};
