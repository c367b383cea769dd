import type { Route } from '../http/route.ts';
import { readBody } from './body.ts';
import { emitIssueOrPull } from './issue-events.ts';
import { onIssue, onEither } from './issue-needs.ts';
import { renderLabel, renderLabels } from './payloads/issue.ts';
import { invalid, notFound } from './refuse.ts';
import { created, listOf, noContent, onRepository, ok, orNotFound, type Visit } from './visit.ts';
import { emit } from './webhooks.ts';
import type { Issue } from './world-issues.ts';
import type { Label, Repository, World } from './world.ts';

/** GitHub's grey for labels that come into being by being put on an issue. */
const DEFAULT_COLOR = 'ededed';

const addLabel = (world: World, repository: Repository, label: Omit<Label, 'id'>): Label => {
  const made = { ...label, id: world.nextId() };
  repository.labels.set(label.name.toLowerCase(), made);
  return made;
};

/** A list of names, in any of the three forms that GitHub takes. */
const namesOf = ({ exchange, body }: Visit): readonly string[] => {
  const wanted: unknown = Array.isArray(exchange.body) ? exchange.body : (body.raw('labels') ?? []);
  if (!Array.isArray(wanted)) throw invalid({ resource: 'Label', field: 'labels', code: 'invalid' });
  return wanted.map((item: unknown) => (typeof item === 'string' ? item : readBody(item).text('name')));
};

/** Puts labels on an issue, making those that the repository does not have, and tells of each. */
export const labelIssue = async (world: World, visit: Visit, issue: Issue, names: readonly string[]): Promise<void> => {
  const { repository } = visit;
  for (const name of names) {
    const key = name.toLowerCase();
    if (issue.labels.has(key)) continue;
    const label =
      repository.labels.get(key) ?? addLabel(world, repository, { name, color: DEFAULT_COLOR, description: null });
    issue.labels.add(key);
    issue.updatedAt = world.now();
    const more = { label: renderLabel(world, repository, label) };
    await emitIssueOrPull(world, repository, visit.actor(), issue, 'labeled', more);
  }
};

const unlabelIssue = async (world: World, visit: Visit, issue: Issue, key: string): Promise<void> => {
  const label = visit.repository.labels.get(key);
  if (!label || !issue.labels.delete(key)) throw notFound();
  issue.updatedAt = world.now();
  const more = { label: renderLabel(world, visit.repository, label) };
  await emitIssueOrPull(world, visit.repository, visit.actor(), issue, 'unlabeled', more);
};

const issueOf = (visit: Visit): Issue => orNotFound(visit.repository.issues.get(visit.id('issue_number')));

const LABELS = '/issues/{issue_number}/labels';

export const labelRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', LABELS, onIssue('read'), (visit) =>
    listOf(renderLabels(world, visit.repository, issueOf(visit))),
  ),
  onRepository(world, 'POST', LABELS, onIssue('write', 'triage'), async (visit) => {
    await labelIssue(world, visit, issueOf(visit), namesOf(visit));
    return ok(renderLabels(world, visit.repository, issueOf(visit)));
  }),
  onRepository(world, 'PUT', LABELS, onIssue('write', 'triage'), async (visit) => {
    const issue = issueOf(visit);
    const names = namesOf(visit);
    const kept = new Set(names.map((name) => name.toLowerCase()));
    for (const key of issue.labels) if (!kept.has(key)) await unlabelIssue(world, visit, issue, key);
    await labelIssue(world, visit, issue, names);
    return ok(renderLabels(world, visit.repository, issue));
  }),
  onRepository(world, 'DELETE', `${LABELS}/{name}`, onIssue('write', 'triage'), async (visit) => {
    await unlabelIssue(world, visit, issueOf(visit), visit.param('name').toLowerCase());
    return ok(renderLabels(world, visit.repository, issueOf(visit)));
  }),
  onRepository(world, 'GET', '/labels', onEither('read'), ({ repository }) =>
    listOf([...repository.labels.values()].map((label) => renderLabel(world, repository, label))),
  ),
  onRepository(world, 'GET', '/labels/{name}', onEither('read'), ({ repository, param }) =>
    ok(renderLabel(world, repository, orNotFound(repository.labels.get(param('name').toLowerCase())))),
  ),
  onRepository(world, 'POST', '/labels', onEither('write', 'triage'), (visit) => {
    const { repository, body } = visit;
    const name = body.text('name');
    if (repository.labels.has(name.toLowerCase())) {
      throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
    }
    const color = readColor(visit) ?? DEFAULT_COLOR;
    const label = addLabel(world, repository, { name, color, description: body.nullableText('description') ?? null });
    const fields = { label: renderLabel(world, repository, label) };
    emit(world, repository, { name: 'label', action: 'created', actor: visit.actor(), fields });
    return created(renderLabel(world, repository, label));
  }),
  onRepository(world, 'PATCH', '/labels/{name}', onEither('write', 'triage'), (visit) => {
    const { repository, body, param } = visit;
    const key = param('name').toLowerCase();
    const label = orNotFound(repository.labels.get(key));
    const name = body.optionalText('new_name') ?? label.name;
    repository.labels.delete(key);
    Object.assign(label, { name, color: readColor(visit) ?? label.color });
    label.description = body.nullableText('description') ?? label.description;
    repository.labels.set(name.toLowerCase(), label);
    for (const issue of repository.issues.values()) if (issue.labels.delete(key)) issue.labels.add(name.toLowerCase());
    return ok(renderLabel(world, repository, label));
  }),
  onRepository(world, 'DELETE', '/labels/{name}', onEither('write', 'triage'), ({ repository, param }) => {
    const key = param('name').toLowerCase();
    if (!repository.labels.delete(key)) throw notFound();
    for (const issue of repository.issues.values()) issue.labels.delete(key);
    return noContent;
  }),
];

const readColor = ({ body }: Visit): string | undefined => {
  const color = body.optionalText('color')?.toLowerCase();
  if (color === undefined || /^[0-9a-f]{6}$/.test(color)) return color;
  throw invalid({ resource: 'Label', code: 'invalid', field: 'color' });
};
