import type { Finding } from '../cordapp/change.ts';
import { formatCount } from './count.ts';
import { printable } from './printable.ts';

/** Writes findings of one severity: `block(code, what, source, remedy)`. */
type Writer = (code: string, what: string, source: string, remedy: string) => Finding;

const write =
  (severity: Finding['severity']): Writer =>
  (code, what, source, remedy) => ({ code, severity, what, source, remedy });

export const block = write('block');
export const warn = write('warn');
export const info = write('info');

/** What the findings follow from. Files of the documentation are those of Corda Enterprise. */
export const SOURCES = {
  constraints: 'Corda Enterprise 4.14, api-contract-constraints.md; Corda 4.12, ConstraintsUtils.kt',
  migrating: 'Corda Enterprise 4.12, upgrade-guide.md; cordapp-constraint-migration.md',
  checkpoints: 'Corda 4.12, CheckpointVerifier.kt',
  loader: 'Corda 4.12, JarScanningCordappLoader.kt',
  language: 'Corda 4.12, LanguageVersion.kt; Corda Enterprise 4.12, upgrade-guide.md',
  versioning: 'Corda Enterprise 4.14, cordapps/versioning.md',
  upgrading: 'Corda Enterprise 4.14, cordapps/upgrading-cordapps.md',
  flows: 'Corda Enterprise 4.14, cordapps/upgrading-cordapps.md; Corda 4.12, InitiatingFlow.kt',
  migration: 'Corda 4.12, SchemaMigration.kt, MigrationHelpers.kt',
  liquibase: 'Liquibase, changeset checksums; Corda 4.12, SchemaMigration.kt',
  config: 'Corda 4.12, CordappConfigFileProvider.kt',
} as const;

/** Names from a JAR, the first five; the rest is counted. */
export const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 5).map(printable).join(', ');
  return names.length > 5 ? `${shown} and ${formatCount(names.length - 5)} more` : shown;
};
