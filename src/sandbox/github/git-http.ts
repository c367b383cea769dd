import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGunzip } from 'node:zlib';
import { Refusal, type Caller } from '../http/route.ts';
import { actorOf, canSee, hasRole } from './access.ts';
import { GIT_ENVIRONMENT } from './git.ts';
import { applyPush, type Push } from './push.ts';
import { describeProtections } from './protection-rules.ts';
import { exclusively, findRepository, type Repository, type World } from './world.ts';
import { listRefs } from './git-repository.ts';

const SERVICES = ['git-upload-pack', 'git-receive-pack'] as const;
type Service = (typeof SERVICES)[number];

type GitRequest = { readonly repository: Repository; readonly path: string; readonly service: Service };

/** Told of a push that moved a ref, after its effects and before its answer. */
export type OnPush = (caller: Caller, path: string) => Promise<void>;

/**
 * Serves git's smart HTTP under `/{owner}/{repo}.git` by `git http-backend`.
 * @returns false when the address is none of git's, so that others may answer
 */
export const serveGit =
  (world: World, authenticate: (headers: IncomingMessage['headers']) => Caller, onPush: OnPush) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', world.url);
    const parts = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(url.pathname);
    if (!parts) return false;
    const [, owner = '', name = '', path = ''] = parts;
    const service = SERVICES.find((known) => known === (path === 'info/refs' ? url.searchParams.get('service') : path));
    await answerGit(world, authenticate, onPush, request, response, { name: `${owner}/${name}`, path, service });
    return true;
  };

const answerGit = async (
  world: World,
  authenticate: (headers: IncomingMessage['headers']) => Caller,
  onPush: OnPush,
  request: IncomingMessage,
  response: ServerResponse,
  asked: { readonly name: string; readonly path: string; readonly service: Service | undefined },
): Promise<void> => {
  // The dumb protocol is not served: GitHub closed it in 2022.
  if (!asked.service) return refuse(response, 403, 'Please upgrade your git client.');
  let caller: Caller;
  try {
    caller = authenticate(request.headers);
  } catch (error) {
    if (error instanceof Refusal) return refuse(response, 401, 'Invalid username or token.');
    throw error;
  }
  const repository = findRepository(world, asked.name);
  const verdict = judge(world, caller, repository, asked.service);
  if (verdict !== undefined || !repository) return refuse(response, verdict?.status ?? 404, verdict?.text ?? '');
  const wanted: GitRequest = { repository, path: asked.path, service: asked.service };
  if (asked.path !== 'git-receive-pack') return void (await runBackend(request, response, wanted, {}));
  const { answer, push } = await exclusively(repository, () => receive(world, caller, request, wanted));
  if (push) await onPush(caller, `/${asked.name}.git/${asked.path}`);
  response.writeHead(answer.status, answer.headers).end(answer.body);
};

/** GitHub's order: an unknown caller is asked to log in before it learns whether the repository exists. */
const judge = (
  world: World,
  caller: Caller,
  repository: Repository | undefined,
  service: Service,
): { readonly status: number; readonly text: string } | undefined => {
  const pushes = service === 'git-receive-pack';
  const visible = repository !== undefined && canSee(world, caller, repository);
  if (caller.kind === 'anonymous' && (pushes || !visible)) return { status: 401, text: 'Repository not found.' };
  if (!repository || !visible) return { status: 404, text: 'Repository not found.' };
  if (pushes && repository.archived) return { status: 403, text: 'This repository was archived so it is read-only.' };
  const name = `${repository.owner}/${repository.name}.git`;
  if (caller.kind === 'user' && pushes && !hasRole(world, caller.login, repository, 'write')) {
    return { status: 403, text: `Permission to ${name} denied to ${caller.login}.` };
  }
  if (caller.kind === 'app') return { status: 401, text: 'Invalid username or token.' };
  if (caller.kind !== 'installation') return undefined;
  return judgeInstallation(world, caller, repository, pushes, name);
};

