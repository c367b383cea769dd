import type { Exchange, Reply, Route } from '../http/route.ts';
import { redeliver } from './deliveries.ts';
import type { Schemas } from './payloads/schemas.ts';
import { notFound } from './refuse.ts';
import { ok } from './visit.ts';
import type { Delivery } from './world-deliveries.ts';
import { isoTime, type World } from './world.ts';

const renderItem = (delivery: Delivery): Schemas['hook-delivery-item'] => ({
  id: delivery.id,
  guid: delivery.guid,
  delivered_at: isoTime(delivery.deliveredAt),
  redelivery: delivery.redelivery,
  duration: Math.round(delivery.duration * 100) / 100,
  status: delivery.status,
  status_code: delivery.statusCode,
  event: delivery.event,
  action: delivery.action ?? null,
  installation_id: delivery.installationId ?? null,
  repository_id: delivery.repositoryId ?? null,
  throttled_at: null,
});

/** The App's log of webhooks, newest first. What is held or dropped was never sent, so it is not in it. */
const logOf = (world: World, { caller }: Exchange): readonly Delivery[] => {
  if (caller.kind !== 'app') throw notFound();
  return world.outbox.deliveries
    .filter((delivery) => delivery.appId === caller.appId && delivery.state === 'sent')
    .toSorted((a, b) => b.id - a.id);
};

const find = (world: World, exchange: Exchange): Delivery => {
  const delivery = logOf(world, exchange).find(({ id }) => String(id) === exchange.params['delivery_id']);
  if (!delivery) throw notFound();
  return delivery;
};

export const hookDeliveryRoutes = (world: World): readonly Route[] => [
  {
    method: 'GET',
    path: '/app/hook/config',
    app: true,
    handle: ({ caller }) => {
      const app = caller.kind === 'app' ? world.apps.get(caller.appId) : undefined;
      if (!app) throw notFound();
      return ok({ content_type: 'json', insecure_ssl: '0', secret: '********', url: app.webhookUrl ?? '' });
    },
  },
  {
    method: 'GET',
    path: '/app/hook/deliveries',
    app: true,
    handle: (exchange) => pageByCursor(world, logOf(world, exchange), exchange),
  },
  {
    method: 'GET',
    path: '/app/hook/deliveries/{delivery_id}',
    app: true,
    handle: (exchange) => {
      const delivery = find(world, exchange);
      const { requestHeaders, responseHeaders, responseBody, payload } = delivery;
      return ok({
        ...renderItem(delivery),
        url: '',
        request: { headers: { ...requestHeaders }, payload: { ...payload } },
        response: { headers: { ...responseHeaders }, payload: responseBody },
      });
    },
  },
  {
    method: 'POST',
    path: '/app/hook/deliveries/{delivery_id}/attempts',
    app: true,
    handle: (exchange) => {
      redeliver(world, find(world, exchange).id);
      return { status: 202, body: {} };
    },
  },
];

/** This list is paged by cursor, not by number: the cursor is the id to go on from. */
const pageByCursor = (world: World, log: readonly Delivery[], { query, path }: Exchange): Reply => {
  const size = Math.min(Math.max(Number(query.get('per_page') ?? 30) || 30, 1), 100);
  const cursor = query.get('cursor');
  const status = query.get('status');
  const wanted = log
    .filter((delivery) => cursor === null || delivery.id <= Number(cursor))
    .filter(
      (delivery) =>
        status === null || (delivery.statusCode >= 200 && delivery.statusCode < 300) === (status === 'success'),
    );
  const next = wanted[size];
  const body = wanted.slice(0, size).map(renderItem);
  if (!next) return ok(body);
  const link = `<${world.apiUrl}${path}?per_page=${size}&cursor=${next.id}>; rel="next"`;
  return { ...ok(body), headers: { link } };
};
