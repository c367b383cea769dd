import { requireObjectId } from './names.ts';

export type Identity = { readonly name: string; readonly email: string };

/** What a file shall hold; `undefined` deletes it. */
export type FileChange = { readonly path: string; readonly bytes: Uint8Array | undefined };

export type CommitRequest = {
  /** `undefined` starts a history. */
  readonly parent: string | undefined;
  readonly changes: readonly FileChange[];
  readonly message: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** Milliseconds since 1970; git keeps whole seconds. */
  readonly time: number;
};

/** See git-fast-import(1). The branch it needs is taken back at the end (`from` zeros), so no ref is left. */
export function* renderImport(
  request: CommitRequest,
  modeOf: (path: string) => string | undefined,
): Generator<string | Uint8Array> {
  const branch = 'refs/cordage-import';
  const seconds = secondsOf(request.time);
  const message = Buffer.from(messageOf(request));
  yield `commit ${branch}\nmark :1\n`;
  yield `author ${renderIdentity(request.author)} ${seconds} +0000\n`;
  yield `committer ${renderIdentity(request.committer)} ${seconds} +0000\n`;
  yield `data ${message.length}\n`;
  yield message;
  if (request.parent !== undefined) yield `from ${requireObjectId(request.parent)}\n`;
  for (const { path, bytes } of request.changes) {
    if (bytes === undefined) yield `D ${quotePath(path)}\n`;
    else {
      yield `M ${modeOf(path) ?? '100644'} inline ${quotePath(path)}\ndata ${bytes.length}\n`;
      yield bytes;
      yield '\n';
    }
  }
  yield `get-mark :1\nreset ${branch}\nfrom ${'0'.repeat(request.parent?.length ?? 40)}\ndone\n`;
}

export const secondsOf = (time: number): number => Math.floor(time / 1000);

/** Ends in one line feed, as `git commit` would have it; git takes no NUL. */
export const messageOf = ({ message }: CommitRequest): string => `${message.replaceAll('\0', '').trimEnd()}\n`;

/** Git's own way with characters that would end a name: they go. */
export const cleanName = (text: string): string => text.replaceAll(/[<>\x00-\x1f]/g, '').trim();

const renderIdentity = ({ name, email }: Identity): string => `${cleanName(name)} <${cleanName(email)}>`;

const quotePath = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
