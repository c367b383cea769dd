import type { ArchiveEntry } from './archive.ts';

/** Which entries play which part for `JarInputStream`, which reads from the start and never looks back. */
export type Layout = {
  /** The manifest, only where the node finds it. */
  readonly manifest: ArchiveEntry | undefined;
  /** Position of an entry named so, from 1, wherever it stands. */
  readonly manifestAt: number | undefined;
  /** Signature files and blocks between the manifest and the first other entry. */
  readonly signatures: readonly ArchiveEntry[];
  /** Those that come too late for the node. */
  readonly late: readonly ArchiveEntry[];
  /** Names of the entries that must all have the same signers. */
  readonly signable: readonly string[];
};

const MANIFEST = /^META-INF\/MANIFEST\.MF$/i;
const FOLDER = /^META-INF\/$/i;
const SIGNATURE = /^META-INF\/[^/]*\.(?:SF|RSA|DSA|EC)$/i;
const BEFORE_CONTENT = /^META-INF\/(?:INDEX\.LIST)?$/i;

/** Corda's own list of what need not be signed (`JarSignatureCollector`); unlike Java's it minds the case. */
const UNSIGNABLE = /\/$|^META-INF\/(?:.*\.(?:SF|DSA|RSA|EC)|SIG-.*|INDEX\.LIST)$/;

export const readLayout = (entries: readonly ArchiveEntry[]): Layout => {
  const manifestAt = entries.findIndex(({ name }) => MANIFEST.test(name));
  const seen = manifestAt === 0 || (manifestAt === 1 && FOLDER.test(entries[0]?.name ?? ''));
  const rest = seen ? entries.slice(manifestAt + 1) : entries;
  const firstContent = rest.findIndex(({ name }) => !SIGNATURE.test(name) && !BEFORE_CONTENT.test(name));
  const head = seen ? rest.slice(0, firstContent < 0 ? rest.length : firstContent) : [];
  return {
    manifest: seen ? entries[manifestAt] : undefined,
    manifestAt: manifestAt < 0 ? undefined : manifestAt + 1,
    signatures: head.filter(({ name }) => SIGNATURE.test(name)),
    late: rest.slice(head.length).filter(({ name }) => SIGNATURE.test(name)),
    signable: rest.map(({ name }) => name).filter((name) => !UNSIGNABLE.test(name)),
  };
};
