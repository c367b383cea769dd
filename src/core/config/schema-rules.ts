import * as z from 'zod';
import { isDay, isMoment } from './calendar.ts';
import { EVIDENCE } from './config.ts';
import { nameGlob, oneOrMany, text, Timespan } from './forms.ts';

/** What Corda's rules go by where no file shows it: the network parameters, and the word of people. */

/** Each is looked at for every group of nodes, on every pass. */
const MOST_EVIDENCE = 200;
/** As many as there are rules. */
const MOST_OVERRIDES = 42;

export const PlatformVersion = z.int('platformVersion').min(1, 'platformVersion').max(100_000, 'platformVersion');

const Fingerprint = text('fingerprint', /^[0-9A-Fa-f]{64}$/, 64);
const JavaPackage = text('javaPackage', /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/, 255);

export const PackageOwnershipShape = z.record(JavaPackage, oneOrMany(Fingerprint, 'fingerprint'), 'packageOwnership');

const UpdateShape = z
  .strictObject(
    {
      minimumPlatformVersion: PlatformVersion.optional().describe(
        'The minimum platform version from then on. Without it, it stays as it is.',
      ),
      deadline: text('moment', /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/, 25)
        .refine(isMoment, 'moment')
        .describe('Until when nodes may accept it, with zone: "2026-12-01T18:00Z".'),
    },
    'parameterUpdate',
  )
  .describe('An update of the network parameters that the Network Map advertises. Take it out after the flag day.');

export const NetworkParametersShape = z
  .strictObject(
    {
      minimumPlatformVersion: PlatformVersion.optional().describe(
        'The platform version below which no node of the network starts.',
      ),
      eventHorizon: Timespan.optional().describe(
        'How long a node may be away before it is dropped from the network map: 30d.',
      ),
      recoveryMaximumBackupInterval: Timespan.optional().describe(
        "How old a node's last backup may be for ledger recovery: 10d.",
      ),
      confidentialIdentityMinimumBackupInterval: Timespan.optional().describe(
        'How long confidential identities wait in backups before they are used: 1d.',
      ),
      packageOwnership: PackageOwnershipShape.optional().describe(
        'Fingerprints of the keys that own a Java package, as "cordage inspect" prints them, by package.',
      ),
      update: UpdateShape.optional(),
      networkMap: text(
        'networkMap',
        /^https?:\/\/(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:\/[\w.~%+\-/]*)?$/,
        500,
      )
        .optional()
        .describe('The address of the Network Map, which is asked for what is not declared here.'),
    },
    'networkParameters',
  )
  .describe("The Corda network's parameters, as far as rules need them.");

const Until = text('day', /^\d{4}-\d\d-\d\d$/, 10).refine(isDay, 'day');
const Reason = text('reason', /^\S(?:[^\t\n\r]*\S)?$/, 300);

export const EvidenceShape = z
  .strictObject(
    {
      what: z.enum(EVIDENCE, 'what').describe('What somebody vouches for.'),
      for: text(
        'evidenceFor',
        /^(?:[a-z0-9]+(?:-[a-z0-9]+)*(?:@[A-Za-z0-9][\w.+-]*)?|[1-9]\d?\.(?:0|[1-9]\d{0,3}))$/,
        200,
      )
        .optional()
        .describe('What it is about: an artifact, a version of it such as trade@1.4.0, or a minor release of Corda.'),
      nodes: oneOrMany(nameGlob('names'), 'names')
        .optional()
        .describe('Names of nodes it is about, or globs over them. Without it, all.'),
      until: Until.optional().describe('The last day on which it holds, in UTC. Without it, it holds for good.'),
      reason: Reason.describe('Why it is so, for those who read it in a check.'),
    },
    'evidence',
  )
  .describe("Somebody's word for what no file can show.");

export const OverrideShape = z
  .strictObject(
    {
      rule: text('rule', /^R(?:[1-9]|[1-3]\d|4[0-2])$/, 3).describe('The rule, as checks and docs/rules.md name it.'),
      until: Until.describe('The last day on which it stops nothing, in UTC.'),
      reason: Reason.describe('Why, for those who read it in a check.'),
    },
    'standingOverride',
  )
  .describe('A rule that is to stop nothing, until a day.');

export const RulesShape = z
  .strictObject(
    {
      development: oneOrMany(nameGlob('ringGlobs'), 'ringGlobs')
        .optional()
        .describe('Rings whose nodes run in devMode, by name or glob.'),
      notaries: oneOrMany(nameGlob('names'), 'names').optional().describe('Nodes that are notaries, by name or glob.'),
      evidence: z
        .array(EvidenceShape, 'evidenceList')
        .max(MOST_EVIDENCE, 'evidenceList')
        .optional()
        .describe('What people vouch for where no file can show it.'),
      overrides: z
        .array(OverrideShape, 'overrides')
        .max(MOST_OVERRIDES, 'overrides')
        .optional()
        .describe('Rules that are to stop nothing, each until a day.'),
    },
    'rules',
  )
  .describe("What Corda's rules go by on every upgrade.");
