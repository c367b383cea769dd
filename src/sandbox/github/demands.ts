import type { Caller } from '../http/route.ts';
import { hasRole } from './access.ts';
import { MERGE_METHODS, type MergeMethod, type Protection } from './world-code.ts';
import type { Repository, World } from './world.ts';

/** What stands before a change of a branch: its protection and its rulesets taken together. */
export type Demands = {
  readonly approvals: number;
  readonly checks: readonly string[];
  /** Whether the head must contain the base. */
  readonly strict: boolean;
  readonly methods: readonly MergeMethod[];
  /** Nothing comes in but by a pull request. */
  readonly pullOnly: boolean;
  readonly queue: boolean;
  readonly allowForcePushes: boolean;
  readonly allowDeletions: boolean;
};

/**
 * Undefined when anything goes. An administrator may be let past protection, and never past rulesets.
 * @param caller who wants the change; nobody in particular when left out
 */
export const demandsOn = (
  world: World,
  repository: Repository,
  branch: string,
  caller?: Caller,
): Demands | undefined => {
  const protection = repository.protections.get(branch);
  const bound = protection && !mayBypass(world, repository, protection, caller) ? protection : undefined;
  const rules = repository.rulesets.get(branch);
  if (!bound && !rules) return undefined;
  const isLinear = Boolean(bound?.linearHistory) || Boolean(rules?.linearHistory);
  const checks = [...new Set([...(bound?.checks ?? []), ...(rules?.checks ?? [])])];
  const isStrict = Boolean(bound?.strict) || Boolean(rules?.strict);
  return {
    approvals: Math.max(bound?.approvals ?? 0, rules?.approvals ?? 0),
    checks,
    // GitHub: "This setting will not take effect unless at least one status check is enabled."
    strict: isStrict && checks.length > 0,
    methods: (rules?.methods ?? MERGE_METHODS).filter((method) => !(isLinear && method === 'merge')),
    pullOnly: (bound?.approvals ?? 0) > 0 || rules?.approvals !== undefined || rules?.methods !== undefined,
    queue: rules?.mergeQueue ?? false,
    allowForcePushes: bound?.allowForcePushes ?? true,
    allowDeletions: bound?.allowDeletions ?? true,
  };
};

const mayBypass = (world: World, repository: Repository, protection: Protection, caller: Caller | undefined): boolean =>
  !protection.enforceAdmins && caller?.kind === 'user' && hasRole(world, caller.login, repository, 'admin');

/** Branches of which something is demanded. */
export const guardedBranches = ({ protections, rulesets }: Repository): readonly string[] => [
  ...new Set([...protections.keys(), ...rulesets.keys()]),
];