const judgeInstallation = (
  world: World,
  caller: Extract<Caller, { kind: 'installation' }>,
  repository: Repository,
  pushes: boolean,
  name: string,
): { readonly status: number; readonly text: string } | undefined => {
  const covered = caller.repositories.has(`${repository.owner}/${repository.name}`.toLowerCase());
  const granted = covered ? caller.permissions['contents'] : undefined;
  if (pushes ? granted === 'write' : granted !== undefined) {
    world.permissionsUsed.add(`contents:${pushes ? 'write' : 'read'}`);
    return undefined;
  }
  if (!pushes && !repository.private) return undefined;
  const bot = actorOf(world, caller)?.account.login ?? '';
  return {
    status: 403,
    text: pushes ? `Permission to ${name} denied to ${bot}.` : 'Write access to repository not granted.',
  };
};

const refuse = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}),
    // What is left of the request's body is not read.
    connection: 'close',
  });
  response.end(`${text}\n`);
};

/** Takes a push and all that follows from it; the answer is kept back, so that a crash may come between. */
const receive = async (
  world: World,
  caller: Caller,
  request: IncomingMessage,
  wanted: GitRequest,
): Promise<{ readonly answer: CgiAnswer; readonly push: Push | undefined }> => {
  const { repository } = wanted;
  const actor = actorOf(world, caller);
  const before = await listRefs(repository.dir);
  const answer = await runBackend(request, undefined, wanted, {
    CORDAGE_SANDBOX_PROTECTED: describeProtections(world, repository, caller),
    GIT_COMMITTER_NAME: 'GitHub',
    GIT_COMMITTER_EMAIL: 'noreply@github.com',
    REMOTE_USER: actor?.account.login ?? '',
  });
  return { answer, push: actor && (await applyPush(world, repository, actor, before)) };
};

type CgiAnswer = { readonly status: number; readonly headers: Record<string, string>; readonly body: Buffer };

/** Runs the CGI program on a request. With a response its body is streamed there, without it is returned. */
const runBackend = async (
  request: IncomingMessage,
  response: ServerResponse | undefined,
  { repository, path, service }: GitRequest,
  env: Readonly<Record<string, string>>,
): Promise<CgiAnswer> =>
  new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], {
      env: {
        ...GIT_ENVIRONMENT,
        GIT_PROJECT_ROOT: repository.dir,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        PATH_INFO: `/${path}`,
        QUERY_STRING: path === 'info/refs' ? `service=${service}` : '',
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        ...env,
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.on('error', reject);
    child.stdin.on('error', () => undefined);
    const gzipped = /gzip/.test(request.headers['content-encoding'] ?? '');
    const input = gzipped ? request.pipe(createGunzip()) : request;
    input.on('error', () => child.stdin.destroy());
    // A client that goes away in the middle of its request must not leave the program waiting for the rest.
    request.on('close', () => request.complete || child.stdin.destroy());
    response?.on('close', () => child.kill());
    input.pipe(child.stdin);
    collect(child.stdout, response, resolve);
  });

const collect = (
  stdout: NodeJS.ReadableStream,
  response: ServerResponse | undefined,
  done: (answer: CgiAnswer) => void,
): void => {
  let head: Omit<CgiAnswer, 'body'> | undefined;
  let pending = Buffer.alloc(0);
  stdout.on('data', (chunk: Buffer) => {
    if (head && response) return void response.write(chunk);
    pending = Buffer.concat([pending, chunk]);
    const end = head ? -1 : pending.indexOf('\r\n\r\n');
    if (end < 0) return;
    head = parseHead(pending.subarray(0, end).toString());
    pending = pending.subarray(end + 4);
    if (response) {
      response.writeHead(head.status, head.headers);
      response.write(pending);
    }
  });
  stdout.on('close', () => {
    response?.end();
    done({ status: head?.status ?? 500, headers: head?.headers ?? {}, body: pending });
  });
};

const parseHead = (text: string): Omit<CgiAnswer, 'body'> => {
  const pairs = text.split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const { status = '200', ...headers } = Object.fromEntries(pairs);
  return { status: Number.parseInt(status, 10), headers };
};
