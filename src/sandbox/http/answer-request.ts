import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { jsonOf, notModified, renderRefusal, renderReply, type Answer } from './answer.ts';
import { nameCaller } from './caller.ts';
import { isKnown } from './etag.ts';
import type { FaultSpec } from './faults.ts';
import type { Matched } from './match.ts';
import type { PrimaryLimiter } from './primary-limit.ts';
import { JSON_LIMIT, parseJson, readBytes, UPLOAD_LIMIT } from './read-body.ts';
import type { Memory } from './remembered.ts';
import { Refusal, type Caller, type Exchange } from './route.ts';
import type { SecondaryLimiter } from './secondary-limit.ts';
import type { Writes } from './writes.ts';

/** A request and its answer, told to whoever checks them. */
export type Passed = {
  readonly method: string;
  readonly path: string;
  /** The template of the route; undefined when there was none. */
  readonly route: string | undefined;
  readonly query: URLSearchParams;
  readonly requestHeaders: IncomingHttpHeaders;
  /** As parsed; undefined for none, for an upload, and when the handler was not reached. */
  readonly requestBody: unknown;
  readonly caller: Caller;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON that was sent; undefined for anything else. */
  readonly body: unknown;
};

/** A request of the API, found by its path. */
export type Asked = {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly upload: boolean;
  readonly matched: Matched | undefined;
};

export type Desk = {
  readonly authenticate: (headers: IncomingHttpHeaders) => Caller | Promise<Caller>;
  readonly primary: PrimaryLimiter;
  readonly secondary: SecondaryLimiter;
  readonly memory: Memory;
  readonly writes: Writes;
  readonly onExchange: (passed: Passed) => void;
  /** Told of what the sandbox got wrong itself. */
  readonly onCrash: (error: unknown) => void;
};

/** The one POST that changes nothing that anybody could see: a token for an installation. */
const TOKEN_ROUTE = '/app/installations/{installation_id}/access_tokens';

/** What was found out about a request before it was answered or refused. */
type Known = { caller: Caller; body?: unknown };

const ANONYMOUS: Caller = { kind: 'anonymous' };

/** Answers a request of the API: who asks, may they now, what do they ask, may they have it. */
export const answerRequest = async (desk: Desk, asked: Asked, fault: FaultSpec | undefined): Promise<Answer> => {
  const known: Known = { caller: ANONYMOUS };
  const answer = await handle(desk, asked, fault, known).catch((error: unknown): Answer => {
    if (error instanceof Refusal) return renderRefusal(error);
    desk.onCrash(error);
    return renderRefusal(new Refusal(500, 'Server Error'));
  });
  const { primary } = desk;
  const fresh = isFresh(asked, answer);
  if (fresh) primary.refund(known.caller);
  const sent = fresh ? notModified(answer) : answer;
  const told = { ...sent, headers: { ...primary.headers(known.caller), ...sent.headers, ...fault?.headers } };
  desk.onExchange(describe(asked, told, known));
  return told;
};

const isFresh = ({ method, request }: Asked, { status, headers }: Answer): boolean =>
  method === 'GET' && status === 200 && headers['etag'] !== undefined && isKnown(request.headers, headers['etag']);

const handle = async (desk: Desk, asked: Asked, fault: FaultSpec | undefined, known: Known): Promise<Answer> => {
  const { request, method, matched, upload } = asked;
  if (request.headers['user-agent'] === undefined) throw noUserAgent();
  const caller = await desk.authenticate(request.headers);
  known.caller = caller;
  const changes = method !== 'GET' && matched?.route.path !== TOKEN_ROUTE;
  const leave = desk.secondary.enter(caller, { method, creates: changes && method !== 'DELETE' });
  try {
    desk.primary.charge(caller);
    if (!matched) throw new Refusal(404, 'Not Found');
    if (matched.route.app && caller.kind !== 'app') throw new Refusal(401, 'A JSON web token could not be decoded');
    const raw = await readBytes(request, upload ? UPLOAD_LIMIT : JSON_LIMIT);
    known.body = upload ? undefined : parseJson(raw);
    return await run(desk, asked, matched, { caller, body: known.body, raw, fault, changes });
  } finally {
    leave();
  }
};

const run = async (
  desk: Desk,
  asked: Asked,
  { route, params }: Matched,
  given: Pick<Exchange, 'caller' | 'body' | 'raw'> & { fault: FaultSpec | undefined; changes: boolean },
): Promise<Answer> => {
  const { request, method, path, url } = asked;
  const { caller, body, raw, fault, changes } = given;
  const key = `${nameCaller(caller)} ${request.headers.accept ?? ''} ${url.href}`;
  const stale = fault?.stale !== undefined || fault?.staleMs !== undefined ? desk.memory.recall(key, fault) : undefined;
  if (stale) return stale;
  const exchange = { method, path, params, query: url.searchParams, headers: request.headers, body, raw, caller };
  const answer = renderReply(await route.handle(exchange), url, request.headers);
  if (method === 'GET') desk.memory.remember(key, answer);
  else if (changes && answer.status < 300) {
    await desk.writes.record({ caller, method, route: route.path, path, status: answer.status });
  }
  return answer;
};

const describe = ({ method, path, matched, url, request }: Asked, answer: Answer, known: Known): Passed => ({
  method,
  path,
  route: matched?.route.path,
  query: url.searchParams,
  requestHeaders: request.headers,
  requestBody: known.body,
  caller: known.caller,
  status: answer.status,
  headers: answer.headers,
  body: jsonOf(answer),
});

/** GitHub wants to know who calls (REST API, "User agent required"). */
const noUserAgent = (): Refusal =>
  new Refusal(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header');
