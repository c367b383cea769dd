import type { Identity } from './commit-request.ts';

/** `time` in milliseconds since 1970. */
type Signature = Identity & { readonly time: number };

export type Commit = {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
};

/** Headers, an empty line, the message. A header's further lines (of a signature) start with a space. */
export const parseCommit = (bytes: Uint8Array): Commit => {
  const text = Buffer.from(bytes).toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = (end === -1 ? text : text.slice(0, end)).split('\n').filter((line) => !line.startsWith(' '));
  const all = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: parseSignature(all('author')[0] ?? ''),
    committer: parseSignature(all('committer')[0] ?? ''),
    message: end === -1 ? '' : text.slice(end + 2),
  };
};

/** `Name <email> 1700000000 +0000`; people get odd ones into git, so nothing is required of it. */
const parseSignature = (line: string): Signature => {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<([^>]*)> ?(\d+)?/.exec(line) ?? [];
  return { name, email, time: Number(seconds) * 1000 };
};
