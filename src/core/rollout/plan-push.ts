import type { Action } from './action.ts';
import type { Case } from './study-prospect.ts';

/** Pushes the commit unless the branch already holds exactly this change of files that are still as they were. */
export const planPush = (
  { prospect, front, files, branch, message, snapshot, blobId }: Case,
  isBehind = false,
): readonly Action[] =>
  pushUnlessThere({
    isBehind,
    branch: front.branch,
    there: branch,
    parent: snapshot.base.commit,
    message,
    files: files.map(({ path, bytes }) => ({ path, bytes, from: prospect.files.get(path)?.blob, to: blobId(bytes) })),
  });

type Wanted = {
  readonly branch: string;
  readonly there: Case['branch'];
  readonly parent: string;
  readonly message: string;
  /** GitHub wants the newest base below it: then the same change is pushed anew. */
  readonly isBehind?: boolean;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: Uint8Array;
    readonly from: string | undefined;
    readonly to: string;
  }[];
};

/** A branch whose change is the wanted one stays, also when the default branch has moved on beside it. */
export const pushUnlessThere = ({
  branch,
  there,
  parent,
  message,
  files,
  isBehind = false,
}: Wanted): readonly Action[] => {
  const wanted = files.map(({ path, from, to }) => `${path} ${from ?? ''} ${to}`);
  const now = there?.changes.map(({ path, from, to }) => `${path} ${from ?? ''} ${to ?? ''}`) ?? [];
  if (there && !isBehind && wanted.toSorted().join('\n') === now.toSorted().join('\n')) return [];
  const bytes = files.map((file) => ({ path: file.path, bytes: file.bytes }));
  return [{ kind: 'push-branch', branch, from: there?.head, parent, files: bytes, message }];
};
