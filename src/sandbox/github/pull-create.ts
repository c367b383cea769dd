import { hasRole } from './access.ts';
import { countCommits, mergeBase, readRef } from './git-repository.ts';
import { checkBody } from './limits.ts';
import { emitPull, publishHead } from './pull-lifecycle.ts';
import { custom, invalid } from './refuse.ts';
import type { Visit } from './visit.ts';
import { isPull, type Issue, type PullIssue } from './world-issues.ts';
import { fullName, type Actor, type Repository, type World } from './world.ts';

/** Opens an issue or a pull request under the repository's next number. */
export const newIssue = (
  world: World,
  repository: Repository,
  actor: Actor,
  content: Pick<Issue, 'title' | 'body' | 'pull'>,
): Issue => {
  const issue: Issue = {
    ...content,
    id: world.nextId(),
    number: repository.nextNumber++,
    login: actor.account.login,
    appId: actor.app?.id,
    state: 'open',
    stateReason: null,
    labels: new Set(),
    assignees: new Set(),
    comments: new Map(),
    reactions: [],
    createdAt: world.now(),
    updatedAt: world.now(),
    closedAt: undefined,
    closedBy: undefined,
    locked: false,
  };
  repository.issues.set(issue.number, issue);
  return issue;
};

type Ends = { readonly headRef: string; readonly headSha: string; readonly baseRef: string; readonly baseSha: string };

/** Opens a pull request, or refuses it for GitHub's reasons and in its words. */
export const createPull = async (world: World, visit: Visit): Promise<PullIssue> => {
  const { repository, body } = visit;
  const title = body.text('title');
  const text = body.nullableText('body') ?? null;
  checkBody(text, 'PullRequest');
  const ends = await readEnds(repository, visit);
  const actor = visit.actor();
  if (!actor.app && !hasRole(world, actor.account.login, repository, 'write')) {
    throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  }
  const issue = newIssue(world, repository, actor, {
    title,
    body: text,
    pull: {
      id: world.nextId(),
      headRepository: fullName(repository),
      ...ends,
      draft: body.flag('draft') ?? false,
      merged: undefined,
      mergeability: undefined,
      reviews: new Map(),
      requestedReviewers: new Set(),
      requestedTeams: new Set(),
      maintainerCanModify: body.flag('maintainer_can_modify') ?? false,
    },
  });
  if (!isPull(issue)) throw new Error('a pull request was made without its part');
  await publishHead(repository, issue);
  await emitPull(world, repository, actor, issue, 'opened');
  return issue;
};

const readEnds = async (repository: Repository, { body }: Visit): Promise<Ends> => {
  const head = body.text('head');
  const baseRef = body.text('base');
  const colon = head.indexOf(':');
  const owner = colon < 0 ? repository.owner : head.slice(0, colon);
  const headRef = head.slice(colon + 1);
  const headSha = await readRef(repository.dir, `refs/heads/${headRef}`);
  const baseSha = await readRef(repository.dir, `refs/heads/${baseRef}`);
  const bad = (field: string): Error => invalid({ resource: 'PullRequest', field, code: 'invalid' });
  if (!baseSha) throw bad('base');
  // Forks are not kept here, so a head of another owner is one that GitHub does not find either.
  if (!headSha || owner.toLowerCase() !== repository.owner.toLowerCase()) throw bad('head');
  const twin = [...repository.issues.values()]
    .filter(isPull)
    .filter(({ pull }) => pull.headRef === headRef && pull.baseRef === baseRef)
    .find(({ state, pull }) => state === 'open' && pull.headRepository === fullName(repository));
  if (twin) throw custom('PullRequest', `A pull request already exists for ${repository.owner}:${headRef}.`);
  if ((await mergeBase(repository.dir, baseSha, headSha)) === undefined) {
    throw custom('PullRequest', `The ${headRef} branch has no history in common with ${baseRef}`);
  }
  if ((await countCommits(repository.dir, baseSha, headSha)) === 0) {
    throw custom('PullRequest', `No commits between ${baseRef} and ${headRef}`);
  }
  return { headRef, headSha, baseRef, baseSha };
};
