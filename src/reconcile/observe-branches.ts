import type { BranchFacts } from '../core/rollout/snapshot.ts';
import { BRANCH_PREFIX } from '../core/text/branch.ts';
import { parseCommitMessage } from '../core/text/commit-message.ts';
import { parseRollbackMessage } from '../core/text/commit-message-rollback.ts';
import { diffTrees, isAncestor, readCommit } from '../git/read.ts';
import type { Eyes } from './eyes.ts';

const PREFIX = 'refs/heads/';

/** Commits above the default branch that are looked at one by one; a branch with more is certainly a person's. */
const COMMITS_READ = 20;

/** Every branch in Cordage's name space: whose commits are on it, and what they change. */
export const observeBranches = async (eyes: Eyes): Promise<ReadonlyMap<string, BranchFacts>> => {
  const refs = [...eyes.refs].filter(([ref]) => ref.startsWith(`${PREFIX}${BRANCH_PREFIX}`));
  const facts = new Map<string, BranchFacts>();
  const { branches } = eyes.memory;
  const keys = new Set<string>();
  for (const [ref, head] of refs) {
    const key = `${head} ${eyes.base.commit}`;
    keys.add(key);
    const known = branches.get(key) ?? (await observeBranch(eyes, head));
    branches.set(key, known);
    facts.set(ref.slice(PREFIX.length), known);
  }
  for (const key of branches.keys()) if (!keys.has(key)) branches.delete(key);
  return facts;
};

const observeBranch = async (eyes: Eyes, head: string): Promise<BranchFacts> => {
  let person: BranchFacts['person'];
  let recorded: BranchFacts['recorded'];
  let at = head;
  for (let n = 0; n <= COMMITS_READ && !(await isAncestor(eyes.mirror, at, eyes.base.commit)); n += 1) {
    const commit = await readCommit(eyes.mirror, at);
    const [parent, ...others] = commit?.parents ?? [];
    const own = commit?.committer.email === eyes.bot.email && others.length === 0 && n < COMMITS_READ;
    const message = own ? parseCommitMessage(commit.message) : undefined;
    if (message) recorded = { tagCommit: message.tagCommit, assets: message.assets };
    else if (!own || !commit || !parseRollbackMessage(commit.message))
      person ??= { commit: at, name: commit?.author.name ?? 'somebody' };
    if (parent === undefined || others.length > 0) break;
    at = parent;
  }
  return { head, person, recorded, changes: await diffTrees(eyes.mirror, at, head) };
};
