import { z } from 'zod';
import { faultOfAnswer } from './api-fault.ts';
import { createLineSplitter, LONGEST_LINE } from './lines.ts';
import { collectionPath } from './paths.ts';
import { nameOf, versionOf, type Reading, type Source } from './source.ts';
import { createWatchdog } from './watchdog.ts';

/** What a line of a watch says. */
export type WatchEvent =
  | { readonly kind: 'changed' | 'deleted'; readonly name: string; readonly version: string; readonly raw: unknown }
  | { readonly kind: 'bookmark'; readonly version: string }
  /** The server gives up; `code` as in HTTP. `retryAfter` in milliseconds. */
  | { readonly kind: 'error'; readonly code: number; readonly retryAfter: number | undefined }
  /** A line that cannot be read: what it said is not known. */
  | { readonly kind: 'lost'; readonly why: 'garbage' | 'too-long' };

/**
 * The changes of a collection since a version, until the server ends the stream, which it is asked to do after some
 * minutes, or until it has said nothing for too long.
 * @throws Error where the server does not take the watch or breaks off; `faultOfError` tells why
 */
export async function* watch<T>(
  { connection, collection, selector }: Source<T>,
  version: string,
  { stop, heard, reached, timings }: Reading,
  longestLine = LONGEST_LINE,
): AsyncGenerator<WatchEvent, void, void> {
  using watchdog = createWatchdog(stop, timings.answer);
  const seconds = Math.max(1, Math.round((timings.watch * (1 + Math.random() / 4)) / 1000));
  const query = {
    watch: 'true',
    allowWatchBookmarks: 'true',
    timeoutSeconds: String(seconds),
    resourceVersion: version,
    ...(selector !== undefined && { labelSelector: selector }),
  };
  const answer = await connection.request(collectionPath(collection), query, { signal: watchdog.signal });
  if (answer.status !== 200) throw faultOfAnswer(answer, collection, Date.now());
  heard();
  reached();
  watchdog.allow(timings.silence);
  const split = createLineSplitter(longestLine);
  try {
    for await (const chunk of answer.body ?? []) {
      watchdog.feed();
      heard();
      for (const line of split(chunk)) if (line !== '') yield decodeLine(line);
    }
  } catch (error) {
    // Silence is no failure yet: whether the socket was half-open or all was quiet shows when it is asked again.
    if (!watchdog.signal.aborted || stop.aborted) throw error;
  }
}

const Line = z.object({ type: z.string(), object: z.unknown() });

/** `Status` of the API (meta/v1), as far as a watcher heeds it. */
const Status = z.object({
  code: z.number().catch(500),
  details: z.object({ retryAfterSeconds: z.number().nonnegative().optional() }).nullish().catch(undefined),
});

/** @param line undefined: it was too long */
export const decodeLine = (line: string | undefined): WatchEvent => {
  if (line === undefined) return { kind: 'lost', why: 'too-long' };
  try {
    return decodeEvent(Line.parse(JSON.parse(line))) ?? { kind: 'lost', why: 'garbage' };
  } catch {
    return { kind: 'lost', why: 'garbage' };
  }
};

const decodeEvent = ({ type, object }: z.infer<typeof Line>): WatchEvent | undefined => {
  if (type === 'ERROR') {
    const { code, details } = Status.parse(object);
    const wait = details?.retryAfterSeconds;
    return { kind: 'error', code, retryAfter: wait === undefined ? undefined : wait * 1000 };
  }
  const version = versionOf(object);
  if (version === undefined) return undefined;
  if (type === 'BOOKMARK') return { kind: 'bookmark', version };
  const name = nameOf(object);
  if (name === undefined) return undefined;
  if (type === 'ADDED' || type === 'MODIFIED') return { kind: 'changed', name, version, raw: object };
  return type === 'DELETED' ? { kind: 'deleted', name, version, raw: object } : undefined;
};
