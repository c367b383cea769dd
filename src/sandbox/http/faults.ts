import { parseTemplate } from './match.ts';

/** What goes wrong, with which requests, how often. */
export type FaultSpec = {
  readonly method?: string;
  /** Tested against the path without the API's prefix, with and without its query; or a route's template. */
  readonly path?: RegExp | string;
  /** Answered in place of the handler, which then does not run. */
  readonly status?: number;
  /** JSON, or text that is sent as HTML; without one, GitHub's error body. */
  readonly body?: unknown;
  /** Set on the answer of the fault, or added to the handler's own. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  /** The connection dies before the handler ran, or after it with its answer lost. */
  readonly drop?: 'before' | 'after';
  /** Answers a GET as it was answered before the last n writes. An address never asked before is answered live. */
  readonly stale?: number;
  /** Answers a GET as it was answered at least this long ago. */
  readonly staleMs?: number;
  readonly trickle?: Trickle;
  /** How often it strikes; once unless told. */
  readonly times?: number;
  /** How many matching requests pass before it strikes. */
  readonly skip?: number;
};

/** A slow answer: so many bytes of the raw stream at a time. */
export type Trickle = {
  readonly bytes: number;
  readonly everyMs: number;
  /** After this many bytes the rest never comes: the server closes its half of the connection, or falls silent. */
  readonly cutAfter?: number;
  readonly rest?: 'closed' | 'silent';
};

export type Fault = { readonly id: number; readonly spec: FaultSpec; readonly hits: number };

type FaultedRequest = {
  readonly method: string;
  /** Without the API's prefix and the query. */
  readonly path: string;
  readonly search: string;
  /** The template of the route that will answer. */
  readonly route: string | undefined;
};

/** The faults in force. A request meets the first that matches, in the order they were added. */
export type Faults = {
  readonly add: (spec: FaultSpec) => { readonly remove: () => void; readonly hits: () => number };
  readonly list: () => readonly Fault[];
  readonly clear: () => void;
  /** The fault that strikes this request, which then counts. */
  readonly strike: (request: FaultedRequest) => FaultSpec | undefined;
};

type Armed = {
  readonly id: number;
  readonly spec: FaultSpec;
  readonly concerns: (request: FaultedRequest) => boolean;
  seen: number;
};

export const createFaults = (): Faults => {
  let armed: Armed[] = [];
  let lastId = 0;
  return {
    add: (spec) => {
      lastId += 1;
      const fault: Armed = { id: lastId, spec, concerns: matcherOf(spec), seen: 0 };
      armed.push(fault);
      return {
        remove: () => {
          armed = armed.filter((other) => other !== fault);
        },
        hits: () => hitsOf(fault),
      };
    },
    list: () => armed.map((fault) => ({ id: fault.id, spec: fault.spec, hits: hitsOf(fault) })),
    clear: () => {
      armed = [];
    },
    strike: (request) => {
      for (const fault of armed) {
        if (!fault.concerns(request) || hitsOf(fault) >= timesOf(fault.spec)) continue;
        fault.seen += 1;
        if (fault.seen > (fault.spec.skip ?? 0)) return fault.spec;
      }
      return undefined;
    },
  };
};

const timesOf = ({ times }: FaultSpec): number => times ?? 1;

const hitsOf = ({ seen, spec }: Armed): number => Math.max(0, seen - (spec.skip ?? 0));

const matcherOf = (spec: FaultSpec): ((request: FaultedRequest) => boolean) => {
  const { path } = spec;
  const concernsPath = path === undefined ? () => true : typeof path === 'string' ? byTemplate(path) : byPattern(path);
  // A replay makes sense for reads alone; a write that it would swallow is left alone.
  const method = spec.stale !== undefined || spec.staleMs !== undefined ? 'GET' : spec.method;
  return (request) => (method === undefined || method === request.method) && concernsPath(request);
};

const byTemplate = (path: string): ((request: FaultedRequest) => boolean) => {
  const template = parseTemplate(path);
  return (request) =>
    request.route === undefined
      ? template.match(request.path) !== undefined
      : request.route === path || request.path === path;
};

const byPattern = (path: RegExp): ((request: FaultedRequest) => boolean) => {
  // A global or sticky pattern remembers where it was, and would miss every other request.
  const pattern = new RegExp(path.source, path.flags.replaceAll(/[gy]/g, ''));
  return (request) => pattern.test(request.path) || pattern.test(request.path + request.search);
};
