import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Like GitHub's: a hash of the answer, weak for a client that takes compressed answers. */
export const etagOf = (bytes: Uint8Array, headers: IncomingHttpHeaders): string => {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return /\bgzip\b/.test(headers['accept-encoding'] ?? '') ? `W/"${hash}"` : `"${hash}"`;
};

const strip = (etag: string): string => etag.trim().replace(/^W\//, '');

/** Whether `If-None-Match` names the answer; weak comparison, as RFC 9110 13.1.2 asks. */
export const isKnown = (headers: IncomingHttpHeaders, etag: string): boolean => {
  const known = headers['if-none-match'];
  return known !== undefined && known.split(',').some((one) => strip(one) === strip(etag) || one.trim() === '*');
};
