import type { PullFacts } from '../core/rollout/pull.ts';
import type { MergeMethod, Merging } from '../core/rollout/snapshot.ts';
import type { Octokit } from './client.ts';
import { statusOf, wordsOf } from './errors.ts';
import { splitName } from './installations.ts';

/**
 * How pull requests come to a branch: methods, merge queue, required checks. Three conditional requests. What GitHub does
 * not show us, such as a linear history demanded by the older branch protection, it says when a merge is tried.
 */
export const loadMerging = async (octokit: Octokit, repository: string, branch: string): Promise<Merging> => {
  const names = splitName(repository);
  const { data: settings } = await octokit.rest.repos.get(names);
  const { data: tip } = await octokit.rest.repos.getBranch({ ...names, branch });
  const rules = await listRules(octokit, repository, branch);
  return {
    methods: allowedMethods(settings, rules),
    queue: rules.some(({ type }) => type === 'merge_queue'),
    requiredChecks: [
      ...new Set([...(tip.protection?.required_status_checks?.contexts ?? []), ...rules.flatMap(requiredBy)]),
    ],
  };
};

type Rule = Awaited<ReturnType<Octokit['rest']['repos']['getBranchRules']>>['data'][number];

/** Of all rulesets that are in force. None where GitHub has no rulesets, or sells them separately (403). */
const listRules = async (octokit: Octokit, repository: string, branch: string): Promise<readonly Rule[]> => {
  const where = { ...splitName(repository), branch, per_page: 100 };
  try {
    return await octokit.paginate(octokit.rest.repos.getBranchRules, where);
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 403) return [];
    throw error;
  }
};

/** In the order in which we would use them. */
const METHODS: readonly MergeMethod[] = ['merge', 'squash', 'rebase'];

type Settings = Readonly<Partial<Record<'allow_merge_commit' | 'allow_squash_merge' | 'allow_rebase_merge', boolean>>>;

const allowedMethods = (settings: Settings, rules: readonly Rule[]): readonly MergeMethod[] => {
  const isLinear = rules.some(({ type }) => type === 'required_linear_history');
  // GitHub leaves settings out for whom they do not concern; it then refuses what is not allowed.
  const allowed = {
    merge: settings.allow_merge_commit !== false && !isLinear,
    squash: settings.allow_squash_merge !== false,
    rebase: settings.allow_rebase_merge !== false,
  };
  const limits = rules.flatMap((rule) =>
    rule.type === 'pull_request' ? [rule.parameters?.allowed_merge_methods ?? METHODS] : [],
  );
  return METHODS.filter((method) => allowed[method] && limits.every((limit) => limit.includes(method)));
};

const requiredBy = (rule: Rule): readonly string[] =>
  rule.type === 'required_status_checks'
    ? (rule.parameters?.required_status_checks.map(({ context }) => context) ?? [])
    : [];

const MERGEABLE: Readonly<Record<string, PullFacts['mergeable']>> = {
  dirty: 'conflict',
  behind: 'behind',
  blocked: 'blocked',
  unknown: 'unknown',
};

/** Whether GitHub would merge a pull request as it is. It works that out only when asked, and then takes a moment. */
export const loadMergeable = async (
  octokit: Octokit,
  repository: string,
  number: number,
): Promise<PullFacts['mergeable']> => {
  const { data } = await octokit.rest.pulls.get({ ...splitName(repository), pull_number: number });
  if (data.mergeable === null) return 'unknown';
  return data.mergeable ? (MERGEABLE[data.mergeable_state] ?? 'yes') : 'conflict';
};

/** `refused` with GitHub's words; `lost` when head or base moved meanwhile. */
export type MergeOutcome =
  | { readonly kind: 'merged'; readonly commit: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'lost' };

/** GitHub says 409 for a head that moved, but 405 for a base that did, like for what it will never merge. */
const IN_MOTION = /was modified|already in progress/i;

/**
 * Merges a pull request if its head is still the one that was judged. One that is merged already counts as merged, by
 * whatever head: a look tells more.
 */
export const mergePull = async (
  octokit: Octokit,
  repository: string,
  { number, head, method }: { readonly number: number; readonly head: string; readonly method: MergeMethod },
): Promise<MergeOutcome> => {
  const pull = { ...splitName(repository), pull_number: number };
  try {
    const { data } = await octokit.rest.pulls.merge({ ...pull, sha: head, merge_method: method });
    return { kind: 'merged', commit: data.sha };
  } catch (error) {
    const status = statusOf(error);
    if (status !== 405 && status !== 409 && status !== 403 && status !== 422) throw error;
    const message = wordsOf(error);
    const { data } = await octokit.rest.pulls.get(pull);
    if (data.merged) return { kind: 'merged', commit: data.merge_commit_sha ?? head };
    return status === 409 || IN_MOTION.test(message) ? { kind: 'lost' } : { kind: 'refused', message };
  }
};
