/** Where a fact was read: a document of R3 (`docs/corda-facts.md` says how to find it) and the part of it. */
type Source = { readonly document: string; readonly section: string };

/** `inferred`: concluded from what is written, or not confirmed; it may warn, and must never block. */
export type Certainty = 'stated' | 'inferred';

/** What every row of the tables in this folder carries. */
export type Fact = {
  readonly source: Source;
  /** Day of the version of the document that was read, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly certainty: Certainty;
};

/** `2026-11`; R3's dates of support mean the end of the month. */
export type Month = `${number}-${number}`;

/** The last months in which R3 fixes bugs, fixes security holes, and answers questions. */
export type Support = Fact & {
  readonly maintenance: Month;
  readonly security: Month | undefined;
  readonly support: Month;
};

/** The commit of the documentation that most rows were read from is of this day. */
const DOCS_DAY = '2026-03-09';

export const stated = (document: string, section: string, asOf = DOCS_DAY): Fact => ({
  source: { document, section },
  asOf,
  certainty: 'stated',
});

export const inferred = (document: string, section: string, asOf = DOCS_DAY): Fact => ({
  ...stated(document, section, asOf),
  certainty: 'inferred',
});
