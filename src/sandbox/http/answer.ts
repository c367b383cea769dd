import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { etagOf } from './etag.ts';
import { paginate } from './paginate.ts';
import type { Refusal, Reply } from './route.ts';

/** An answer as it goes over the wire. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
};

export const JSON_TYPE = 'application/json; charset=utf-8';

/** Renders what a route replied: the page asked for, JSON, an ETag. */
export const renderReply = (reply: Reply, url: URL, request: IncomingHttpHeaders): Answer => {
  const page = reply.list && paginate(reply.list, url);
  const value = page ? wrap(page.items, reply) : reply.body;
  const json = value !== undefined && reply.bytes === undefined;
  const bytes = reply.bytes ?? (json ? Buffer.from(JSON.stringify(value)) : new Uint8Array());
  return {
    status: reply.status,
    headers: {
      ...(json ? { 'content-type': JSON_TYPE } : {}),
      ...(page?.link ? { link: page.link } : {}),
      ...(reply.status === 200 ? { etag: etagOf(bytes, request) } : {}),
      ...reply.headers,
    },
    bytes,
  };
};

const wrap = (items: readonly unknown[], { list, wrap: key }: Reply): unknown =>
  key === undefined ? items : { total_count: list?.length ?? 0, [key]: items };

/** GitHub's error body. */
export const renderRefusal = (refusal: Refusal): Answer => ({
  status: refusal.status,
  headers: { 'content-type': JSON_TYPE, ...refusal.headers },
  bytes: Buffer.from(
    JSON.stringify({
      message: refusal.message,
      ...(refusal.errors ? { errors: refusal.errors } : {}),
      documentation_url: refusal.documentation_url,
      status: String(refusal.status),
    }),
  ),
});

/** The same answer for a client that has it already: no body, and its headers but those of the body. */
export const notModified = ({ headers }: Answer): Answer => {
  const { 'content-type': _type, ...kept } = headers;
  return { status: 304, headers: kept, bytes: new Uint8Array() };
};

/** The JSON in an answer; undefined when it is something else. */
export const jsonOf = ({ headers, bytes }: Answer): unknown =>
  headers['content-type'] === JSON_TYPE ? (JSON.parse(Buffer.from(bytes).toString()) as unknown) : undefined;

/** GitHub tells which media type it understood `Accept` as. */
export const mediaTypeOf = (accept: string | undefined): string => {
  const [, parameter, format] = /application\/vnd\.github\.(?:v3)?\.?(\w+)?(?:\+(\w+))?/.exec(accept ?? '') ?? [];
  const parts = ['github.v3', ...(parameter ? [`param=${parameter}`] : []), `format=${format ?? 'json'}`];
  return parts.join('; ');
};

export const send = (response: ServerResponse, { status, headers, bytes }: Answer): void => {
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, { ...headers, ...(bodiless ? {} : { 'content-length': bytes.length }) });
  response.end(bodiless ? undefined : bytes);
};
