import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CordappFacts } from '../cordapp/cordapp.ts';
import { fileUnreadable, manifestMalformed, versionNotWhole } from '../text/cordapp-problems.ts';
import { entriesChanged, mixedSigners, signaturesLate } from '../text/signature-problems.ts';
import { code, flow, info, sha } from './jars.test-data.ts';
import { judgeRules } from './judge-rules.ts';
import { corda, cordapp, group, jar, PARAMETERS, SIGNER, stand, world, WORKLOAD } from './rules.test-data.ts';
import type { InspectedJar } from '../release/release.ts';
import type { Group } from './world.ts';

/** What a stranger may write into a JAR: anything, with a liking for what breaks lines, hides or acts. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300, size: 'max' }),
  fc.string({
    unit: fc.constantFrom('\n', '\r', '\0', '\u{202e}', '\u{2028}', '\u{e0001}', '\ud800', '`', '\\'),
    maxLength: 300,
    size: 'max',
  }),
  fc.constant('x'.repeat(5000)),
);

/** All that comes out of a JAR says the same few things, so that JARs meet each other in every rule. */
const hostileFacts = (text: string, [one, two]: readonly [string, string]): CordappFacts => ({
  sha256: sha('5'),
  size: 1,
  manifestSeen: true,
  contract: info(text),
  workflow: info(one),
  legacy: { name: text, vendor: two, version: one },
  minimumPlatformVersion: 999,
  targetPlatformVersion: 1,
  signers: [one, two, text].map((subject, index) => ({ ...SIGNER, subject, fingerprint: sha(String(index)) })),
  code: code({
    classVersion: 61,
    contracts: [`com.acme.${text}`],
    states: [one],
    flows: [flow(text, 1), flow(one, 2)],
    schemas: [`com.acme.${text}`],
    changeLogs: [{ name: `migration/${text}.xml`, sha256: sha('1'), changeSets: undefined }],
  }),
  problems: [
    manifestMalformed(text, 1, 'header'),
    versionNotWhole('Cordapp-Contract-Version', one),
    fileUnreadable(text),
    entriesChanged([text, one, two, text]),
    mixedSigners([text, one, two, text], two),
    signaturesLate([text, one, two]),
  ],
});

/** Versions of the flows differ, signers are lost, names collide, and what cannot be read is lacking. */
const groupsOf = (texts: readonly [string, string, string], jarName: string, version: string): readonly Group[] => {
  const [text, one, two] = texts;
  const whole = hostileFacts(text, [one, two]);
  const before = jar(`${jarName}.jar`, { ...whole, problems: [] });
  const after = (more: Partial<CordappFacts>, name = jarName): InspectedJar =>
    jar(`${name}2.jar`, { ...whole, sha256: sha('6'), signers: [], ...more });
  const run = (node: string, jars: readonly InspectedJar[], loans: readonly InspectedJar[] | undefined) =>
    stand(corda(node), cordapp(version, jars), cordapp(version, loans, 'loan'));
  const workloads = [{ ...WORKLOAD, jars: [`corda-shell-4.10-${text}.jar`], configs: [`${jarName}.conf`] }];
  const flows = [flow(text, 7)];
  const old = run('4.11', [before], undefined);
  return [
    group(old, undefined, { nodes: ['a'] }),
    group(old, run('4.12', [after({})], [after({ sha256: sha('7') })]), { workloads, nodes: ['b'] }),
    group(old, run('4.11', [after({ problems: [], code: code({ ...whole.code, flows }) })], undefined), {
      workloads,
      nodes: ['c'],
    }),
    group(old, run('4.12', [after({ problems: [], signers: [], code: undefined })], []), { workloads, nodes: ['d'] }),
    group(
      old,
      run(
        '4.12',
        [after({ problems: [], signers: whole.signers.map((signer) => ({ ...signer, development: true })) })],
        [],
      ),
      { nodes: ['e'] },
    ),
  ];
};

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const RULES = ['R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20', 'R21', 'R22', 'R31', 'R32', 'R42'];

test('whatever stands in a JAR, what is told of it is one visible line of 1,000 characters at most', () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(fc.tuple(hostile, hostile, hostile), hostile, hostile, fc.boolean(), (texts, name, version, back) => {
      const groups = groupsOf(texts, name, version);
      const parameters = { ...PARAMETERS, packageOwnership: new Map([['com.acme', [sha('F')]]]) };
      for (const change of [{ kind: 'corda' }, { kind: 'cordapp', artifact: 'trade', back }] as const) {
        for (const { rules, message, remedy } of judgeRules(world(change, groups, { parameters }))) {
          if (!rules.some((rule) => RULES.includes(rule))) continue;
          for (const rule of rules) told.add(rule);
          const where = `${rules.join()}: ${message}`;
          expect(UNSEEN.test(message + remedy), where).toBe(false);
          expect(message.length, where).toBeLessThanOrEqual(1000);
        }
      }
    }),
    { numRuns: 150, endOnFailure: true },
  );
  expect(RULES.filter((rule) => !told.has(rule))).toEqual(['R16', 'R22']);
});
