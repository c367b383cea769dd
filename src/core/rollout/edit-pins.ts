import type { Artifact } from '../config/config.ts';
import { editManifest, type Change } from '../manifests/edit.ts';
import { movePin, type Target } from '../manifests/move-pin.ts';
import type { Pin } from '../network/network.ts';
import type { Outcome, Problem } from '../problem.ts';
import { outdatedPin } from '../text/pin-problems.ts';

export type EditedFile = { readonly path: string; readonly before: Uint8Array; readonly bytes: Uint8Array };

/** What is to change in a pin's file so that it says what it should. */
export type ChangesOf = (pin: Pin) => Outcome<readonly Change[]>;

type EditedPins = {
  readonly files: readonly EditedFile[];
  readonly refused: readonly Pin[];
  readonly problems: readonly Problem[];
};

/** The files with these pins moved to the target, as {@link editEach} does it. */
export const editPins = (
  pins: readonly Pin[],
  artifact: Artifact,
  target: Target,
  read: (path: string) => Uint8Array | undefined,
): EditedPins => editEach(pins, movingTo(artifact, target), read);

export const movingTo =
  (artifact: Artifact, target: Target): ChangesOf =>
  ({ candidate, file }) =>
    movePin(candidate, artifact, target, file);

/**
 * The files with these pins changed: the one edit, for the app and for `cordage bump` alike. A file in which any pin
 * cannot be changed is left out whole and told, with the pins that are to blame; files without a changed byte are left
 * out too.
 * @param read bytes of a file as it is; undefined for one that cannot be had
 */
export const editEach = (
  pins: readonly Pin[],
  changesOf: ChangesOf,
  read: (path: string) => Uint8Array | undefined,
): EditedPins => {
  const files: EditedFile[] = [];
  const unmoved: Pin[] = [];
  const problems: Problem[] = [];
  for (const [path, inFile] of Map.groupBy(pins, (pin) => pin.file)) {
    const before = read(path);
    if (!before) {
      problems.push(...inFile.map(({ line, column }) => outdatedPin({ file: path, line, column })));
      unmoved.push(...inFile);
      continue;
    }
    const changes: Change[] = [];
    const refused: Problem[] = [];
    for (const pin of inFile) {
      const moved = changesOf(pin);
      if (moved.ok) changes.push(...moved.value);
      else refused.push(...moved.problems);
      if (!moved.ok) unmoved.push(pin);
    }
    const edited = refused.length > 0 ? undefined : editManifest(path, before, changes);
    if (edited?.ok && changes.length > 0) files.push({ path, before, bytes: edited.value });
    if (edited && !edited.ok) unmoved.push(...inFile);
    problems.push(...refused, ...(edited && !edited.ok ? edited.problems : []));
  }
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), refused: unmoved, problems };
};
