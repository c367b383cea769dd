import type { Reply, Route } from '../http/route.ts';
import { canRead, canWrite } from './access.ts';
import { commitFiles, readBlob, readCommit, readEntry, readTree, type TreeEntry } from './git-objects.ts';
import { NO_COMMIT, readRef, resolveCommit } from './git-repository.ts';
import { personOf, renderGitCommit } from './payloads/commit.ts';
import { apiOf, pageOf } from './payloads/repository.ts';
import { applyRefChange } from './push.ts';
import { refuseRefChange } from './ref-protection.ts';
import { conflict, notFound, unprocessable } from './refuse.ts';
import { listOf, ok, onRepository, type Visit } from './visit.ts';
import type { Repository, World } from './world.ts';

/** Documented: above 1 MB content comes only raw, above 100 MB not at all. */
const EMBEDDED_LIMIT = 1_000_000;
const RAW_LIMIT = 100_000_000;

type Place = { readonly path: string; readonly ref: string };

const KINDS: Readonly<Record<string, 'dir' | 'submodule' | 'symlink'>> = {
  '040000': 'dir',
  '160000': 'submodule',
  '120000': 'symlink',
};

const renderEntry = (world: World, repository: Repository, entry: TreeEntry, { path, ref }: Place) => {
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  const type = KINDS[entry.mode] ?? 'file';
  const self = `${apiOf(world, repository)}/contents/${escaped}?ref=${encodeURIComponent(ref)}`;
  const git = `${apiOf(world, repository)}/git/${type === 'dir' ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `${pageOf(world, repository)}/${type === 'dir' ? 'tree' : 'blob'}/${encodeURIComponent(ref)}/${escaped}`;
  return {
    name: path.split('/').at(-1) ?? path,
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: type === 'file' ? `${pageOf(world, repository)}/raw/${encodeURIComponent(ref)}/${escaped}` : null,
    type,
    _links: { self, git, html },
  };
};

const read = async (world: World, visit: Visit): Promise<Reply> => {
  const { repository, exchange } = visit;
  const path = (exchange.params['path'] ?? '').replaceAll(/^\/+|\/+$/g, '');
  const ref = exchange.query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(repository.dir, ref);
  if (!commit) throw notFound();
  const entry = path === '' ? undefined : await readEntry(repository.dir, commit, path);
  if (path !== '' && !entry) throw notFound();
  if (!entry || entry.type === 'tree') {
    const rows = await readTree(repository.dir, entry?.sha ?? commit);
    const prefix = path === '' ? '' : `${path}/`;
    return listOf(rows.map((row) => renderEntry(world, repository, row, { path: prefix + row.path, ref })));
  }
  if (entry.type === 'commit') {
    return ok({ ...renderEntry(world, repository, entry, { path, ref }), submodule_git_url: null });
  }
  return readFile(world, visit, entry, { path, ref });
};

const readFile = async (
  world: World,
  { repository, exchange }: Visit,
  entry: TreeEntry,
  place: Place,
): Promise<Reply> => {
  const size = entry.size ?? 0;
  if (size > RAW_LIMIT) {
    throw unprocessable(
      'This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.',
    );
  }
  const bytes = await readBlob(repository.dir, entry.sha);
  if (/vnd\.github(\.v3)?\.raw/.test(exchange.headers.accept ?? '')) {
    return { status: 200, bytes, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
  }
  const embedded = size <= EMBEDDED_LIMIT;
  const content = embedded ? bytes.toString('base64').replaceAll(/.{60}/g, '$&\n') : '';
  const rendered = renderEntry(world, repository, entry, place);
  if (rendered.type === 'symlink') return ok({ ...rendered, target: bytes.toString() });
  return ok({ ...rendered, content, encoding: embedded ? 'base64' : 'none' });
};

/** Commits one file, or its removal, on a branch. */
const write = async (world: World, visit: Visit, remove: boolean): Promise<Reply> => {
  const { repository, body, param, actor } = visit;
  const path = param('path');
  const branch = body.optionalText('branch') ?? repository.defaultBranch;
  const message = body.text('message');
  const ref = `refs/heads/${branch}`;
  const parent = await readRef(repository.dir, ref);
  if (!parent && branch !== repository.defaultBranch) throw notFound();
  const entry = parent ? await readEntry(repository.dir, parent, path) : undefined;
  const sha = body.optionalText('sha');
  if (remove && !entry) throw notFound();
  if (entry && sha === undefined) throw unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.');
  if (entry && sha !== entry.sha) throw conflict(`${path} does not match ${sha}`);
  refuseRefChange(world, repository, ref, 'contents');
  const person = personOf(actor().account, world.now());
  const content = remove ? null : Buffer.from(body.text('content'), 'base64');
  const commit = { message, author: person, committer: person };
  const after = await commitFiles(repository.dir, ref, parent, { [path]: content }, commit);
  await applyRefChange(world, repository, actor(), { ref, before: parent ?? NO_COMMIT, after });
  const written = remove ? undefined : await readEntry(repository.dir, after, path);
  return {
    status: entry ? 200 : 201,
    body: {
      content: written ? renderEntry(world, repository, written, { path, ref: branch }) : null,
      commit: renderGitCommit(world, repository, await readCommit(repository.dir, after)),
    },
  };
};

export const contentRoutes = (world: World): readonly Route[] => [
  onRepository(world, 'GET', '/contents/{path}', canRead('contents'), (visit) => read(world, visit)),
  onRepository(world, 'PUT', '/contents/{path}', canWrite('contents'), (visit) => write(world, visit, false)),
  onRepository(world, 'DELETE', '/contents/{path}', canWrite('contents'), (visit) => write(world, visit, true)),
];
