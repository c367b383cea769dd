import type { IncomingMessage } from 'node:http';
import { Refusal } from './route.ts';

/** Largest body of an API request; GitHub's own is not documented, and no request of the App comes near. */
export const JSON_LIMIT = 10 * 1024 * 1024;
/** Largest release asset here. GitHub takes 2 GiB, which this sandbox would have to hold in memory. */
export const UPLOAD_LIMIT = 256 * 1024 * 1024;

/** @throws Refusal 413 beyond the limit, whatever `content-length` says */
export const readBytes = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Without this the loop, left early, would destroy the connection before it can say why.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new Refusal(413, 'Payload too big', undefined, { headers: { connection: 'close' } });
      chunks.push(chunk);
    }
  } catch (error) {
    // Whoever went away amid its request reads no answer; it is no error of ours either.
    throw error instanceof Refusal || request.complete ? error : new Refusal(400, 'Bad Request');
  }
  return Buffer.concat(chunks);
};

/**
 * Reads JSON whatever the content type says: GitHub does, and `curl -d` relies on it.
 * @throws Refusal 400 in GitHub's words
 */
export const parseJson = (raw: Buffer): unknown => {
  if (raw.length === 0) return undefined;
  const value = parse(raw.toString());
  if (typeof value !== 'object' || value === null) throw new Refusal(400, 'Body should be a JSON object');
  return value;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
};
