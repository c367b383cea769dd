import type { IncomingHttpHeaders } from 'node:http';

/** A permission that GitHub grants an App's installation, by the name that `app.yml` uses. */
export type Permission =
  | 'contents'
  | 'pull_requests'
  | 'issues'
  | 'checks'
  | 'metadata'
  | 'statuses'
  | 'deployments'
  | 'members'
  | 'administration';

/** Who makes a request, as far as its token tells. */
export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'app'; appId: number }
  | {
      kind: 'installation';
      appId: number;
      installationId: number;
      permissions: Readonly<Record<string, 'read' | 'write'>>;
      repositories: ReadonlySet<string>;
    }
  | { kind: 'user'; login: string };

/** One request, matched to its route, with its body parsed. */
export type Exchange = {
  readonly method: string;
  /** The path without the API's prefix, percent-encoding as sent. */
  readonly path: string;
  /** The route's parameters, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The JSON body; `undefined` when there is none or it is not JSON (then see `raw`). */
  readonly body: unknown;
  readonly raw: Buffer;
  readonly caller: Caller;
};

/** What a route answers. Of `body`, `bytes` and `list`, at most one. */
export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bytes?: Uint8Array;
  /** The whole list: the layer takes the page asked for and sets `Link`. */
  readonly list?: readonly unknown[];
  /** The key under which the page is wrapped beside `total_count`: `check_runs`, `repositories` … */
  readonly wrap?: string;
};

/** One operation of the API, under its path as GitHub's OpenAPI description writes it. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Only an App's own JWT may call it. */
  readonly app?: true;
  readonly handle: (exchange: Exchange) => Reply | Promise<Reply>;
};

/** One entry of GitHub's `errors` list. */
export type ValidationError = {
  readonly resource?: string;
  readonly field?: string;
  readonly code?: string;
  readonly message?: string;
};

/** Where GitHub's error bodies send the reader when nothing more exact is known. */
const DOCUMENTATION = 'https://docs.github.com/rest';

/** A request refused: thrown by a handler, rendered by the layer as GitHub's error body. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly errors: readonly ValidationError[] | undefined;
  readonly documentation_url: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors?: readonly ValidationError[],
    more: { readonly documentation_url?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.documentation_url = more.documentation_url ?? DOCUMENTATION;
    this.headers = more.headers ?? {};
  }
}
