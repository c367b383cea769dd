import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { mediaTypeOf, renderRefusal, send, type Answer } from './answer.ts';
import { answerRequest, type Desk } from './answer-request.ts';
import { answerControl } from './control.ts';
import { answerOf, loseResponse, slowResponse } from './disturb.ts';
import type { Faults, FaultSpec } from './faults.ts';
import { createMatcher } from './match.ts';
import { Refusal, type Route } from './route.ts';

/** Where GitHub Enterprise Server has its API, and the part of it that takes release assets. */
const PREFIX = '/api/v3';
const UPLOAD_PREFIX = '/api/uploads';

type Service = {
  readonly routes: readonly Route[];
  readonly control: readonly Route[];
  readonly fallthrough?: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
  readonly faults: Faults;
  readonly desk: Desk;
  readonly onUnrouted: (request: string) => void;
  readonly baseUrl: () => string;
  readonly closing: AbortSignal;
};

/** What becomes of a request: the sandbox's own controls, a fault, the API, or what falls through. */
export const createServe = (
  service: Service,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const { faults, desk, closing, fallthrough } = service;
  const match = createMatcher(service.routes);
  const matchControl = createMatcher(service.control);
  let served = 0;
  return async (request, response) => {
    const url = URL.parse(`${service.baseUrl()}${request.url ?? ''}`);
    const method = request.method ?? '';
    if (!url) return send(response, renderRefusal(new Refusal(400, 'Bad Request')));
    if (url.pathname.startsWith('/sandbox/')) return send(response, await answerControl(matchControl, request, url));
    const prefix = [PREFIX, UPLOAD_PREFIX].find((prefix) => url.pathname.startsWith(`${prefix}/`));
    const path = url.pathname.slice(prefix?.length ?? 0);
    const matched = prefix === undefined ? undefined : match(method, path);
    const fault = faults.strike({ method, path, search: url.search, route: matched?.route.path });
    if (fault?.delayMs !== undefined) await sleep(fault.delayMs, undefined, { signal: closing });
    if (fault?.drop === 'before') return void request.socket.destroy();
    const out = fault ? disturb(request, response, fault, closing) : response;
    served += 1;
    const forced = fault && answerOf(fault);
    if (forced) {
      request.resume();
      return send(out, withHeaders(forced, request, served));
    }
    if (prefix === undefined) {
      return fallthrough ? fallthrough(request, out) : send(out, renderRefusal(new Refusal(404, 'Not Found')));
    }
    if (!matched) service.onUnrouted(`${method} ${path}`);
    const asked = { request, method, path, url, matched, upload: prefix === UPLOAD_PREFIX };
    send(out, withHeaders(await answerRequest(desk, asked, fault), request, served));
  };
};

const disturb = (
  request: IncomingMessage,
  response: ServerResponse,
  fault: FaultSpec,
  closing: AbortSignal,
): ServerResponse => {
  if (fault.drop === 'after') return loseResponse(request);
  return fault.trickle ? slowResponse(request, fault.trickle, closing) : response;
};

/** GitHub's own id is longer and says no more. */
const requestId = (served: number): string => `CAFE:${served.toString(16).toUpperCase().padStart(6, '0')}`;

const withHeaders = (answer: Answer, request: IncomingMessage, served: number): Answer => ({
  ...answer,
  headers: {
    server: 'github.com',
    'x-github-media-type': mediaTypeOf(request.headers.accept),
    'x-github-api-version-selected': String(request.headers['x-github-api-version'] ?? '2022-11-28'),
    'x-github-request-id': requestId(served),
    ...answer.headers,
  },
});
