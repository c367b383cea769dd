import type { Outcome } from '../problem.ts';
import { fail, succeed } from '../problem.ts';
import { fileTooLarge, notUtf8 } from '../text/manifest-problems.ts';

/**
 * Largest manifest that is read, in bytes. Parsing costs about 0.4 s and 60 MB of heap a megabyte, and an edit parses
 * three times; generated bundles above this size belong in a chart or a remote base.
 */
const LARGEST_MANIFEST = 6 * 1024 * 1024;

/**
 * The text of a manifest. A byte order mark stays in it, so that encoding the text again gives the same bytes.
 * Refuses what is not UTF-8: a replaced character could never be written back as it was.
 */
export const decodeManifest = (path: string, bytes: Uint8Array): Outcome<string> => {
  if (bytes.length > LARGEST_MANIFEST) return fail(fileTooLarge(path, bytes.length, LARGEST_MANIFEST));
  try {
    return succeed(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\uFFFD', 1)[0] ?? '';
    const lines = before.split('\n');
    return fail(notUtf8({ file: path, line: lines.length, column: (lines.at(-1) ?? '').length + 1 }));
  }
};
