import type * as z from 'zod';
import { endOfDay } from './calendar.ts';
import type { Evidence, NetworkParameters, RulesConfig, StandingOverride } from './config.ts';
import { listOf, readDuration } from './read-value.ts';
import type { EvidenceShape, NetworkParametersShape, OverrideShape, RulesShape } from './schema-rules.ts';

/** The section `networkParameters` in full. */
export const normalizeParameters = (written: z.output<typeof NetworkParametersShape>): NetworkParameters => ({
  minimumPlatformVersion: written.minimumPlatformVersion,
  eventHorizon: maybeDuration(written.eventHorizon),
  recoveryMaximumBackupInterval: maybeDuration(written.recoveryMaximumBackupInterval),
  confidentialIdentityMinimumBackupInterval: maybeDuration(written.confidentialIdentityMinimumBackupInterval),
  packageOwnership: new Map(
    Object.entries(written.packageOwnership ?? {}).map(([name, keys]) => [
      name,
      listOf(keys).map((key) => key.toUpperCase()),
    ]),
  ),
  update: written.update && {
    minimumPlatformVersion: written.update.minimumPlatformVersion,
    deadline: Date.parse(written.update.deadline),
  },
  networkMap: written.networkMap?.replace(/\/+$/, ''),
});

/** The section `rules` in full. */
export const normalizeRules = (written: z.output<typeof RulesShape>): RulesConfig => ({
  development: listOf(written.development),
  notaries: listOf(written.notaries),
  evidence: listOf(written.evidence).map(normalizeEvidence),
  overrides: listOf(written.overrides).map(normalizeOverride),
});

const normalizeEvidence = (written: z.output<typeof EvidenceShape>): Evidence => ({
  what: written.what,
  subject: written.for,
  nodes: listOf(written.nodes),
  until: written.until === undefined ? undefined : endOfDay(written.until),
  reason: written.reason,
});

const normalizeOverride = ({ rule, until, reason }: z.output<typeof OverrideShape>): StandingOverride => ({
  rule,
  until: endOfDay(until),
  reason,
});

const maybeDuration = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : readDuration(text);
