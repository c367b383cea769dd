import type { NamedHook } from '../argo/expectation.ts';
import { readDuration } from '../config/read-value.ts';
import type { Place, Problem } from '../problem.ts';
import * as say from '../text/hook-problems.ts';
import type { Leaf, MapTree, Tree } from './tree.ts';
import { leafAt, mapAt, textAt } from './tree.ts';

const STAGE = 'cordage.io/hook';
const BUDGET = 'cordage.io/budget';

const STAGES = ['drain', 'backup', 'migration'] as const satisfies readonly NamedHook['stage'][];

const DEFAULT_BUDGET = '15m';

/** When a sync runs a hook; `Skip` and what stands for a deletion are not a part of it (Argo CD, User Guide, "Sync Phases and Waves"). */
const PHASES: ReadonlySet<string> = new Set(['PreSync', 'Sync', 'PostSync', 'SyncFail']);
/** Helm's names for them: Argo CD takes these where its own annotation is missing (User Guide, "Helm", "Helm Hooks"). */
const HELM_PHASES: ReadonlySet<string> = new Set(['pre-install', 'pre-upgrade', 'post-install', 'post-upgrade']);

export type HooksRead = { readonly hooks: readonly NamedHook[]; readonly problems: readonly Problem[] };

const NONE: HooksRead = { hooks: [], problems: [] };

/** A look at the text that spares looking at its documents. */
export const mayHaveHooks = (text: string): boolean => text.includes('cordage.io/');

/**
 * The hook that an object is, if it says what it does. What it says wrongly is told, and does not count; a budget that
 * cannot be read is the default one.
 */
export const readHook = (root: Tree, placeOf: (offset: number) => Place): HooksRead => {
  const annotations = mapAt(root, 'metadata', 'annotations');
  const hook = leafAt(annotations, STAGE);
  const budget = leafAt(annotations, BUDGET);
  const named = nameOf(root);
  if (!annotations || !named || !(hook ?? budget)) return NONE;
  const tell = ({ start }: Leaf, problem: (at: Place, shown: string) => Problem): HooksRead => ({
    hooks: [],
    problems: [problem(placeOf(start), say.nameHook(named.kind, named.name))],
  });
  if (!hook) return budget ? tell(budget, say.hookBudgetAlone) : NONE;
  const stage = STAGES.find((one) => one === hook.value);
  if (!stage) return tell(hook, (at, shown) => say.hookStageUnknown(at, shown, hook.value, STAGES));
  if (!isRun(annotations)) return tell(hook, say.hookNotRun);
  if (!budget || isBudget(budget.value)) {
    return { hooks: [{ ...named, stage, budget: readDuration(budget?.value ?? DEFAULT_BUDGET) }], problems: [] };
  }
  const { problems } = tell(budget, (at, shown) => say.hookBudgetUnread(at, shown, budget.value, DEFAULT_BUDGET));
  return { hooks: [{ ...named, stage, budget: readDuration(DEFAULT_BUDGET) }], problems };
};

/** Undefined without a name, for nothing of it could be found in the cluster, and for a template's, which only a chart knows. */
const nameOf = (root: Tree): Pick<NamedHook, 'kind' | 'name' | 'generated'> | undefined => {
  const given = textAt(root, 'metadata', 'name');
  const name = given ?? textAt(root, 'metadata', 'generateName');
  if (name === undefined || name.includes('{{')) return undefined;
  return { kind: textAt(root, 'kind') ?? '', name, generated: given === undefined };
};

const isRun = (annotations: MapTree): boolean => {
  const listed = (key: string) =>
    textAt(annotations, key)
      ?.split(',')
      .map((one) => one.trim());
  const own = listed('argocd.argoproj.io/hook');
  return own
    ? own.some((phase) => PHASES.has(phase))
    : (listed('helm.sh/hook') ?? []).some((one) => HELM_PHASES.has(one));
};

const isBudget = (text: string): boolean => /^\d{1,4}[smhd]$/.test(text) && readDuration(text) > 0;
