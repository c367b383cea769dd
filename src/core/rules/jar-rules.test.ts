import { describe, expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import * as jarProblems from '../text/cordapp-problems.ts';
import * as signatureProblems from '../text/signature-problems.ts';
import { judgeRules } from './judge-rules.ts';
import { former, moving, next, problem, upgrade } from './jars.test-data.ts';
import { corda, group, stand, tellRule, world } from './rules.test-data.ts';
import type { World } from './world.ts';

type Case = readonly [name: string, given: World, told: readonly string[]];

const withProblems = (...problems: readonly Problem[]): World => upgrade([former()], [next({ problems })]);

/** Every problem that an inspection can find, by the rule that it breaks. */
const PROBLEMS: readonly (readonly [rule: 'R17' | 'R20' | undefined, problem: Problem])[] = [
  ['R17', jarProblems.manifestMalformed('META-INF/MANIFEST.MF', 1, 'header')],
  [undefined, jarProblems.manifestAttributeTwice('META-INF/MANIFEST.MF', 1, 'Sealed', 'true')],
  [undefined, jarProblems.manifestLastLineLost('META-INF/MANIFEST.MF', 9)],
  ['R17', jarProblems.manifestMissing()],
  ['R17', jarProblems.manifestLate(3)],
  ['R17', jarProblems.versionMissing('Cordapp-Contract-Version')],
  ['R17', jarProblems.versionNotWhole('Cordapp-Contract-Version', '1.0')],
  ['R17', jarProblems.versionTooSmall('Cordapp-Workflow-Version', '0')],
  [undefined, jarProblems.platformNotWhole('Min-Platform-Version', '4 ', 1)],
  [undefined, jarProblems.targetBelowMinimum(3, 4)],
  ['R17', jarProblems.fileUnreadable('gone')],
  ['R17', jarProblems.fileTooLarge(2, 1)],
  ['R17', jarProblems.archiveBroken('cut off')],
  ['R17', jarProblems.tooManyEntries(2, 1)],
  ['R17', jarProblems.archiveAmbiguous('prefix')],
  ['R17', jarProblems.archiveAmbiguous('twice', 'a.class')],
  ['R17', jarProblems.inflatesTooMuch('a.class', 2, 1)],
  [undefined, signatureProblems.unsigned()],
  [undefined, signatureProblems.developmentKey('CN=Corda Dev')],
  [undefined, signatureProblems.weakSignature()],
  ['R20', signatureProblems.signatureInvalid('META-INF/A.SF', 'signature')],
  ['R20', signatureProblems.signatureOrphan('META-INF/A.RSA')],
  ['R20', signatureProblems.signaturesLate(['META-INF/A.SF'])],
  ['R20', signatureProblems.tooManySignatures(21, 20)],
  ['R20', signatureProblems.entriesChanged(['a.class'])],
  ['R20', signatureProblems.mixedSigners(['a.class'], 'b.class')],
];

describe('R17 and R20', () => {
  test.each(PROBLEMS)('%s: %o', (rule, found) => {
    const given = withProblems(found);
    const told = [`block 2 nodes: trade-2.0.0.jar: ${found.message}`];
    expect(tellRule('R17', given)).toEqual(rule === 'R17' ? told : []);
    expect(tellRule('R20', given)).toEqual(rule === 'R20' ? told : []);
  });

  test('every function that makes a problem of a JAR is in the table', () => {
    const named = PROBLEMS.map(([, { code }]) => code.replace(/^jar-archive-(?:prefix|twice)$/, 'jar-archive'));
    const functions = [...Object.values(jarProblems), ...Object.values(signatureProblems)];
    expect(new Set(named).size).toBe(functions.length);
  });

  test('all problems are told, each with its own remedy, and of all JARs', () => {
    const given = upgrade(
      [former()],
      [
        next({
          problems: [jarProblems.versionMissing('Cordapp-Contract-Version'), jarProblems.targetBelowMinimum(3, 4)],
        }),
        next({ problems: [jarProblems.manifestMissing()] }, 'flows.jar'),
      ],
    );
    const findings = judgeRules(given).filter(({ rules }) => rules.includes('R17'));
    expect(findings.map(({ message, remedy }) => [message.slice(0, 30), remedy.slice(0, 30)])).toEqual([
      ['trade-2.0.0.jar: Target versio', 'add Cordapp-Contract-Version t'],
      ['flows.jar: the JAR has no META', 'build the JAR again with the J'],
    ]);
  });

  test.each<Case>([
    ['nothing wrong with it', withProblems(), []],
    ['the former JAR had it', upgrade([former({ problems: [problem('jar-manifest-late')] })], [next()]), []],
    ['nodes that do not move', world({ kind: 'cordapp', artifact: 'trade' }, [group(stand(corda('4.11')))]), []],
    [
      'another CorDapp moves',
      {
        ...withProblems(problem('jar-manifest-late')),
        change: { kind: 'cordapp', artifact: 'loan', version: '1', back: false },
      },
      [],
    ],
    [
      'Corda moves',
      {
        ...withProblems(problem('jar-manifest-late')),
        change: { kind: 'corda', artifact: 'corda', version: '4.12', back: false },
      },
      [],
    ],
    ['no JAR is known', upgrade([former()], undefined), ['lacks 2 nodes: the JARs of trade 2.0.0']],
    ['a release without JARs', upgrade([former()], []), ['lacks 2 nodes: the JARs of trade 2.0.0']],
  ])('%s', (_, given, told) => {
    expect(tellRule('R17', given)).toEqual(told);
    expect(tellRule('R20', given)).toEqual(told);
  });

  test('nodes that come to the same JAR are told together', () => {
    const jars = [next({ problems: [problem('jar-manifest-late')] })];
    const given = world({ kind: 'cordapp', artifact: 'trade' }, [
      moving([former()], jars),
      moving(undefined, jars, { nodes: ['a', 'b', 'c'], ring: 'early' }),
      moving([former()], [next()], { nodes: ['d'] }),
    ]);
    expect(tellRule('R17', given)).toEqual(['block 5 nodes: trade-2.0.0.jar: what jar-manifest-late says']);
  });
});

describe('R22', () => {
  const pinned = (checksum: boolean | undefined) => upgrade([former()], [next()], { checksum });
  const alone = 'block 2 nodes: the JAR is pinned by its URL alone: whatever answers there becomes the CorDapp';

  test.each<Case>([
    ['a URL alone', pinned(false), [alone]],
    ['a URL with its SHA-256', pinned(true), []],
    ['no JAR is pinned by a URL', pinned(undefined), []],
    ['of a JAR that nobody knows', upgrade(undefined, undefined, { checksum: false }), [alone]],
    ['Corda moves', world({ kind: 'corda' }, [moving([former()], [next()], { checksum: false })]), []],
  ])('%s', (_, given, told) => {
    expect(tellRule('R22', given)).toEqual(told);
  });
});
