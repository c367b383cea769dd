import type { Reply, Route } from '../http/route.ts';
import { canRead } from './access.ts';
import { diffTrees, EMPTY_TREE } from './git-diff.ts';
import { countCommits, listCommits, mergeBase, resolveCommit } from './git-repository.ts';
import { readCommit, readCommits, walkCommits, type Commit } from './git-objects.ts';
import { renderCommit, renderFile, renderGitCommit } from './payloads/commit.ts';
import { renderPullSimple } from './payloads/pull.ts';
import { apiOf, pageOf } from './payloads/repository.ts';
import type { Schemas } from './payloads/schemas.ts';
import { notFound, unprocessable } from './refuse.ts';
import { listOf, ok, onRepository, orNotFound, type Visit } from './visit.ts';
import { isPull } from './world-issues.ts';
import type { Repository, World } from './world.ts';

/** As much history as one listing walks through. */
const MOST_COMMITS = 1000;
/** Documented limits of a comparison. */
const MOST_COMPARED = 250;
const MOST_FILES = 300;

const commitNamed = async (repository: Repository, ref: string): Promise<Commit> => {
  const sha = await resolveCommit(repository.dir, ref);
  // GitHub's own distinction: a full hash that is not there, and a name.
  if (!sha) throw unprocessable(`No commit found for SHA: ${ref}`);
  return readCommit(repository.dir, sha);
};

const getCommit = async (world: World, { repository, param, exchange }: Visit): Promise<Reply> => {
  const commit = await commitNamed(repository, param('ref'));
  if (/vnd\.github(\.v3)?\.sha/.test(exchange.headers.accept ?? '')) {
    return {
      status: 200,
      bytes: Buffer.from(commit.sha),
      headers: { 'content-type': 'application/vnd.github.v3.sha; charset=utf-8' },
    };
  }
  const files = await diffTrees(repository.dir, commit.parents[0] ?? EMPTY_TREE, commit.sha);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return ok({
    ...renderCommit(world, repository, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.slice(0, MOST_FILES).map((file) => renderFile(world, repository, commit.sha, file)),
  });
};

const listAll = async (world: World, { repository, exchange: { query } }: Visit): Promise<Reply> => {
  const from = await resolveCommit(repository.dir, query.get('sha') ?? repository.defaultBranch);
  if (!from) throw notFound();
  const since = Date.parse(query.get('since') ?? '') || 0;
  const until = Date.parse(query.get('until') ?? '') || Number.POSITIVE_INFINITY;
  const commits = await walkCommits(repository.dir, from, MOST_COMMITS, query.get('path') ?? undefined);
  const wanted = commits.filter(({ committer }) => committer.at >= since && committer.at <= until);
  return listOf(wanted.map((commit) => renderCommit(world, repository, commit)));
};

/** Splits `base...head`; either side may be told with its owner, which here is always the same. */
const endsOf = ({ param, repository }: Visit): readonly [string, string] => {
  const [base, head, ...more] = param('basehead').split('...');
  if (!base || !head || more.length > 0) throw notFound();
  const bare = (end: string): string => end.replace(new RegExp(`^${repository.owner}:`, 'i'), '');
  return [bare(base), bare(head)];
};

const compare = async (world: World, visit: Visit): Promise<Reply> => {
  const { repository } = visit;
  const { dir } = repository;
  const [baseName, headName] = endsOf(visit);
  const base = orNotFound(await resolveCommit(dir, baseName));
  const head = orNotFound(await resolveCommit(dir, headName));
  const common = orNotFound(await mergeBase(dir, base, head));
  const [ahead, behind, shas, files] = await Promise.all([
    countCommits(dir, base, head),
    countCommits(dir, head, base),
    listCommits(dir, base, head),
    diffTrees(dir, common, head),
  ]);
  const [baseCommit, mergeBaseCommit] = await Promise.all([readCommit(dir, base), readCommit(dir, common)]);
  const commits = await readCommits(dir, shas.slice(0, MOST_COMPARED));
  const page = `${pageOf(world, repository)}/compare/${baseName}...${headName}`;
  return ok({
    url: `${apiOf(world, repository)}/compare/${baseName}...${headName}`,
    html_url: page,
    permalink_url: `${pageOf(world, repository)}/compare/${base.slice(0, 12)}...${head.slice(0, 12)}`,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: renderCommit(world, repository, baseCommit),
    merge_base_commit: renderCommit(world, repository, mergeBaseCommit),
    status: ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical',
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: commits.map((commit) => renderCommit(world, repository, commit)),
    files: files.slice(0, MOST_FILES).map((file) => renderFile(world, repository, head, file)),
  } satisfies Schemas['commit-comparison']);
};

export const commitRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/commits', canRead('contents'), (visit) => listAll(world, visit)),
  onRepository(world, 'GET', '/commits/{ref}', canRead('contents'), (visit) => getCommit(world, visit)),
  onRepository(world, 'GET', '/git/commits/{commit_sha}', canRead('contents'), async ({ repository, param }) =>
    ok(renderGitCommit(world, repository, await commitNamed(repository, param('commit_sha')))),
  ),
  onRepository(world, 'GET', '/compare/{basehead}', canRead('contents'), (visit) => compare(world, visit)),
  onRepository(world, 'GET', '/commits/{commit_sha}/pulls', canRead('pull_requests'), async ({ repository, param }) => {
    const sha = (await commitNamed(repository, param('commit_sha'))).sha;
    const found = [...repository.issues.values()]
      .filter(isPull)
      .filter((issue) => issue.pull.headSha === sha || issue.pull.merged?.commit === sha);
    return listOf(found.map((issue) => renderPullSimple(world, repository, issue)));
  }),
];
