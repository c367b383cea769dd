import type { Collection } from './api-fault.ts';
import type { Connection } from './connect.ts';
import { collectionPath, isName } from './paths.ts';
import { createWatchdog } from './watchdog.ts';

export type RefreshAnswer = 'asked' | 'refused' | 'gone' | 'away';

/**
 * Asks Argo CD by its annotation to compare an Application anew, past its cache of branches (argo-cd, util/argo/argo.go,
 * RefreshApp). From 3.6 on it forgets no request whose timestamp it has not seen.
 * @param at milliseconds, for the timestamp
 * @param limit milliseconds that it may take
 */
export const askForRefresh = async (
  connection: Connection,
  namespace: string,
  name: string,
  { at, limit, stop }: { readonly at: number; readonly limit: number; readonly stop: AbortSignal },
): Promise<RefreshAnswer> => {
  if (!isName(name)) return 'gone';
  const collection: Collection = { resource: 'applications', namespace };
  const annotations = {
    'argocd.argoproj.io/refresh': 'normal',
    'argocd.argoproj.io/refresh-timestamp': uniqueTime(at),
  };
  using watchdog = createWatchdog(stop, limit);
  const patch = async (): Promise<number> => {
    const path = `${collectionPath(collection)}/${encodeURIComponent(name)}`;
    const answer = await connection.request(
      path,
      { fieldManager: 'cordage' },
      {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify({ metadata: { annotations } }),
        signal: watchdog.signal,
      },
    );
    // What the server shows of the object comes by the watch as well.
    await answer.body?.cancel();
    return answer.status;
  };
  try {
    const first = await patch();
    return answerOf(first === 409 ? await patch() : first);
  } catch {
    return 'away';
  }
};

const answerOf = (status: number): RefreshAnswer => {
  if (status >= 200 && status < 300) return 'asked';
  if (status === 403) return 'refused';
  return status === 404 ? 'gone' : 'away';
};

let counter = 0;

/** RFC 3339 with nanoseconds, of which those below a millisecond make it unique in this process. */
const uniqueTime = (at: number): string => {
  counter = (counter + 1) % 1_000_000;
  return `${new Date(at).toISOString().slice(0, -1)}${String(counter).padStart(6, '0')}Z`;
};
