import type { IncomingMessage } from 'node:http';
import { renderRefusal, renderReply, type Answer } from './answer.ts';
import { nameCaller } from './caller.ts';
import { decodeFault } from './decode-fault.ts';
import type { Fault, Faults } from './faults.ts';
import type { Matched } from './match.ts';
import { JSON_LIMIT, parseJson, readBytes } from './read-body.ts';
import { Refusal, type Reply, type Route } from './route.ts';
import type { Write, Writes } from './writes.ts';

/** What a person with `curl` may see and do of webhook deliveries. */
type ControlledDeliveries = {
  /** Each as JSON. */
  readonly list: () => readonly unknown[];
  /** @returns false when there is none of this id */
  readonly redeliver: (id: number) => boolean;
};

type Controlled = {
  readonly faults: Faults;
  readonly writes: Writes;
  readonly deliveries: ControlledDeliveries;
};

/**
 * The sandbox's own controls: `/sandbox/faults` (GET, POST, DELETE), `/sandbox/writes` (GET) and `/sandbox/deliveries`
 * (GET, and POST to `/sandbox/deliveries/{id}/attempts`).
 */
export const controlRoutes = ({ faults, writes, deliveries }: Controlled): readonly Route[] => [
  { method: 'GET', path: '/sandbox/faults', handle: () => ok(faults.list().map(showFault)) },
  { method: 'POST', path: '/sandbox/faults', handle: ({ body }) => addFault(faults, body) },
  {
    method: 'DELETE',
    path: '/sandbox/faults',
    handle: () => {
      faults.clear();
      return { status: 204 };
    },
  },
  { method: 'GET', path: '/sandbox/writes', handle: () => ok(writes.list().map(showWrite)) },
  { method: 'GET', path: '/sandbox/deliveries', handle: () => ok(deliveries.list()) },
  {
    method: 'POST',
    path: '/sandbox/deliveries/{id}/attempts',
    handle: ({ params }) => {
      if (!deliveries.redeliver(Number(params['id']))) throw new Refusal(404, 'Not Found');
      return { status: 202, body: {} };
    },
  },
];

const ok = (body: unknown): Reply => ({ status: 200, body });

const addFault = (faults: Faults, body: unknown): Reply => {
  faults.add(decodeFault(body));
  return { status: 201, body: faults.list().map(showFault).at(-1) };
};

const showFault = ({ id, spec, hits }: Fault): unknown => ({
  id,
  hits,
  ...spec,
  ...(spec.path instanceof RegExp ? { path: { pattern: spec.path.source } } : {}),
});

const showWrite = (write: Write): unknown => ({
  ...write,
  at: new Date(write.at).toISOString(),
  caller: nameCaller(write.caller),
});

/** Answers a request to the controls. They are for this machine's user: no login. */
export const answerControl = async (
  match: (method: string, path: string) => Matched | undefined,
  request: IncomingMessage,
  url: URL,
): Promise<Answer> => {
  const method = request.method ?? '';
  const matched = match(method, url.pathname);
  try {
    if (!matched) throw new Refusal(404, 'Not Found');
    const raw = await readBytes(request, JSON_LIMIT);
    const reply = await matched.route.handle({
      method,
      path: url.pathname,
      params: matched.params,
      query: url.searchParams,
      headers: request.headers,
      body: parseJson(raw),
      raw,
      caller: { kind: 'anonymous' },
    });
    return renderReply(reply, url, request.headers);
  } catch (error) {
    if (error instanceof Refusal) return renderRefusal(error);
    throw error;
  }
};
