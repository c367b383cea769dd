import type { Route } from '../http/route.ts';
import { canRead, canWrite } from './access.ts';
import { readBody, type Body } from './body.ts';
import { readCommit } from './git-objects.ts';
import { listRefs, readRef } from './git-repository.ts';
import { apiOf, pageOf } from './payloads/repository.ts';
import { renderCommit } from './payloads/commit.ts';
import { nodeId, type Schemas } from './payloads/schemas.ts';
import { Refusal } from '../http/route.ts';
import { listOf, noContent, ok, onRepository, type Visit } from './visit.ts';
import type { Protection } from './world-code.ts';
import type { Repository, World } from './world.ts';

const noBranch = (): Refusal => new Refusal(404, 'Branch not found');

const contextsOf = (protection: Protection) => ({
  contexts: [...protection.checks],
  checks: protection.checks.map((context) => ({ context, app_id: null })),
});

const levelOf = (protection: Protection | undefined): 'off' | 'everyone' | 'non_admins' => {
  if (!protection || protection.checks.length === 0) return 'off';
  return protection.enforceAdmins ? 'everyone' : 'non_admins';
};

/** What everybody who reads the branch may know of its protection. */
const summarize = (protection: Protection | undefined): Schemas['branch-protection'] => ({
  enabled: protection !== undefined,
  required_status_checks: {
    enforcement_level: levelOf(protection),
    ...(protection ? contextsOf(protection) : { contexts: [], checks: [] }),
  },
});

const renderProtection = (
  world: World,
  repository: Repository,
  branch: string,
  protection: Protection,
): Schemas['protected-branch'] => {
  const url = `${apiOf(world, repository)}/branches/${encodeURIComponent(branch)}/protection`;
  return {
    url,
    ...(protection.checks.length > 0 || protection.strict
      ? {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: protection.strict,
            ...contextsOf(protection),
            contexts_url: `${url}/required_status_checks/contexts`,
          },
        }
      : {}),
    ...(protection.approvals > 0
      ? {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: protection.dismissStale,
            require_code_owner_reviews: false,
            required_approving_review_count: protection.approvals,
            require_last_push_approval: false,
          },
        }
      : {}),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforceAdmins },
    required_linear_history: { enabled: protection.linearHistory },
    allow_force_pushes: { enabled: protection.allowForcePushes },
    allow_deletions: { enabled: protection.allowDeletions },
    required_conversation_resolution: { enabled: false },
    block_creations: { enabled: false },
    lock_branch: { enabled: false },
    allow_fork_syncing: { enabled: false },
    required_signatures: { url: `${url}/required_signatures`, enabled: false },
  };
};

/** A part of the wanted protection that may be null: not asked for. */
const part = (body: Body, name: string): Body | undefined => {
  const value = body.raw(name);
  return value === null || value === undefined ? undefined : readBody(value);
};

const readProtection = (body: Body): Protection => {
  const checks = part(body, 'required_status_checks');
  const reviews = part(body, 'required_pull_request_reviews');
  const named = checks?.raw('checks');
  const contexts = Array.isArray(named)
    ? named.map((check) => readBody(check).text('context'))
    : checks?.texts('contexts');
  return {
    approvals: reviews ? (reviews.integer('required_approving_review_count') ?? 1) : 0,
    dismissStale: reviews?.flag('dismiss_stale_reviews') ?? false,
    checks: contexts ?? [],
    strict: checks?.flag('strict') ?? false,
    enforceAdmins: body.raw('enforce_admins') === true,
    linearHistory: body.flag('required_linear_history') ?? false,
    allowForcePushes: body.raw('allow_force_pushes') === true,
    allowDeletions: body.flag('allow_deletions') ?? false,
  };
};

/** As lists of branches show one. */
export const renderShortBranch = (world: World, repository: Repository, ref: string, sha: string) => {
  const name = ref.slice('refs/heads/'.length);
  const commit = { sha, url: `${apiOf(world, repository)}/commits/${sha}` };
  return { name, commit, protected: repository.protections.has(name) };
};

const tipOf = async ({ repository, param }: Visit): Promise<string> => {
  const sha = await readRef(repository.dir, `refs/heads/${param('branch')}`);
  if (!sha) throw noBranch();
  return sha;
};

const protectionOf = ({ repository, param }: Visit): Protection => {
  const protection = repository.protections.get(param('branch'));
  if (!protection) throw new Refusal(404, 'Branch not protected');
  return protection;
};

const PROTECTION = '/branches/{branch}/protection';

export const branchRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/branches', canRead('contents'), async ({ repository, exchange }) => {
    const wanted = exchange.query.get('protected');
    const heads = await listRefs(repository.dir, 'refs/heads/');
    const branches = [...heads].map(([ref, sha]) => renderShortBranch(world, repository, ref, sha));
    return listOf(branches.filter((branch) => wanted === null || String(branch.protected) === wanted));
  }),
  onRepository(world, 'GET', '/branches/{branch}', canRead('contents'), async (visit) => {
    const { repository, param } = visit;
    const name = param('branch');
    const commit = await readCommit(repository.dir, await tipOf(visit));
    const self = `${apiOf(world, repository)}/branches/${encodeURIComponent(name)}`;
    return ok({
      name,
      commit: renderCommit(world, repository, commit),
      _links: { self, html: `${pageOf(world, repository)}/tree/${encodeURIComponent(name)}` },
      protected: repository.protections.has(name),
      protection: summarize(repository.protections.get(name)),
      protection_url: `${self}/protection`,
    } satisfies Schemas['branch-with-protection']);
  }),
  onRepository(world, 'GET', PROTECTION, canRead('administration'), async (visit) => {
    await tipOf(visit);
    return ok(renderProtection(world, visit.repository, visit.param('branch'), protectionOf(visit)));
  }),
  onRepository(world, 'PUT', PROTECTION, canWrite('administration', 'admin'), async (visit) => {
    await tipOf(visit);
    const protection = readProtection(visit.body);
    visit.repository.protections.set(visit.param('branch'), protection);
    return ok(renderProtection(world, visit.repository, visit.param('branch'), protection));
  }),
  onRepository(world, 'DELETE', PROTECTION, canWrite('administration', 'admin'), (visit) => {
    protectionOf(visit);
    visit.repository.protections.delete(visit.param('branch'));
    return noContent;
  }),
  onRepository(world, 'GET', '/tags', canRead('metadata'), async ({ repository }) => {
    const api = apiOf(world, repository);
    const refs = [...(await listRefs(repository.dir, 'refs/tags/'))].toReversed();
    const tags = refs.map(async ([ref]) => {
      const name = ref.slice('refs/tags/'.length);
      const sha = (await readRef(repository.dir, `${ref}^{commit}`)) ?? '';
      return {
        name,
        commit: { sha, url: `${api}/commits/${sha}` },
        zipball_url: `${api}/zipball/${ref}`,
        tarball_url: `${api}/tarball/${ref}`,
        node_id: nodeId('Ref', ref),
      } satisfies Schemas['tag'];
    });
    return listOf(await Promise.all(tags));
  }),
];
