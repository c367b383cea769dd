import { teamsNamed } from '../core/authority/authorize.ts';
import type { Network } from '../core/network/network.ts';
import { nodesNamed, openRequests } from '../core/request/plan-requests.ts';
import type { Person, Snapshot } from '../core/rollout/snapshot.ts';
import { isTeamMember, loadRole } from '../github/people.ts';
import type { Eyes } from './eyes.ts';

/** Teams asked for at a time; who names the nodes of more owners at once is not one of them all. */
const TEAMS_MOST = 50;

/**
 * Everybody whose word counts in this pass: who wrote a command that is not dealt with, who reviewed an open pull
 * request. A request each, and one for each team that `cordage.yaml` or the label of a node named in the command gives
 * a right to: never one for each node.
 */
export const observePeople = async (
  { octokit, repository }: Eyes,
  network: Network,
  { comments, decisions, ownPulls }: Pick<Snapshot, 'comments' | 'decisions' | 'ownPulls'>,
): Promise<ReadonlyMap<string, Person>> => {
  const asking = openRequests(comments, decisions, network);
  const reviewing = ownPulls.flatMap(({ facts }) => facts?.reviews ?? []).filter(({ bot }) => !bot);
  const named = new Set(asking.flatMap(({ body }) => nodesNamed(body, network)));
  const nodes = network.nodes.filter(({ name }) => named.has(name));
  const teams = teamsNamed(network.policy, { rings: network.rings, nodes }).slice(0, TEAMS_MOST);
  const [organization = ''] = repository.split('/');
  const people = new Map<string, Person>();
  for (const login of new Set([...asking, ...reviewing].map((one) => one.login))) {
    const role = await loadRole(octokit, repository, login);
    const member = new Set<string>();
    for (const slug of teams) if (await isTeamMember(octokit, organization, slug, login)) member.add(slug);
    people.set(login.toLowerCase(), { login, role, teams: member });
  }
  return people;
};
