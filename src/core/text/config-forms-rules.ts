import { globFault, isNot, momentFault, pagesFault, type Form } from './config-faults.ts';

/** The forms of values under `networkParameters` and `rules`. */
export const RULE_FORMS = {
  networkParameters: {
    fault: isNot('a map of network parameters'),
    remedy: 'write {minimumPlatformVersion: 12, eventHorizon: 30d}',
  },
  packageOwnership: {
    fault: isNot('a map of packages'),
    remedy: 'write {com.acme.trade: [FINGERPRINT]}, with fingerprints that "cordage inspect" prints',
  },
  javaPackage: { fault: isNot('the name of a Java package'), remedy: 'write it in full, such as com.acme.trade' },
  fingerprint: {
    fault: isNot('a fingerprint: 64 hexadecimal digits'),
    remedy: 'write it as "cordage inspect" prints it of a JAR that the key signed',
  },
  parameterUpdate: {
    fault: isNot('an update of the network parameters'),
    remedy: 'write {minimumPlatformVersion: 140, deadline: "2026-12-01T18:00Z"}',
  },
  moment: {
    fault: momentFault,
    remedy: 'write it with its zone, such as "2026-12-01T18:00Z" or "2026-12-01T19:00+01:00"',
  },
  networkMap: {
    fault: pagesFault,
    remedy: 'write the address of the Network Map alone, such as https://netmap.example.com',
  },
  rules: {
    fault: isNot('a map'),
    remedy: 'write {notaries: ["notary-*"]}; all of it has defaults',
  },
  ringGlobs: { fault: globFault, remedy: 'write names of rings or globs over them, such as [sandbox, "test-*"]' },
  evidenceList: {
    fault: isNot('a list of evidence'),
    remedy:
      'write it as a list, one a line: {what: drain, for: trade, reason: "flows end within a minute"}; 200 at most',
  },
  evidence: {
    fault: isNot('evidence'),
    remedy: 'write {what: drain, for: trade, reason: "flows end within a minute"}',
  },
  what: {
    fault: () => 'is nothing that can be vouched for',
    remedy: 'write drain, backup, migration, validation, legacy-contracts or constraints',
  },
  evidenceFor: {
    fault: isNot('an artifact, a version of one, or a minor release of Corda'),
    remedy: 'write it in quotes, such as "trade", "trade@1.4.0" or "4.12"',
  },
  day: {
    fault: isNot('a day of the calendar'),
    remedy: 'write it as 2026-12-31; it holds to the end of that day in UTC',
  },
  reason: {
    fault: isNot('a reason: one line of at most 300 characters'),
    remedy: 'say why, for those who read it in a check, such as "flows end within a minute"',
  },
  overrides: {
    fault: isNot('a list of overrides'),
    remedy: 'write them as a list, one a line: {rule: R8, until: 2026-12-31, reason: "upgrade is planned"}; 42 at most',
  },
  standingOverride: {
    fault: isNot('an override'),
    remedy: 'write {rule: R8, until: 2026-12-31, reason: "upgrade is planned"}',
  },
  rule: { fault: isNot('a rule'), remedy: 'write R1 to R42, as checks and docs/rules.md name it' },
} as const satisfies Readonly<Record<string, Form>>;
