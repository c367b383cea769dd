import type { Response } from 'undici';
import { z } from 'zod';
import { ApiFault, Expired, faultOfAnswer } from './api-fault.ts';
import { collectionPath } from './paths.ts';
import { MOST_RECORDS, nameOf, type Reading, type Source } from './source.ts';
import { createWatchdog } from './watchdog.ts';

/** All of a collection as of one moment, by name. */
export type Listing<T> = { readonly version: string; readonly records: Map<string, T> };

/** Objects on a page. As many of 10 kB make 5 MB. */
const PAGE = 500;

/** Bytes of a page; one that is larger is asked for in smaller pieces, down to one object. */
const LARGEST_PAGE = 64 * 1024 * 1024;

/** A continue token outlives five minutes in etcd: one that expires again and again is no accident. */
const MOST_RESTARTS = 3;

const Page = z.object({
  metadata: z.object({ resourceVersion: z.string().min(1), continue: z.string().nullish() }),
  items: z.array(z.unknown()).nullish(),
});
type Page = z.infer<typeof Page>;

/**
 * Reads a collection page by page; of each page only the records stay. All pages show the same snapshot: where the
 * server no longer has it, the list begins anew.
 * @throws Error; `faultOfError` tells why
 */
export const list = async <T>(source: Source<T>, reading: Reading): Promise<Listing<T>> => {
  using overall = createWatchdog(reading.stop, reading.timings.list);
  for (let restarts = 0; ; restarts++) {
    try {
      const listing = await readPages(source, { ...reading, stop: overall.signal });
      reading.heard();
      return listing;
    } catch (error) {
      if (!(error instanceof Expired)) throw error;
      if (restarts === MOST_RESTARTS) throw new ApiFault({ kind: 'failing' });
    }
  }
};

const readPages = async <T>(source: Source<T>, reading: Reading): Promise<Listing<T>> => {
  const records = new Map<string, T>();
  let token = '';
  let limit = PAGE;
  for (;;) {
    const page = await readPage(source, reading, limit, token);
    if (page === 'too-large') {
      if (limit === 1) throw new ApiFault({ kind: 'too-large' });
      limit = Math.ceil(limit / 10);
      continue;
    }
    for (const raw of page.items ?? []) {
      const name = nameOf(raw);
      const record = source.decode(raw);
      if (name !== undefined && record !== undefined) records.set(name, record);
    }
    if (records.size > MOST_RECORDS) throw new ApiFault({ kind: 'too-large' });
    token = page.metadata.continue ?? '';
    if (token === '') return { version: page.metadata.resourceVersion, records };
  }
};

const readPage = async <T>(
  { connection, collection, selector }: Source<T>,
  { stop, timings }: Reading,
  limit: number,
  token: string,
): Promise<Page | 'too-large'> => {
  using watchdog = createWatchdog(stop, timings.answer);
  const query = {
    limit: String(limit),
    ...(selector !== undefined && { labelSelector: selector }),
    ...(token !== '' && { continue: token }),
  };
  const answer = await connection.request(collectionPath(collection), query, { signal: watchdog.signal });
  if (answer.status !== 200) throw faultOfAnswer(answer, collection, Date.now());
  watchdog.allow(timings.silence);
  const text = await readUpTo(answer, LARGEST_PAGE, watchdog.feed);
  return text === undefined ? 'too-large' : decodePage(text);
};

const decodePage = (text: string): Page => {
  try {
    return Page.parse(JSON.parse(text));
  } catch {
    throw new ApiFault({ kind: 'nonsense' });
  }
};

const readUpTo = async (answer: Response, limit: number, fed: () => void): Promise<string | undefined> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    fed();
    size += part.length;
    if (size > limit) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts, size).toString();
};
