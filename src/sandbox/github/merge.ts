import { Refusal, type Reply, type Route } from '../http/route.ts';
import { canWrite, canRead } from './access.ts';
import { demandsOn } from './demands.ts';
import { createMerge, createRebase, createSquash } from './git-merge.ts';
import { isAncestor, listCommits, moveRef, NO_COMMIT } from './git-repository.ts';
import { readCommit, readCommits, type Person } from './git-objects.ts';
import { baseTip } from './mergeability.ts';
import { personOf, webFlow } from './payloads/commit.ts';
import { markMerged } from './pull-lifecycle.ts';
import { findPull, pullRange } from './pulls.ts';
import { inWordsOf, refuseMerge } from './protection-rules.ts';
import { applyRefChange } from './push.ts';
import { conflict, notFound } from './refuse.ts';
import { noContent, ok, onRepository, type Visit } from './visit.ts';
import { MERGE_METHODS, type MergeMethod } from './world-code.ts';
import type { PullIssue } from './world-issues.ts';
import { keyOf, type World } from './world.ts';

/** GitHub's words for a way of merging that the repository's settings do not allow. */
const REFUSED: Readonly<Record<MergeMethod, string>> = {
  merge: 'Merge commits are not allowed on this repository.',
  squash: 'Squash merges are not allowed on this repository.',
  rebase: 'Rebase merges are not allowed on this repository.',
};

const notAllowed = (message: string): Refusal => new Refusal(405, message);

export const mergeRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/pulls/{pull_number}/merge', canRead('pull_requests'), (visit) => {
    if (!findPull(visit).pull.merged) throw notFound();
    return noContent;
  }),
  // GitHub asks for `contents`, not `pull_requests`: a merge is a push to the base.
  onRepository(world, 'PUT', '/pulls/{pull_number}/merge', canWrite('contents'), (visit) => mergePull(world, visit)),
];

const mergePull = async (world: World, visit: Visit): Promise<Reply> => {
  const { repository, body, exchange, actor } = visit;
  const issue = findPull(visit);
  const method = body.choice('merge_method', MERGE_METHODS) ?? 'merge';
  const sha = body.optionalText('sha');
  if (issue.pull.merged || issue.state === 'closed') throw notAllowed('Pull Request is not mergeable');
  if (issue.pull.draft) throw notAllowed('Pull Request is still a draft');
  if (sha !== undefined && sha !== issue.pull.headSha) {
    throw conflict('Head branch was modified. Review and try the merge again.');
  }
  const obstacle = await refuseMerge(world, repository, issue, exchange.caller);
  if (obstacle !== undefined) throw notAllowed(obstacle);
  refuseWay(world, visit, issue, method);

  const base = await baseTip(repository, issue);
  const commit = await write(world, visit, issue, method, base);
  if (commit === undefined) throw notAllowed('Pull Request is not mergeable');
  const ref = `refs/heads/${issue.pull.baseRef}`;
  if (!(await moveRef(repository.dir, ref, commit, base))) {
    throw notAllowed('Base branch was modified. Review and try the merge again.');
  }
  issue.pull.baseSha = base;
  await markMerged(world, repository, actor(), issue, commit);
  await applyRefChange(world, repository, actor(), { ref, before: base, after: commit });
  if (repository.deletesMerged) await deleteHead(world, visit, issue);
  return ok({ sha: commit, merged: true, message: 'Pull Request successfully merged' });
};

/** Refuses a way of merging that settings or rulesets do not allow, and every way but the queue where there is one. */
const refuseWay = (world: World, { repository, exchange }: Visit, { pull }: PullIssue, method: MergeMethod): void => {
  const demands = demandsOn(world, repository, pull.baseRef, exchange.caller);
  if (demands?.queue) {
    throw notAllowed(inWordsOf(repository, pull.baseRef, 'Changes must be made through the merge queue'));
  }
  const allowed = repository.mergeMethods[method] && (demands?.methods.includes(method) ?? true);
  if (!allowed) throw notAllowed(REFUSED[method]);
};

/** What GitHub does by itself after a merge, in the name of who merged; a branch that is guarded stays. */
const deleteHead = async (world: World, { repository, actor }: Visit, { pull }: PullIssue): Promise<void> => {
  const isOwn = pull.headRepository.toLowerCase() === keyOf(repository);
  const demands = demandsOn(world, repository, pull.headRef);
  if (!isOwn || pull.headRef === repository.defaultBranch || demands?.allowDeletions === false) return;
  const ref = `refs/heads/${pull.headRef}`;
  // Somebody may have pushed to it meanwhile: that is not thrown away.
  if (!(await moveRef(repository.dir, ref, NO_COMMIT, pull.headSha))) return;
  await applyRefChange(world, repository, actor(), { ref, before: pull.headSha, after: NO_COMMIT });
};

/** Writes what the merge makes, without moving a branch; undefined on conflict. */
const write = async (
  world: World,
  visit: Visit,
  issue: PullIssue,
  method: MergeMethod,
  base: string,
): Promise<string | undefined> => {
  const { repository, body, actor } = visit;
  const { dir } = repository;
  const head = issue.pull.headSha;
  const author = personOf(actor().account, world.now());
  const committer = webFlow(world.now());
  const title = body.optionalText('commit_title');
  const text = body.optionalText('commit_message');
  switch (method) {
    case 'merge': {
      const subject = title ?? `Merge pull request #${issue.number} from ${repository.owner}/${issue.pull.headRef}`;
      return createMerge(dir, { base, head }, { author, committer, message: join(subject, text ?? issue.title) });
    }
    case 'squash': {
      const message = join(title ?? `${issue.title} (#${issue.number})`, text ?? (await squashText(visit, issue)));
      return createSquash(dir, { base, head }, { author: await firstAuthor(visit, issue, author), committer, message });
    }
    case 'rebase': {
      const tip = await createRebase(dir, { base, head }, committer);
      return tip !== undefined && (await isAncestor(dir, base, tip)) ? tip : undefined;
    }
  }
};

const join = (subject: string, text: string): string => (text === '' ? subject : `${subject}\n\n${text}`);

/** GitHub's default text of a squash: the message of the one commit, or a list of all. */
const squashText = async (visit: Visit, issue: PullIssue): Promise<string> => {
  const { from, to } = await pullRange(visit.repository, issue);
  const commits = await readCommits(visit.repository.dir, await listCommits(visit.repository.dir, from, to));
  if (commits.length === 1) return commits[0]?.message.split('\n').slice(2).join('\n') ?? '';
  return commits.map((commit) => `* ${commit.message}`).join('\n\n');
};

/** A squash belongs to who wrote the pull request's commits. */
const firstAuthor = async (visit: Visit, issue: PullIssue, fallback: Person): Promise<Person> => {
  const { author } = await readCommit(visit.repository.dir, issue.pull.headSha);
  return author.email === '' ? fallback : { ...author, at: fallback.at };
};
