/**
 * What one inspection may cost. A release asset is a stranger's file, so each number is a refusal, not a tuning knob;
 * all are far above real CorDapps (the largest public ones are some 20 MiB with some 10,000 entries).
 */
export const LIMITS = {
  /** Bytes of the file. It is held in memory while it is inspected, twice for a moment; a larger one is only hashed. */
  fileBytes: 128 * 1024 * 1024,
  /** Entries of the archive. 65,535 is where zip64 would begin, which is refused. */
  entries: 50_000,
  /** Inflated bytes of one entry. */
  entryBytes: 64 * 1024 * 1024,
  /** Inflated bytes of all entries together. */
  inflatedBytes: 512 * 1024 * 1024,
  /** Inflated bytes for each byte of the file; archives that inflate to less than `ratioFromBytes` are not asked. */
  ratio: 100,
  /** Inflated bytes from which `ratio` is asked: a small file of zeros is no bomb. */
  ratioFromBytes: 16 * 1024 * 1024,
  /** Bytes of the manifest, of which each signed entry takes some 120. Parsing the worst takes about a second. */
  manifestBytes: 4 * 1024 * 1024,
  /** Bytes of all signature files (`*.SF`) together. */
  signatureBytes: 8 * 1024 * 1024,
  /** Bytes of one signature block (`*.RSA`, `*.DSA`, `*.EC`). */
  blockBytes: 256 * 1024,
  /** Signature files; Corda's composite keys hold 20 at most. */
  signatureFiles: 20,
  /** Bytes of one class file that is read; larger ones are told as unread. */
  classBytes: 2 * 1024 * 1024,
  /** Bytes of all class files that are read; the names kept of them take no more. */
  classesBytes: 128 * 1024 * 1024,
  /** Change logs that are read. */
  changeLogs: 500,
  /** Bytes of one change log of which more than its hash is told. */
  changeLogBytes: 1024 * 1024,
  /** Bytes of all change logs in YAML, the one format whose parser is slow: the worst of them takes about a second. */
  yamlBytes: 128 * 1024,
} as const;

/** The limits of one inspection, by the names and units of {@link LIMITS}. */
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
