import type { Network, Pin } from '../network/network.ts';
import { changesByFile, type FileStep } from './file-step.ts';

/** Nodes that are to go back to what each ran before it came to `version`. */
export type RestoreRequest = {
  readonly artifact: string;
  readonly version: string;
  readonly nodes: ReadonlySet<string>;
};

/** A version of a file. */
export type WantedBlob = { readonly path: string; readonly blob: string };

/** Changes of one file that are followed back, at most. */
const DEEPEST = 50;
/** Versions of files that are read, at most, so that a rollback of everything takes seconds: each file is followed as far as the others. */
const MOST_BLOBS = 20_000;

/** The pins that decide what the nodes run, and what others run along with them. */
export const pinsFor = (network: Network, { artifact, nodes }: RestoreRequest): readonly Pin[] =>
  network.pins.filter((pin) => pin.artifact === artifact && pin.nodes.some((node) => nodes.has(node)));

/** The files whose history decides what the nodes go back to. */
export const touchedFiles = (network: Network, request: RestoreRequest): readonly string[] => [
  ...new Set(pinsFor(network, request).map(({ file }) => file)),
];

/**
 * The versions of files that `planRestore` needs. The newest ones come first, and there are at most 50 for each file
 * and 20,000 in all; a pin whose history goes on beyond them is refused.
 */
export const wantedBlobs = (
  network: Network,
  request: RestoreRequest,
  history: readonly FileStep[],
): readonly WantedBlob[] => {
  const changes = changesByFile(history);
  const trails = touchedFiles(network, request).map((path) => changes.get(path) ?? []);
  const wanted = new Map<string, WantedBlob>();
  const want = (path: string, blob: string | undefined): void => {
    if (blob !== undefined && wanted.size < MOST_BLOBS) wanted.set(`${blob} ${path}`, { path, blob });
  };
  for (const [newest] of trails) if (newest) want(newest.path, newest.to);
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    for (const { [depth]: change } of trails) if (change) want(change.path, change.from);
  }
  return [...wanted.values()];
};
