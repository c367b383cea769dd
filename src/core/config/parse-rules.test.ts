import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RULES } from '../rules/table.ts';
import { EVIDENCE } from './config.ts';
import { parseConfig } from './parse.ts';

const BASE = `network: test
artifacts: {trade: {kind: image, image: x/a}}
nodes: nodes/*/kustomization.yaml
rings: [{name: all}]
`;

const read = (more: string) => parseConfig('cordage.yaml', new TextEncoder().encode(BASE + more));

/** `5:10 message; remedy`. */
const tell = (more: string): readonly string[] =>
  read(more).problems.map(({ at, message, remedy }) => `${at?.line}:${at?.column} ${message}; ${remedy}`);

describe('rules', () => {
  test('in full', () => {
    const { config, problems } = read(`rules:
  development: [sandbox, "test-*"]
  notaries: notary-*
  evidence:
    - {what: drain, for: trade, nodes: ["party-*"], until: 2026-12-31, reason: "flows end within a minute"}
    - {what: validation, for: "4.12", reason: done}
    - {what: backup, for: trade@1.4.0-rc.1, reason: nightly}
    - {what: constraints, reason: none are hashed}
  overrides:
    - {rule: R8, until: 2026-12-31, reason: "upgrade is planned"}
    - {rule: R42, until: 2028-02-29, reason: other}
`);
    expect(problems).toEqual([]);
    const endOf2026 = Date.UTC(2027, 0, 1) - 1;
    expect(config?.policy.rules).toEqual({
      development: ['sandbox', 'test-*'],
      notaries: ['notary-*'],
      evidence: [
        { what: 'drain', subject: 'trade', nodes: ['party-*'], until: endOf2026, reason: 'flows end within a minute' },
        { what: 'validation', subject: '4.12', nodes: [], until: undefined, reason: 'done' },
        { what: 'backup', subject: 'trade@1.4.0-rc.1', nodes: [], until: undefined, reason: 'nightly' },
        { what: 'constraints', subject: undefined, nodes: [], until: undefined, reason: 'none are hashed' },
      ],
      overrides: [
        { rule: 'R8', until: endOf2026, reason: 'upgrade is planned' },
        { rule: 'R42', until: Date.UTC(2028, 2, 1) - 1, reason: 'other' },
      ],
    });
  });

  test.each([...EVIDENCE])('evidence of %s', (what) =>
    expect(tell(`rules: {evidence: [{what: ${what}, reason: r}]}`)).toEqual([]),
  );

  test.each(RULES.map(({ id }) => id))('an override of %s', (rule) =>
    expect(tell(`rules: {overrides: [{rule: ${rule}, until: 2026-12-31, reason: r}]}`)).toEqual([]),
  );

  test('a release that the file itself declares', () =>
    expect(tell('platformVersions: {"4.16": 180}\nrules: {evidence: [{what: drain, for: "4.16", reason: r}]}')).toEqual(
      [],
    ));

  test('an artifact with a mistake of its own is told once', () => {
    const text = BASE.replace('image: x/a', 'image: 1') + 'rules: {evidence: [{what: drain, for: trade, reason: r}]}';
    const { problems } = parseConfig('cordage.yaml', new TextEncoder().encode(text));
    expect(problems.map(({ at }) => at?.line)).toEqual([2]);
  });

  test.each([
    ['[]', '5:8 rules is an empty list; write {notaries: ["notary-*"]}; all of it has defaults'],
    [
      '{development: "rings/*"}',
      '5:22 rules: development "rings/*" is not a glob; write names of rings or globs over them, such as [sandbox, "test-*"]',
    ],
    [
      '{notaries: "{a,b}"}',
      '5:19 rules: notaries "{a,b}" holds more than *, ** and ?, which is all that is understood; write names of nodes or globs over them, such as [notary-01, "party-00*"]',
    ],
    [
      '{evidence: {what: drain}}',
      '5:19 rules: evidence is a map; write it as a list, one a line: {what: drain, for: trade, reason: "flows end within a minute"}; 200 at most',
    ],
    [
      '{evidence: [drain]}',
      '5:20 evidence 1 "drain" is not evidence; write {what: drain, for: trade, reason: "flows end within a minute"}',
    ],
    [
      '{evidence: [{what: drain}]}',
      '5:20 evidence 1 lacks "reason"; say why, for those who read it in a check, such as "flows end within a minute"',
    ],
    [
      '{evidence: [{what: hope, reason: r}]}',
      '5:27 evidence 1: what "hope" is nothing that can be vouched for; write drain, backup, migration, validation, legacy-contracts or constraints',
    ],
    [
      '{evidence: [{what: drain, for: 4.12, reason: r}]}',
      '5:39 evidence 1: for "4.12" is not an artifact, a version of one, or a minor release of Corda; write it in quotes, such as "trade", "trade@1.4.0" or "4.12"',
    ],
    [
      '{evidence: [{what: drain, for: "4.012", reason: r}]}',
      '5:39 evidence 1: for "4.012" is not an artifact, a version of one, or a minor release of Corda; write it in quotes, such as "trade", "trade@1.4.0" or "4.12"',
    ],
    [
      '{evidence: [{what: drain, for: "4.12.9", reason: r}]}',
      '5:39 evidence 1: for "4.12.9" is not an artifact, a version of one, or a minor release of Corda; write it in quotes, such as "trade", "trade@1.4.0" or "4.12"',
    ],
    [
      '{evidence: [{what: drain, until: 2026-11-31, reason: r}]}',
      '5:41 evidence 1: until "2026-11-31" is not a day of the calendar; write it as 2026-12-31; it holds to the end of that day in UTC',
    ],
    [
      '{evidence: [{what: drain, reason: r, untl: 2026-11-30}]}',
      '5:45 evidence 1 has no setting "untl"; did you mean "until"?',
    ],
    [
      '{evidence: [{what: drain, for: trde, reason: r}]}',
      '5:39 evidence 1 is for artifact "trde", and there is none; did you mean "trade"?',
    ],
    [
      '{evidence: [{what: drain, for: corda@4.12.9, reason: r}]}',
      '5:39 evidence 1 is for artifact "corda", and there is none; the artifacts are trade',
    ],
    [
      '{evidence: [{what: drain, reason: r}, {what: drain, for: "4.99", reason: r}]}',
      '5:65 evidence 2 is for Corda 4.99, which is no release that Cordage knows; write one that "cordage releases" shows, or add it to "platformVersions" as well',
    ],
    [
      '{overrides: [{rule: R43, until: 2026-12-31, reason: r}]}',
      '5:28 override 1: rule "R43" is not a rule; write R1 to R42, as checks and docs/rules.md name it',
    ],
    [
      '{overrides: [{rule: 8, until: 2026-12-31, reason: r}]}',
      '5:28 override 1: rule "8" is not a rule; write R1 to R42, as checks and docs/rules.md name it',
    ],
    [
      '{overrides: [{rule: R8, reason: r}]}',
      '5:21 override 1 lacks "until"; write it as 2026-12-31; it holds to the end of that day in UTC',
    ],
    [
      '{overrides: [{rule: R8, until: 2026-12-31}]}',
      '5:21 override 1 lacks "reason"; say why, for those who read it in a check, such as "flows end within a minute"',
    ],
    [
      '{overrides: [{rule: R8, until: 2026-12-31, reason: a}, {rule: R8, until: 2027-12-31, reason: b}]}',
      '5:70 there are two overrides of R8; keep one of the two',
    ],
    [
      '{minimumPlatformVersion: 12}',
      '5:9 rules has no setting "minimumPlatformVersion"; move it under "networkParameters:"',
    ],
  ])('%s', (written, expected) => expect(tell(`rules: ${written}`)).toEqual([expected]));

  test.each([
    ['evidence: []', '5:1 the file has no setting "evidence"; move it under "rules:"'],
    [
      'minimumPlatformVersion: 4',
      '5:1 the file has no setting "minimumPlatformVersion"; move it under "networkParameters:"',
    ],
    ['rules: {gates: {}}', '5:9 rules has no setting "gates"; move it to the top of the file'],
  ])('%s stands elsewhere', (written, expected) => expect(tell(written)).toEqual([expected]));
});

test('whatever is written, there is a configuration in full or a sentence for each mistake', () => {
  const keys = ['evidence', 'overrides', 'notaries', 'what', 'for', 'until', 'reason', 'rule', 'update', 'deadline'];
  const word = fc.oneof(
    fc.constantFrom('drain', 'trade', '4.12', 'R8', '2026-12-31', '24h', '', '__proto__', 'constructor', '\u202e\n'),
    fc.string(),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(word, fc.integer(), fc.constant(null)),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...keys), word), tie('any'), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.constantFrom('rules', 'networkParameters'), value, (section, written) => {
      const { config, problems } = read(`${section}: ${JSON.stringify(written)}`);
      expect(config === undefined).toBe(problems.length > 0);
      for (const { message } of problems) expect(message).toMatch(/^[^\p{Cc}\p{Cf}]{10,400}$/u);
    }),
    { numRuns: 300 },
  );
});
