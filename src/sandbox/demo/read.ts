import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Person } from './person.ts';

export const MANIFESTS = 'acme/network-manifests';
export const CORDAPP = 'acme/trade-cordapp';

/** The whole demo must be over by then; a machine this slow has another problem. Milliseconds. */
export const PATIENCE_MS = 110_000;

const Pulls = z.array(
  z.object({
    number: z.number(),
    title: z.string(),
    body: z.string(),
    head: z.object({ ref: z.string(), sha: z.string() }),
  }),
);
const Comments = z.array(z.object({ body: z.string() }));
const Deliveries = z.array(
  z.object({ event: z.string(), action: z.string().nullish(), statusCode: z.number().nullish(), guid: z.string() }),
);

/** Looks until there is something to see, or a process that it depends on has died. */
export type Until = <T>(look: () => Promise<T | undefined>, what: string) => Promise<T>;

/** @throws Error that names what did not come before the deadline */
export const poll = async <T>(look: () => Promise<T | undefined>, what: string, deadline: AbortSignal): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (deadline.aborted) throw new Error(`${what} did not come within ${PATIENCE_MS / 1000} s`);
    await sleep(100);
  }
};

export const findDelivery = async (url: string) => {
  const deliveries = Deliveries.parse(await (await fetch(`${url}/sandbox/deliveries`)).json());
  return deliveries.find(
    ({ event, action, statusCode }) => event === 'release' && action === 'published' && statusCode,
  );
};

/** An open pull request by its place, the first being 1. */
export const findPull = async (person: Person, number: number) =>
  Pulls.parse(await person.get(`/repos/${MANIFESTS}/pulls`)).find((pull) => pull.number === number);

/** Cordage's status comment: the first of its comments there is. */
export const findComment = async (person: Person, pull: number) =>
  Comments.parse(await person.get(`/repos/${MANIFESTS}/issues/${pull}/comments`)).find(({ body }) =>
    body.startsWith('**'),
  )?.body;

export const readDiff = async (person: Person, pull: number): Promise<string> =>
  z.string().parse(await person.get(`/repos/${MANIFESTS}/pulls/${pull}`, 'application/vnd.github.diff'));
