import { forecast } from '../core/rollout/forecast.ts';
import { tellOtherErrors } from '../core/text/cli-answers.ts';
import { renderPlan } from '../core/text/plan-table.ts';
import { renderProblems } from '../core/text/problems.ts';
import { giveUp, refuseUse, statusOf } from './answer.ts';
import type { Run } from './command.ts';
import { findTarget } from './find-target.ts';
import { countLint, listLeftOut, listPaths } from './json.ts';
import { readFolder } from './read-folder.ts';

/** `cordage plan`: what a version would mean for each ring. */
export const run: Run = async (args, { progress }) => {
  const reading = readFolder(args.positionals[0] ?? '.', args.text('config'), progress);
  if (reading.kind === 'wrong-use') return refuseUse('plan', reading.problems);
  if (reading.kind === 'no-config') return giveUp(reading.problems);
  const target = findTarget(reading.network, args);
  if (!target.ok) return refuseUse('plan', target.problems);
  const plan = forecast(reading.network, target.value.artifact, target.value.version);
  const { artifact, version, network, rings, leftOut, paths = [], problems } = plan;
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
      paths: listPaths(paths),
      leftOut: listLeftOut(leftOut, plan),
      lint: countLint(reading.problems),
    },
    problems,
    text: renderPlan(plan),
    notes: (problems.length > 0 ? renderProblems(problems) : '') + tellOtherErrors(reading.problems),
  };
};
