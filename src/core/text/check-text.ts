import { isError, type Problem } from '../problem.ts';
import type { Annotation, Check } from '../rollout/check.ts';
import { plural } from './count.ts';
import { cutText, fitSections, LIMITS, whole } from './fit.ts';
import { countProblems, errorsFirst, renderProblemTable } from './problems.ts';
import type { PullState, PullStatus } from './pull-status.ts';
import { findObstacles } from './status-gates.ts';
import { explainStatus } from './status-sentences.ts';
import { renderNext, renderPart } from './status-words.ts';

/** The checks that Cordage puts on commits; branch protection may require them by these names. */
export const ROLLOUT_CHECK = 'cordage/rollout';
export const CONFIG_CHECK = 'cordage/config';

/**
 * The check on a pull request's head: whether anything that Cordage knows speaks against merging it. A grant alone is no
 * reason to wait, for whoever presses Merge says the same with it.
 */
export const renderRolloutCheck = (status: PullStatus): Check => {
  const { headline, command, details, next } = explainStatus(status);
  const title = [`${renderPart(status)}: ${headline}`, command].filter((words) => words !== undefined).join(' ');
  return {
    name: ROLLOUT_CHECK,
    conclusion: concludeOn(status.state),
    title: cutText(title, LIMITS.checkTitle),
    summary: cutText([details.join('\n').trim(), renderNext(next)].join('\n\n').trim(), LIMITS.checkSummary),
    annotations: annotate(problemsOf(status.state)),
    startedAt: undefined,
  };
};

const problemsOf = (state: PullState): readonly Problem[] => {
  if (state.kind === 'blocked') return state.problems;
  return state.kind === 'waiting'
    ? state.verdicts.flatMap((verdict) => (verdict.kind === 'block' ? verdict.problem : []))
    : [];
};

const concludeOn = (state: PullState): Check['conclusion'] => {
  switch (state.kind) {
    case 'waiting': {
      const [first] = findObstacles(state.verdicts);
      if (first === undefined || first.gate === 'grant') return 'success';
      return first.kind === 'block' ? 'failure' : 'pending';
    }
    case 'settling':
    case 'passed':
    case 'merged':
      return 'success';
    case 'blocked':
    case 'asset-changed':
    case 'retagged':
      return 'failure';
    case 'withdrawn':
      return state.merged ? 'neutral' : 'failure';
    case 'taken-over':
      return state.outdated?.kind === 'withdrawn' ? 'failure' : 'neutral';
    case 'superseded':
    case 'not-proposed':
    case 'nothing-left':
    case 'aborted':
    case 'rolled-back':
    case 'closed':
      return 'neutral';
  }
};

/** What `cordage.yaml` describes. */
export type ConfigScope = { readonly nodes: number; readonly rings: number };

/** The check on a commit that has or would bring a `cordage.yaml`. Without a scope it could not be understood at all. */
export const renderConfigCheck = (problems: readonly Problem[], scope: ConfigScope | undefined): Check => {
  const failed = problems.some(isError);
  const network = scope && `${plural(scope.nodes, 'node')} in ${plural(scope.rings, 'ring')}`;
  return {
    name: CONFIG_CHECK,
    conclusion: failed ? 'failure' : 'success',
    title: problems.length === 0 ? `No problems in ${network ?? 'cordage.yaml'}` : countProblems(problems),
    summary: renderConfigSummary(problems, network),
    annotations: annotate(problems),
    startedAt: undefined,
  };
};

const renderConfigSummary = (problems: readonly Problem[], network: string | undefined): string => {
  if (problems.length === 0) return `Cordage understands this network: ${network}.`;
  const effect =
    network === undefined
      ? 'While this is on the default branch, Cordage moves nothing; it does not fall back on a former `cordage.yaml`.'
      : `Cordage understands this network: ${network}. ${problems.some(isError) ? 'What the errors concern does not move until they are solved; the rest does.' : 'Warnings stop nothing.'}`;
  return fitSections(
    [whole(effect), { worth: 1, render: (limit) => renderProblemTable(problems, limit) }],
    'The same in a checkout: `cordage lint`',
    LIMITS.checkSummary,
  );
};

/** Errors first, for GitHub takes 50 at once; annotations are plain text, so nothing in them can act. */
const annotate = (problems: readonly Problem[]): readonly Annotation[] =>
  errorsFirst(problems)
    .flatMap(({ at, code, severity, message, remedy }): readonly Annotation[] =>
      at === undefined
        ? []
        : [
            {
              path: at.file,
              line: at.line,
              level: severity === 'error' ? 'failure' : 'warning',
              title: cutText(code, LIMITS.annotationTitle),
              message: cutText(`${message}.\nNext: ${remedy}.`, LIMITS.annotationMessage),
            },
          ],
    )
    .slice(0, LIMITS.annotations);
