import type { Exchange, Reply, Route } from '../http/route.ts';
import { actorOf, authorize, type Needs } from './access.ts';
import { readBody, type Body } from './body.ts';
import { forbidden, needsLogin, notFound } from './refuse.ts';
import { exclusively, findRepository, type Actor, type Repository, type World } from './world.ts';

/** A request on a repository that its caller was found to be allowed. */
export type Visit = {
  readonly exchange: Exchange;
  readonly repository: Repository;
  readonly body: Body;
  /** Throws 401 when nobody is logged in. */
  readonly actor: () => Actor;
  /** A path parameter as text. */
  readonly param: (name: string) => string;
  /** A path parameter that is a number; anything else is not found. */
  readonly id: (name: string) => number;
};

/** Alternatives of which any suffices; some depend on what is asked for. */
export type NeedsOf = Needs | ((exchange: Exchange, repository: Repository) => readonly Needs[]);

/**
 * A route below `/repos/{owner}/{repo}`: looks the repository up, checks the caller, and runs writes one at a time.
 * @param path what follows `/repos/{owner}/{repo}`
 */
export const onRepository = (
  world: World,
  method: Route['method'],
  path: string,
  needs: NeedsOf,
  handle: (visit: Visit) => Reply | Promise<Reply>,
): Route => ({
  method,
  path: `/repos/{owner}/{repo}${path}`,
  handle: async (exchange) => {
    const { params, caller } = exchange;
    const repository = findRepository(world, `${params['owner']}/${params['repo']}`);
    if (!repository) throw notFound();
    authorize(world, caller, repository, typeof needs === 'function' ? needs(exchange, repository) : [needs]);
    const visit = visitOf(world, exchange, repository);
    if (method === 'GET') return handle(visit);
    if (repository.archived) throw forbidden('Repository was archived so is read-only.');
    return exclusively(repository, () => handle(visit));
  },
});

const visitOf = (world: World, exchange: Exchange, repository: Repository): Visit => {
  const param = (name: string): string => exchange.params[name] ?? '';
  return {
    exchange,
    repository,
    body: readBody(exchange.body),
    actor: () => {
      const actor = actorOf(world, exchange.caller);
      if (!actor) throw needsLogin();
      return actor;
    },
    param,
    id: (name) => {
      if (!/^\d{1,15}$/.test(param(name))) throw notFound();
      return Number(param(name));
    },
  };
};

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent: Reply = { status: 204 };
export const listOf = (list: readonly unknown[]): Reply => ({ status: 200, list });

/** @throws Refusal 404 when there is nothing */
export const orNotFound = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw notFound();
  return value;
};
