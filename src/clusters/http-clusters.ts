import { z } from 'zod';
import type { NodeVerdict } from '../core/rollout/snapshot.ts';
import { clustersAway, NODE_UNSEEN } from '../core/text/cluster-words.ts';
import { unknownAll, type Clusters, type Question } from './clusters.ts';

const LARGEST_BYTES = 16 * 1024 * 1024;

const View = z.object({
  nodes: z.record(
    z.string(),
    z.object({
      versions: z.record(z.string(), z.string()),
      state: z.enum(['live', 'syncing', 'degraded']),
      since: z.number(),
      message: z.string().optional(),
    }),
  ),
});
type View = z.infer<typeof View>;

/**
 * A stand-in for Argo CD, as the sandbox serves it at `/sandbox/clusters`: one request for each pass and network, of at
 * most 5 s and 16 MB.
 * @param url without a slash at its end
 */
export const httpClusters = (url: string, stop: AbortSignal, timeoutMs = 5000): Clusters => ({
  open: (network) => {
    let view: Promise<View | string> | undefined;
    return async (question) => {
      view ??= load(`${url}/${network}`, AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]));
      const seen = await view;
      return typeof seen === 'string' ? unknownAll(question, clustersAway(seen)) : judge(seen, question);
    };
  },
});

/** @returns the reason, in words of ours that stay the same for as long as it does, where there is no view */
const load = async (url: string, signal: AbortSignal): Promise<View | string> => {
  try {
    const answer = await fetch(url, { signal, redirect: 'error' });
    if (!answer.ok) {
      await answer.body?.cancel();
      return `status ${answer.status}`;
    }
    const text = await readUpTo(answer, LARGEST_BYTES);
    const view = text === undefined ? undefined : decode(text);
    return view ?? 'an answer that is not understood';
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no answer';
  }
};

const readUpTo = async (answer: Response, limit: number): Promise<string | undefined> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > limit) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
};

const decode = (text: string): View | undefined => {
  try {
    return View.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** Live counts only on the version that is asked for; on another the node is still on its way. */
const judge = (view: View, { artifact, version, nodes, since = 0 }: Question): ReadonlyMap<string, NodeVerdict> => {
  const seen = new Map(Object.entries(view.nodes));
  return new Map(
    nodes.map((name): [string, NodeVerdict] => {
      const node = seen.get(name);
      if (!node) return [name, { kind: 'unknown', since, message: NODE_UNSEEN }];
      const { state, message } = node;
      if (state === 'degraded') return [name, { kind: 'degraded', since: node.since, message }];
      const runsIt = new Map(Object.entries(node.versions)).get(artifact.name) === version;
      return [name, runsIt ? { kind: state, since: node.since } : { kind: 'syncing', since }];
    }),
  );
};
