import type { Finding } from '../cordapp/change.ts';
import { plural } from './count.ts';
import { listed, SOURCES, warn } from './finding.ts';

/** Sentences about Liquibase change logs that came, went or changed from one JAR to another. */

export const changeSetsAdded = (sets: readonly string[]): Finding =>
  warn(
    'change-sets-added',
    `${plural(sets.length, 'new change set')}: ${listed(sets)}; a node does not run them on a plain start and refuses to start before they have run`,
    SOURCES.migration,
    'drain, back up the database, and run "run-migration-scripts --app-schemas" before the node starts; going back then takes the backup',
  );

export const changeSetsChanged = (sets: readonly string[]): Finding =>
  warn(
    'change-sets-changed',
    `${plural(sets.length, 'change set')} of the old JAR ${sets.length === 1 ? 'has' : 'have'} another text in the new one: ${listed(sets)}; Liquibase refuses a change set whose checksum is not the one it ran`,
    SOURCES.liquibase,
    'leave change sets that were released as they are, and add new ones',
  );

export const changeSetsRemoved = (sets: readonly string[]): Finding =>
  warn(
    'change-sets-removed',
    `${plural(sets.length, 'change set')} of the old JAR ${sets.length === 1 ? 'is' : 'are'} not in the new one: ${listed(sets)}; a node with a new database would not get what they made`,
    SOURCES.liquibase,
    'keep every change set that was released',
  );

export const changeLogsRemoved = (names: readonly string[]): Finding =>
  warn(
    'change-logs-removed',
    `${plural(names.length, 'change log')} of the old JAR ${names.length === 1 ? 'is' : 'are'} not in the new one: ${listed(names)}; Liquibase knows a change set by its file, too, and runs it again under another name`,
    SOURCES.liquibase,
    'keep the files under their names',
  );

export const changeLogOpaque = (names: readonly string[]): Finding =>
  warn(
    'change-logs-unread',
    `${plural(names.length, 'change log')} came or changed and cannot be read: ${listed(names)}`,
    SOURCES.liquibase,
    'compare them by hand: released change sets must stay as they are, and new ones must run before the node starts',
  );

export const schemasWithoutLog = (names: readonly string[]): Finding =>
  warn(
    'schemas-without-log',
    `${plural(names.length, 'new schema')} and no new change log: ${listed(names)}; a node outside devMode refuses a schema without a migration script`,
    SOURCES.migration,
    'add migration/<schema-name>.changelog-master.xml, unless the schema names another resource (migrationResource)',
  );
