import type { Logger } from 'pino';
import { Probot } from 'probot';
import { decodeEvent, SUBSCRIBED, UNASKED, type Event } from '../events/decode.ts';
import type { Settings } from '../settings.ts';
import type { Handler } from './server.ts';

/** Where GitHub posts to; the App's page has the whole address. */
export const WEBHOOK_PATH = '/api/github/webhooks';

/**
 * Verifies, decodes, hands on; nothing else, for GitHub waits ten seconds at most and never sends again by itself.
 * The signature is checked over the raw bytes before anything is parsed; a wrong one is answered 400.
 */
export const webhookHandler = async (
  settings: Settings,
  log: Logger,
  onEvent: (name: string, event: Event) => void,
): Promise<Handler> => {
  const { id: appId, privateKey, webhookSecret: secret } = settings.app;
  const probot = new Probot({ appId, privateKey, secret, baseUrl: settings.github.apiUrl, log });
  await probot.load((app) => {
    app.on([...SUBSCRIBED, ...UNASKED], ({ id, name, payload }) => {
      const event = decodeEvent(payload);
      log.debug({ delivery: id, event: name, repository: event?.repository }, 'webhook');
      if (event) onEvent(name, event);
      else log.warn({ delivery: id, event: name }, 'webhook without the documented shape, dropped');
    });
  });
  const middleware = await probot.getNodeMiddleware({ path: WEBHOOK_PATH, log });
  return async (request, response) => Boolean(await middleware(request, response));
};
