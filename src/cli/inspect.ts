import { basename } from 'node:path';
import { inspectCordapp } from '../cordapp/inspect.ts';
import type { CordappCode } from '../core/cordapp/code.ts';
import { compareCordapps } from '../core/cordapp/compare.ts';
import type { CordappFacts } from '../core/cordapp/cordapp.ts';
import { renderChange } from '../core/text/change-text.ts';
import { readingFiles } from '../core/text/cli-answers.ts';
import { renderCordapp, renderCordappBriefly } from '../core/text/cordapp-text.ts';
import { refuseUse, statusOf } from './answer.ts';
import { checkFile } from './check-file.ts';
import { PROBLEMS, type Run } from './command.ts';

type Inspected = { readonly file: string; readonly facts: CordappFacts };

/** `cordage inspect`: what JARs say, and of two what the change means. All files are looked for before the first is read. */
export const run: Run = async ({ positionals: files }, { progress }) => {
  const missing = files.flatMap((file) => checkFile(file) ?? []);
  if (missing.length > 0) return refuseUse('inspect', missing);
  const inspected: Inspected[] = [];
  for (const [index, file] of files.entries()) {
    progress.tell(() => readingFiles(index, files.length));
    inspected.push({ file, facts: await inspectCordapp({ path: file }) });
  }
  const change = findChange(inspected);
  const blocked = change?.findings.some(({ severity }) => severity === 'block') ?? false;
  const render = change ? renderCordappBriefly : renderCordapp;
  const texts = inspected.map(({ file, facts }) => render(facts, basename(file)));
  return {
    status: blocked ? PROBLEMS : statusOf(inspected.flatMap(({ facts }) => facts.problems)),
    facts: { files: inspected.map(({ file, facts }) => ({ file, ...tellFacts(facts) })), ...(change && { change }) },
    problems: [],
    text: [...texts, ...(change ? [renderChange(change)] : [])].join('\n'),
    notes: '',
  };
};

/** Of exactly two files the first is taken for the JAR that is there, the second for the one to come. */
const findChange = (inspected: readonly Inspected[]) => {
  const [before, after, third] = inspected;
  if (!before || !after || third) return undefined;
  const names = { before: basename(before.file), after: basename(after.file) };
  return compareCordapps(before.facts, after.facts, names);
};

const tellFacts = (facts: CordappFacts) => ({
  sha256: facts.sha256,
  size: facts.size,
  manifestSeen: facts.manifestSeen,
  contract: facts.contract ?? null,
  workflow: facts.workflow ?? null,
  legacy: facts.legacy ?? null,
  minimumPlatformVersion: facts.minimumPlatformVersion,
  targetPlatformVersion: facts.targetPlatformVersion,
  signers: facts.signers,
  code: facts.code ? tellCode(facts.code) : null,
  problems: facts.problems,
});

const tellCode = (code: CordappCode) => ({
  ...code,
  classVersion: code.classVersion ?? null,
  kotlin: code.kotlin ?? null,
  flows: code.flows.map((flow) => ({
    ...flow,
    initiating: flow.initiating ?? null,
    initiatedBy: flow.initiatedBy ?? null,
  })),
  changeLogs: code.changeLogs.map((log) => ({ ...log, changeSets: log.changeSets ?? null })),
});
