import { createHmac } from 'node:crypto';
import type { Delivery } from './world-deliveries.ts';
import { inBackground, type World } from './world.ts';

/** GitHub gives a receiver ten seconds, and does not try again by itself. */
const TIMEOUT_MS = 10_000;

/** What a test may do with webhooks: as networks do, lose them, double them and change their order. */
export type Deliveries = {
  readonly list: () => readonly Delivery[];
  /** From now on nothing is sent. */
  readonly hold: () => void;
  /** Sends what is held, in the order given: one left out is dropped, one named twice is sent twice with the same guid. */
  readonly release: (order?: (held: readonly Delivery[]) => readonly Delivery[]) => void;
  /** Loses all that match, held or to come, until the returned function is called. */
  readonly drop: (matches: (delivery: Delivery) => boolean) => () => void;
  /** Sends one again, as the button in the App's settings does. @returns false when there is none of this id */
  readonly redeliver: (id: number) => boolean;
  /** Resolves when nothing is being sent or computed behind an answer. */
  readonly settled: () => Promise<void>;
};

export const enqueue = (world: World, delivery: Delivery): void => {
  world.outbox.deliveries.push(delivery);
  if ([...world.outbox.dropRules].some((matches) => matches(delivery))) delivery.state = 'dropped';
  else if (!world.outbox.held) send(world, delivery);
};

const send = (world: World, delivery: Delivery): void => {
  delivery.state = 'sending';
  const before = world.outbox.lastSent.get(delivery.appId) ?? Promise.resolve();
  const sent = before.then(() => deliver(world, delivery));
  world.outbox.lastSent.set(delivery.appId, sent);
  inBackground(world, sent);
};

const deliver = async (world: World, delivery: Delivery): Promise<void> => {
  const app = world.apps.get(delivery.appId);
  const body = JSON.stringify(delivery.payload);
  const started = performance.now();
  delivery.deliveredAt = world.now();
  delivery.requestHeaders = headersOf(delivery, body, app?.webhookSecret ?? '');
  try {
    if (!app?.webhookUrl) throw new Error('no webhook URL');
    const answer = await fetch(app.webhookUrl, {
      method: 'POST',
      headers: delivery.requestHeaders,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    delivery.responseBody = await answer.text();
    delivery.responseHeaders = Object.fromEntries(answer.headers);
    delivery.statusCode = answer.status;
    delivery.status = answer.ok ? 'OK' : answer.statusText || `Invalid HTTP Response: ${answer.status}`;
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    delivery.status = timedOut ? 'timed out' : 'failed to connect to host';
  }
  delivery.duration = (performance.now() - started) / 1000;
  delivery.state = 'sent';
};

const headersOf = (delivery: Delivery, body: string, secret: string): Record<string, string> => {
  const sign = (algorithm: string): string =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/sandbox',
    'x-github-delivery': delivery.guid,
    'x-github-event': delivery.event,
    'x-github-hook-id': String(delivery.appId),
    'x-github-hook-installation-target-id': String(delivery.appId),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': sign('sha1'),
    'x-hub-signature-256': sign('sha256'),
  };
};

const sendAgain = (world: World, delivery: Delivery): void => {
  const again: Delivery = { ...delivery, id: world.nextId(), redelivery: true, statusCode: 0, status: 'pending' };
  world.outbox.deliveries.push(again);
  send(world, again);
};

export const redeliver = (world: World, id: number): boolean => {
  const delivery = world.outbox.deliveries.find((known) => known.id === id);
  if (delivery) sendAgain(world, delivery);
  return delivery !== undefined;
};

export const controlDeliveries = (world: World): Deliveries => ({
  list: () => world.outbox.deliveries,
  hold: () => {
    world.outbox.held = true;
  },
  release: (order = (held) => held) => {
    world.outbox.held = false;
    const held = world.outbox.deliveries.filter(({ state }) => state === 'held');
    for (const delivery of order(held)) {
      if (delivery.state === 'held') send(world, delivery);
      else sendAgain(world, delivery);
    }
    for (const delivery of held) if (delivery.state === 'held') delivery.state = 'dropped';
  },
  drop: (matches) => {
    world.outbox.dropRules.add(matches);
    for (const delivery of world.outbox.deliveries) {
      if (delivery.state === 'held' && matches(delivery)) delivery.state = 'dropped';
    }
    return () => void world.outbox.dropRules.delete(matches);
  },
  redeliver: (id) => redeliver(world, id),
  settled: async () => {
    while (world.background.size > 0) await Promise.all(world.background);
  },
});
