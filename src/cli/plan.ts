import { basename } from 'node:path';
import { inspectCordapp } from '../cordapp/inspect.ts';
import type { Network } from '../core/network/network.ts';
import type { Problem } from '../core/problem.ts';
import type { InspectedJar, JarsByVersion } from '../core/release/release.ts';
import { forecast } from '../core/rollout/forecast.ts';
import { tellOtherErrors } from '../core/text/cli-answers.ts';
import { renderPlan } from '../core/text/plan-table.ts';
import { jarOfNobody, jarOfNoCordapp } from '../core/text/cli-problems.ts';
import { renderProblems } from '../core/text/problems.ts';
import { giveUp, refuseUse, statusOf } from './answer.ts';
import { checkFile } from './check-file.ts';
import type { Run } from './command.ts';
import { findTarget } from './find-target.ts';
import { countLint, listLeftOut, listPaths } from './json.ts';
import { readFolder } from './read-folder.ts';

/** `cordage plan`: what a version would mean for each ring, and what Corda's rules have against it. */
export const run: Run = async (args, { progress }) => {
  const reading = readFolder(args.positionals[0] ?? '.', args.text('config'), progress);
  if (reading.kind === 'wrong-use') return refuseUse('plan', reading.problems);
  if (reading.kind === 'no-config') return giveUp(reading.problems);
  const files = args.texts('jar').map(parseJar);
  const missing = files.flatMap(({ file }) => checkFile(file) ?? []);
  const target = findTarget(reading.network, args);
  if (!target.ok) return refuseUse('plan', [...target.problems, ...missing]);
  const { artifact: planned } = target.value;
  const key = `${planned.name}@${target.value.version}`;
  const wrong = [...missing, ...files.flatMap(({ of = key }) => checkJar(reading.network, of, key) ?? [])];
  if (wrong.length > 0) return refuseUse('plan', wrong);
  const plan = forecast(reading.network, planned, target.value.version, {
    now: Date.now(),
    jars: await inspectJars(files, key),
    parameters: reading.network.policy.parameters,
  });
  const { artifact, version, network, rings, leftOut, paths = [], rollback = null, problems } = plan;
  return {
    status: statusOf(problems),
    facts: {
      artifact,
      version,
      network,
      rings: rings.map(({ ring, nodes, from, batches, soak, opens = null }) => ({
        ring,
        nodes,
        from,
        to: version,
        batches,
        soakSeconds: soak / 1000,
        opens,
      })),
      rollback,
      paths: listPaths(paths),
      leftOut: listLeftOut(leftOut, plan),
      lint: countLint(reading.problems),
    },
    problems,
    text: renderPlan(plan),
    notes: (problems.length > 0 ? renderProblems(problems) : '') + tellOtherErrors(reading.problems),
  };
};

type GivenJar = { readonly of: string | undefined; readonly file: string };

/** `trade-1.4.0.jar`, of the version that is planned, or `trade@1.3.0=trade.jar`. */
const parseJar = (text: string): GivenJar => {
  const [, of, file] = /^([^@=/\\]+@[^@=/\\]+)=(.+)$/.exec(text) ?? [];
  return { of, file: file ?? text };
};

/** A JAR of what nobody runs and nobody plans would be looked into for nothing. */
const checkJar = ({ artifacts, pins }: Network, of: string, planned: string): Problem | undefined => {
  const cordapps = artifacts.filter(({ kind }) => kind === 'cordapp').map(({ name }) => name);
  const name = of.slice(0, of.indexOf('@'));
  if (!cordapps.includes(name)) return jarOfNoCordapp(name, cordapps);
  const running = pins.filter(({ artifact }) => artifact === name).map((pin) => `${name}@${pin.version}`);
  return of === planned || running.includes(of) ? undefined : jarOfNobody(of, [...new Set(running)].toSorted());
};

/** None given is none known, which the rules tell apart from JARs in which nothing was found. */
const inspectJars = async (files: readonly GivenJar[], planned: string): Promise<JarsByVersion> => {
  const found = new Map<string, InspectedJar[]>();
  for (const { of = planned, file } of files) {
    const facts = await inspectCordapp({ path: file });
    const jar = { name: basename(file), sha256: facts.sha256, facts };
    found.set(of, [...(found.get(of) ?? []), jar]);
  }
  return found;
};
