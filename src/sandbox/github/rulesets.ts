import type { Route } from '../http/route.ts';
import { canRead } from './access.ts';
import { listOf, onRepository } from './visit.ts';
import { MERGE_METHODS, type Ruleset } from './world-code.ts';
import { fullName, type Repository, type World } from './world.ts';

const checkRule = ({ checks = [], strict = false }: Ruleset) =>
  ({
    type: 'required_status_checks',
    parameters: {
      required_status_checks: checks.map((context) => ({ context })),
      strict_required_status_checks_policy: strict,
      do_not_enforce_on_create: false,
    },
  }) as const;

const pullRule = ({ approvals = 0, methods = MERGE_METHODS }: Ruleset) =>
  ({
    type: 'pull_request',
    parameters: {
      allowed_merge_methods: [...methods],
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_approving_review_count: approvals,
      required_review_thread_resolution: false,
    },
  }) as const;

/** What GitHub's page proposes for a new queue. */
const QUEUE_RULE = {
  type: 'merge_queue',
  parameters: {
    check_response_timeout_minutes: 60,
    grouping_strategy: 'ALLGREEN',
    max_entries_to_build: 5,
    max_entries_to_merge: 5,
    merge_method: 'MERGE',
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 5,
  },
} as const;

const rulesOf = (repository: Repository, ruleset: Ruleset): readonly unknown[] => {
  const { approvals, methods, checks = [], linearHistory, mergeQueue } = ruleset;
  const rules = [
    ...(approvals !== undefined || methods ? [pullRule(ruleset)] : []),
    ...(checks.length > 0 ? [checkRule(ruleset)] : []),
    ...(linearHistory ? [{ type: 'required_linear_history' } as const] : []),
    ...(mergeQueue ? [QUEUE_RULE] : []),
  ];
  const source = { ruleset_source_type: 'Repository', ruleset_source: fullName(repository), ruleset_id: repository.id };
  return rules.map((rule) => ({ ...rule, ...source }));
};

/** The rules of rulesets that hold for a branch, as everybody who reads the repository may see them. */
export const rulesetRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/rules/branches/{branch}', canRead('metadata'), ({ repository, param }) => {
    const ruleset = repository.rulesets.get(param('branch'));
    return listOf(ruleset ? rulesOf(repository, ruleset) : []);
  }),
];
