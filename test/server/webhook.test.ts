import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { MANIFESTS, setStage, settle, type Stage } from '../scenarios/stage.ts';

const SECRET = 'a long random text';
const PUSH = JSON.stringify({ ref: 'refs/heads/main', repository: { full_name: MANIFESTS }, commits: [] });

const sign = (body: string | Uint8Array, secret = SECRET): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

type Post = { readonly body?: string | Uint8Array; readonly headers?: Record<string, string>; readonly path?: string };

/** Posts as GitHub does. @returns status and body */
const post = async (app: App, { body = PUSH, headers = {}, path = '/api/github/webhooks' }: Post = {}) => {
  const answer = await fetch(`${app.url}${path}`, {
    method: 'POST',
    body: Buffer.from(body),
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': 'c0ffee',
      'x-hub-signature-256': sign(body),
      ...headers,
    },
  });
  return `${answer.status} ${(await answer.text()).trim()}`;
};

/** How many passes there were over the network, and webhooks taken. */
const counts = async (app: App): Promise<readonly string[]> => {
  const lines = (await (await fetch(`${app.url}/metrics`)).text()).split('\n');
  return lines.filter((line) => /^cordage_(passes|webhooks)_total\{/.test(line));
};

const open = async (): Promise<{ stage: Stage; app: App }> => {
  const stage = await setStage();
  const app = await stage.start();
  await settle(stage, app);
  return { stage, app };
};

it('takes a delivery at either address', async () => {
  const { stage, app } = await open();
  const before = await counts(app);
  expect(await post(app)).toBe('202 taken');
  expect(await post(app, { path: '/' })).toBe('202 taken');
  expect(await post(app, { headers: { 'content-type': 'application/json; charset=utf-8' } })).toBe('202 taken');
  await settle(stage, app);
  const after = await counts(app);
  expect(after).toContain('cordage_webhooks_total{event="push"} 3');
  expect(after).not.toEqual(before);
});

it('refuses everything else, does nothing, and goes on', async () => {
  const { stage, app } = await open();
  const before = await counts(app);
  const lines = stage.logs.length;
  const huge = Buffer.alloc(26 * 1024 * 1024, 'a');
  const cases: readonly [string, Post, string][] = [
    ['not signed', { headers: { 'x-hub-signature-256': '' } }, '400 not signed, or not a webhook'],
    [
      'signed by SHA-1 only',
      { headers: { 'x-hub-signature-256': '', 'x-hub-signature': 'sha1=00' } },
      '400 not signed, or not a webhook',
    ],
    [
      'a signature that is none',
      { headers: { 'x-hub-signature-256': 'sha256=zz' } },
      '400 not signed, or not a webhook',
    ],
    ['a wrong signature', { headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` } }, '401 wrong signature'],
    ['another secret', { headers: { 'x-hub-signature-256': sign(PUSH, 'development') } }, '401 wrong signature'],
    [
      'the signature of another body',
      { body: `${PUSH} `, headers: { 'x-hub-signature-256': sign(PUSH) } },
      '401 wrong signature',
    ],
    ['no event', { headers: { 'x-github-event': '' } }, '400 not signed, or not a webhook'],
    ['an event by a strange name', { headers: { 'x-github-event': '../x' } }, '400 not signed, or not a webhook'],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      '400 not signed, or not a webhook',
    ],
    ['an empty body', { body: '' }, '400 not a JSON object'],
    ['not JSON', { body: '{"a"' }, '400 not a JSON object'],
    ['a list', { body: '[]' }, '400 not a JSON object'],
    ['not UTF-8', { body: Uint8Array.of(0x7b, 0xff, 0x7d) }, '401 wrong signature'],
    ['an event nobody asked for', { headers: { 'x-github-event': 'star' } }, '202 not an event that Cordage looks at'],
    [
      "an event by the name of an object's own",
      { headers: { 'x-github-event': '__proto__' } },
      '202 not an event that Cordage looks at',
    ],
    ['ping', { headers: { 'x-github-event': 'ping' } }, '202 not an event that Cordage looks at'],
    ['a repository that can be none', { body: '{"repository":{"full_name":"../../x"}}' }, '202 taken'],
    ['too large', { body: huge }, '413 more than 26214400 bytes'],
    ['another path', { path: '/api/github' }, '404 Not Found'],
  ];
  const answers: [string, string][] = [];
  for (const [name, request] of cases) answers.push([name, await post(app, request)]);
  expect(answers).toEqual(cases.map(([name, , answer]) => [name, answer]));
  expect((await fetch(`${app.url}/api/github/webhooks`)).status).toBe(404);
  await settle(stage, app);
  expect(await counts(app)).toEqual(before);
  const told = JSON.stringify(stage.logs.slice(lines));
  expect(told).toContain('webhook refused: wrong signature');
  expect(told.length).toBeLessThan(10_000);
});

it('bounds a body that does not say how long it is', async () => {
  const { app } = await open();
  const sending = request(`${app.url}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': '1',
      'x-hub-signature-256': sign(''),
    },
  });
  sending.on('error', () => undefined);
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  const chunk = Buffer.alloc(1024 * 1024, 'a');
  for (let sent = 0; sent < 27; sent += 1) if (!sending.write(chunk)) await once(sending, 'drain');
  // Answered though the body goes on.
  const [answer] = await answered;
  expect(answer.statusCode).toBe(413);
  sending.destroy();
});

it('outlives senders that go away, and those that speak no HTTP', async () => {
  const { app } = await open();
  const { port } = new URL(app.url);
  for (const words of [
    'nonsense\r\n\r\n',
    `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\ncontent-type: application/json\r\nx-github-event: push\r\nx-github-delivery: 1\r\nx-hub-signature-256: ${sign('')}\r\n\r\n{`,
  ]) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(words);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
  }
  expect(await post(app)).toBe('202 taken');
});

it('answers at once, whatever its pass has to wait for', async () => {
  const { stage, app } = await open();
  const hanging = stage.sandbox.faults.add({ delayMs: 3000, times: Infinity });
  await post(app);
  await expect.poll(hanging.hits, { timeout: 15_000 }).toBeGreaterThan(0);
  const started = performance.now();
  for (let n = 0; n < 20; n += 1) expect(await post(app)).toBe('202 taken');
  expect(performance.now() - started).toBeLessThan(1500);
  hanging.remove();
});
