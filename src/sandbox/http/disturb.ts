import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { JSON_TYPE, renderRefusal, type Answer } from './answer.ts';
import type { FaultSpec, Trickle } from './faults.ts';
import { Refusal } from './route.ts';

/**
 * A response that a handler fills as any other, and whose bytes never reach the client: when it is complete the
 * connection dies. What the handler did is done.
 */
export const loseResponse = (request: IncomingMessage): ServerResponse => {
  const lost = detachedResponse(request, new Writable({ write: (_chunk, _encoding, done) => done() }));
  lost.once('finish', () => request.socket.destroy());
  return lost;
};

/** A response that reaches the client slowly, or in part. Its connection is not used again. */
export const slowResponse = (request: IncomingMessage, trickle: Trickle, signal: AbortSignal): ServerResponse => {
  const { socket } = request;
  const budget = { left: trickle.cutAfter ?? Infinity };
  const slow = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      pour(socket, chunk, trickle, budget, signal).then(
        () => done(),
        () => socket.destroy(),
      );
    },
  });
  const response = detachedResponse(request, slow);
  response.once('finish', () => slow.end());
  slow.once('finish', () => {
    if (budget.left > 0) socket.end();
  });
  return response;
};

/** A response on a sink of our own; node needs no more of the socket than that it can be written to. */
const detachedResponse = (request: IncomingMessage, sink: Writable): ServerResponse => {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(sink as Socket);
  return response;
};

const pour = async (
  socket: Socket,
  chunk: Buffer,
  trickle: Trickle,
  budget: { left: number },
  signal: AbortSignal,
): Promise<void> => {
  for (let from = 0; from < chunk.length && budget.left > 0 && !socket.destroyed; from += trickle.bytes) {
    const part = chunk.subarray(from, from + Math.min(trickle.bytes, budget.left));
    budget.left -= part.length;
    socket.write(part);
    await sleep(trickle.everyMs, undefined, { signal });
  }
  if (budget.left <= 0 && trickle.rest !== 'silent' && !socket.writableEnded) socket.end();
};

/** GitHub's words for what tests ask for most. */
const MESSAGES: Readonly<Record<number, string>> = { 401: 'Bad credentials', 500: 'Server Error', 502: 'Server Error' };

/** The answer that a fault gives in place of the handler; undefined when it leaves the answer to it. */
export const answerOf = ({ status, body, headers }: FaultSpec): Answer | undefined => {
  if (status === undefined) return undefined;
  const refusal = renderRefusal(new Refusal(status, MESSAGES[status] ?? STATUS_CODES[status] ?? 'Unknown'));
  if (body === undefined) return { ...refusal, headers: { ...refusal.headers, ...headers } };
  const html = typeof body === 'string';
  return {
    status,
    headers: { 'content-type': html ? 'text/html; charset=utf-8' : JSON_TYPE, ...headers },
    bytes: Buffer.from(html ? body : JSON.stringify(body)),
  };
};
