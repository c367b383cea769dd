import type { CordaPath } from '../core/corda/paths.ts';
import type { LeftOut } from '../core/network/moves.ts';
import { isError, type Problem } from '../core/problem.ts';
import { renderLeftReason } from '../core/text/left-out.ts';

/** Parts of the JSON that several commands share; `core/text/cli-json.ts` documents them. */

export const listLeftOut = (
  leftOut: readonly LeftOut[],
  subject: { readonly artifact: string; readonly version: string },
) => leftOut.map(({ node, reason }) => ({ node, reason: reason.kind, why: renderLeftReason(reason, subject) }));

export const countLint = (problems: readonly Problem[]) => {
  const errors = problems.filter(isError).length;
  return { errors, warnings: problems.length - errors };
};

export const listPaths = (paths: readonly CordaPath[]) =>
  paths.map(({ from, nodes, steps }) => ({
    from,
    nodes,
    steps: steps.map((step) => ({
      from: step.from,
      to: step.to,
      platformVersion: step.platformVersion?.value ?? null,
      minors: step.minors,
      certainty: step.certainty,
      source: step.source,
      needs: step.needs.map(({ id, what, certainty, source, asOf }) => ({ id, what, certainty, source, asOf })),
    })),
  }));
