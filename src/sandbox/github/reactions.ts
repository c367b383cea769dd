import type { Reply, Route } from '../http/route.ts';
import { issueOfComment, onIssue } from './issue-needs.ts';
import { renderReaction } from './payloads/issue.ts';
import { forbidden } from './refuse.ts';
import { listOf, noContent, onRepository, orNotFound, type Visit } from './visit.ts';
import { REACTIONS, type Reaction } from './world-issues.ts';
import type { World } from './world.ts';
import { missing } from './body.ts';

type Find = (visit: Visit) => Reaction[];

const onComment: Find = ({ repository, param }) => {
  const issue = orNotFound(issueOfComment(repository, param('comment_id')));
  return orNotFound(issue.comments.get(Number(param('comment_id')))).reactions;
};

const onTheIssue: Find = ({ repository, id }) => orNotFound(repository.issues.get(id('issue_number'))).reactions;

/** One of a kind per person: asking twice finds the first, with 200 in place of 201. */
const react = (world: World, visit: Visit, reactions: Reaction[]): Reply => {
  const content = visit.body.choice('content', REACTIONS);
  if (content === undefined) throw missing('content');
  const { login } = visit.actor().account;
  const known = reactions.find((reaction) => reaction.login === login && reaction.content === content);
  if (known) return { status: 200, body: renderReaction(world, known) };
  const reaction = { id: world.nextId(), content, login, createdAt: world.now() };
  reactions.push(reaction);
  return { status: 201, body: renderReaction(world, reaction) };
};

const list = (world: World, { exchange }: Visit, reactions: readonly Reaction[]): Reply => {
  const content = exchange.query.get('content');
  const wanted = reactions.filter((reaction) => content === null || reaction.content === content);
  return listOf(wanted.map((reaction) => renderReaction(world, reaction)));
};

const remove = (visit: Visit, reactions: Reaction[]): Reply => {
  const index = reactions.findIndex((reaction) => reaction.id === visit.id('reaction_id'));
  const reaction = orNotFound(reactions[index]);
  if (reaction.login !== visit.actor().account.login) throw forbidden('Resource not accessible by integration');
  reactions.splice(index, 1);
  return noContent;
};

export const reactionRoutes = (world: World): readonly Route[] =>
  (
    [
      ['/issues/comments/{comment_id}/reactions', onComment],
      ['/issues/{issue_number}/reactions', onTheIssue],
    ] as const
  ).flatMap(([path, find]) => [
    onRepository(world, 'GET', path, onIssue('read'), (visit) => list(world, visit, find(visit))),
    onRepository(world, 'POST', path, onIssue('write', 'read'), (visit) => react(world, visit, find(visit))),
    onRepository(world, 'DELETE', `${path}/{reaction_id}`, onIssue('write', 'read'), (visit) =>
      remove(visit, find(visit)),
    ),
  ]);
