import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { Probot } from 'probot';
import { decodeEvent, SUBSCRIBED, UNASKED, type Event } from '../events/decode.ts';
import type { Settings } from '../settings.ts';
import { readBody } from './body.ts';
import { reply, type Handler } from './server.ts';

/**
 * Where GitHub posts to. The App's page has the whole address; the root is what Probot's registration page writes
 * there unless it is told better.
 */
const WEBHOOK_PATHS: readonly (string | undefined)[] = ['/api/github/webhooks', '/'];

/** GitHub sends no payload larger than 25 MB (docs: webhook events and payloads, payload cap). */
const LARGEST_BODY = 25 * 1024 * 1024;

type Delivery = { readonly id: string; readonly name: string; readonly signature: string };

/**
 * Verifies, decodes, hands on; nothing else, for GitHub waits ten seconds at most and never sends again by itself.
 * The signature is checked over the raw bytes before anything is parsed. Probot's own middleware is not used, since it
 * reads bodies without bound and logs whole those that it refuses.
 */
export const webhookHandler = async (
  settings: Settings,
  log: Logger,
  onEvent: (name: string, event: Event) => void,
): Promise<Handler> => {
  const { id: appId, privateKey, webhookSecret: secret } = settings.app;
  const probot = new Probot({ appId, privateKey, secret, baseUrl: settings.github.apiUrl, log });
  await probot.ready();
  const asked: readonly string[] = [...SUBSCRIBED, ...UNASKED];
  probot.on([...SUBSCRIBED, ...UNASKED], ({ id, name, payload }) => {
    const event = decodeEvent(payload);
    log.debug({ delivery: id, event: name, repository: event?.repository }, 'webhook');
    if (event) onEvent(name, event);
    else log.warn({ delivery: id, event: name }, 'webhook without the documented shape, dropped');
  });
  const receive = async (delivery: Delivery, request: IncomingMessage, response: ServerResponse): Promise<true> => {
    const refuse = (status: number, why: string): true => {
      log.warn({ delivery: delivery.id, status, from: request.socket.remoteAddress }, `webhook refused: ${why}`);
      return reply(response, status, why);
    };
    const body = await readBody(request, LARGEST_BODY);
    if (body === undefined) return refuse(413, `more than ${LARGEST_BODY} bytes`);
    const text = body.toString();
    if (text === '') return refuse(400, 'not a JSON object');
    if (!(await probot.webhooks.verify(text, delivery.signature))) return refuse(401, 'wrong signature');
    const payload = parseObject(text);
    if (payload === undefined) return refuse(400, 'not a JSON object');
    if (!asked.includes(delivery.name)) return reply(response, 202, 'not an event that Cordage looks at');
    await probot.webhooks.receive({ ...delivery, payload } as Parameters<typeof probot.webhooks.receive>[0]);
    return reply(response, 202, 'taken');
  };
  return async (request, response) => {
    if (request.method !== 'POST' || !WEBHOOK_PATHS.includes(request.url?.split('?')[0])) return false;
    const delivery = decodeHeaders(request);
    if (delivery) return receive(delivery, request, response);
    log.warn({ status: 400, from: request.socket.remoteAddress }, 'webhook refused: not signed, or not a webhook');
    return reply(response, 400, 'not signed, or not a webhook');
  };
};

/** Undefined when what every delivery of GitHub has is missing, or is longer than GitHub makes it. */
const decodeHeaders = ({ headers }: IncomingMessage): Delivery | undefined => {
  const one = (name: string): string => String(headers[name] ?? '');
  const delivery = {
    id: one('x-github-delivery'),
    name: one('x-github-event'),
    signature: one('x-hub-signature-256'),
  };
  const isJson = /^application\/json\s*(;|$)/i.test(one('content-type'));
  const isWhole = /^[\w-]{1,100}$/.test(delivery.id) && /^\w{1,100}$/.test(delivery.name);
  return isJson && isWhole && /^sha256=[\da-f]{64}$/.test(delivery.signature) ? delivery : undefined;
};

const parseObject = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
