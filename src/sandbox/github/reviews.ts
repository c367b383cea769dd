import type { Reply, Route } from '../http/route.ts';
import { associationOf, canRead, canWrite } from './access.ts';
import { checkBody } from './limits.ts';
import { renderLogin, renderTeam } from './payloads/account.ts';
import { issuePage } from './payloads/issue.ts';
import { renderPullSimple } from './payloads/pull.ts';
import { apiOf } from './payloads/repository.ts';
import { nodeId, type Schemas } from './payloads/schemas.ts';
import { emitPull } from './pull-lifecycle.ts';
import { findPull } from './pulls.ts';
import { invalid, unprocessable } from './refuse.ts';
import { created, listOf, ok, onRepository, orNotFound, type Visit } from './visit.ts';
import { emit } from './webhooks.ts';
import type { PullIssue, Review } from './world-issues.ts';
import { accountOf, isoTime, type Actor, type Repository, type World } from './world.ts';

const renderReview = (
  world: World,
  repository: Repository,
  issue: PullIssue,
  review: Review,
): Schemas['pull-request-review'] => {
  const html = `${issuePage(world, repository, issue)}#pullrequestreview-${review.id}`;
  const pull = `${apiOf(world, repository)}/pulls/${issue.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: renderLogin(world, review.login),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    commit_id: review.commit,
    author_association: associationOf(world, review.login, repository),
    ...(review.submittedAt === undefined ? {} : { submitted_at: isoTime(review.submittedAt) }),
  };
};

const STATES = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const;
const VERDICTS = ['APPROVE', 'REQUEST_CHANGES', 'COMMENT'] as const;

const tell = (
  world: World,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  review: Review,
  action: string,
): void => {
  // Webhooks spell the state in small letters, unlike the API.
  const spelled = { ...renderReview(world, repository, issue, review), state: review.state.toLowerCase() };
  const fields = { review: spelled, pull_request: renderPullSimple(world, repository, issue) };
  emit(world, repository, { name: 'pull_request_review', action, actor, fields });
};

const submit = (world: World, visit: Visit, issue: PullIssue, review: Review, verdict: keyof typeof STATES): void => {
  const { repository, actor } = visit;
  const by = actor();
  if (issue.login === by.account.login && verdict !== 'COMMENT') {
    const what = verdict === 'APPROVE' ? 'approve' : 'request changes on';
    throw unprocessable(`Review Can not ${what} your own pull request`);
  }
  if (verdict !== 'APPROVE' && review.body === '') throw unprocessable("Review body can't be blank");
  review.state = STATES[verdict];
  review.submittedAt = world.now();
  issue.pull.reviews.set(review.id, review);
  issue.pull.requestedReviewers.delete(by.account.login);
  issue.updatedAt = world.now();
  tell(world, repository, by, issue, review, 'submitted');
};

const createReview = (world: World, visit: Visit): Reply => {
  const { repository, body, actor } = visit;
  const issue = findPull(visit);
  const verdict = body.choice('event', VERDICTS);
  const text = body.optionalText('body') ?? '';
  checkBody(text, 'PullRequestReview');
  const commit = body.optionalText('commit_id') ?? issue.pull.headSha;
  const login = actor().account.login;
  const review: Review = { id: world.nextId(), login, body: text, state: 'PENDING', commit, submittedAt: undefined };
  if (verdict === undefined) issue.pull.reviews.set(review.id, review);
  else submit(world, visit, issue, review, verdict);
  return ok(renderReview(world, repository, issue, review));
};

const changeRequests = async (world: World, visit: Visit, add: boolean): Promise<PullIssue> => {
  const { repository, body, actor } = visit;
  const issue = findPull(visit);
  const teams = accountOf(world, repository.owner).teams;
  const action = add ? 'review_requested' : 'review_request_removed';
  for (const login of body.texts('reviewers') ?? []) {
    const account = world.accounts.get(login.toLowerCase());
    if (!account || account.login === issue.login) {
      throw invalid({ resource: 'PullRequest', field: 'reviewers', code: 'invalid' });
    }
    if (add) issue.pull.requestedReviewers.add(account.login);
    else issue.pull.requestedReviewers.delete(account.login);
    await emitPull(world, repository, actor(), issue, action, { requested_reviewer: renderLogin(world, login) });
  }
  for (const slug of body.texts('team_reviewers') ?? []) {
    const team = teams.get(slug.toLowerCase());
    if (!team) throw unprocessable(`Could not resolve to a node with the global id of '${slug}'.`);
    if (add) issue.pull.requestedTeams.add(team.slug.toLowerCase());
    else issue.pull.requestedTeams.delete(team.slug.toLowerCase());
    await emitPull(world, repository, actor(), issue, action, { requested_team: renderTeam(world, team) });
  }
  return issue;
};

const REVIEWS = '/pulls/{pull_number}/reviews';
const REQUESTED = '/pulls/{pull_number}/requested_reviewers';

const findReview = (visit: Visit, issue: PullIssue): Review =>
  orNotFound(issue.pull.reviews.get(visit.id('review_id')));

export const reviewRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', REVIEWS, canRead('pull_requests'), (visit) => {
    const issue = findPull(visit);
    const seen = [...issue.pull.reviews.values()].filter((review) => review.state !== 'PENDING');
    return listOf(seen.map((review) => renderReview(world, visit.repository, issue, review)));
  }),
  onRepository(world, 'POST', REVIEWS, canWrite('pull_requests', 'read'), (visit) => createReview(world, visit)),
  onRepository(world, 'GET', `${REVIEWS}/{review_id}`, canRead('pull_requests'), (visit) => {
    const issue = findPull(visit);
    return ok(renderReview(world, visit.repository, issue, findReview(visit, issue)));
  }),
  onRepository(world, 'POST', `${REVIEWS}/{review_id}/events`, canWrite('pull_requests', 'read'), (visit) => {
    const issue = findPull(visit);
    const review = findReview(visit, issue);
    review.body = visit.body.optionalText('body') ?? review.body;
    submit(world, visit, issue, review, visit.body.choice('event', VERDICTS) ?? 'COMMENT');
    return ok(renderReview(world, visit.repository, issue, review));
  }),
  onRepository(world, 'PUT', `${REVIEWS}/{review_id}/dismissals`, canWrite('pull_requests'), (visit) => {
    const issue = findPull(visit);
    const review = findReview(visit, issue);
    visit.body.text('message');
    if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
      throw unprocessable('Can not dismiss a commented pull request review');
    }
    review.state = 'DISMISSED';
    tell(world, visit.repository, visit.actor(), issue, review, 'dismissed');
    return ok(renderReview(world, visit.repository, issue, review));
  }),
  onRepository(world, 'GET', REQUESTED, canRead('pull_requests'), (visit) => {
    const { requested_reviewers: users, requested_teams: teams } = renderPullSimple(
      world,
      visit.repository,
      findPull(visit),
    );
    return ok({ users, teams });
  }),
  onRepository(world, 'POST', REQUESTED, canWrite('pull_requests'), async (visit) =>
    created(renderPullSimple(world, visit.repository, await changeRequests(world, visit, true))),
  ),
  onRepository(world, 'DELETE', REQUESTED, canWrite('pull_requests'), async (visit) =>
    ok(renderPullSimple(world, visit.repository, await changeRequests(world, visit, false))),
  ),
];
