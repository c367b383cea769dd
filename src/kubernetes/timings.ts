/** How long what takes, in milliseconds of real time; tests make all of it small. */
export type Timings = {
  /** Changes within this time are told once. */
  readonly coalesce: number;
  /** For the headers of an answer. */
  readonly answer: number;
  /** A body without a byte for this long is half-open: bookmarks come about every minute. */
  readonly silence: number;
  /** For a LIST with all of its pages. */
  readonly list: number;
  /** The server is asked to end a watch after this time and up to a quarter more. */
  readonly watch: number;
  /** From one LIST to the next, should a watch have missed something. */
  readonly relist: number;
  /** The first pause after a failure; each next one is twice as long. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** The longest `Retry-After` that is obeyed. */
  readonly longestRetryAfter: number;
  /** A server that was there is looked for this long before it is called away: a restart takes some seconds. */
  readonly patience: number;
  /** A server that was not heard of for this long is away, whatever it is doing. */
  readonly away: number;
  /** For a PATCH, everything included. */
  readonly patch: number;
  /** Who refused a refresh is not asked again for this long. */
  readonly readOnly: number;
};

export const DEFAULT_TIMINGS: Timings = {
  coalesce: 1000,
  answer: 30_000,
  silence: 90_000,
  list: 300_000,
  watch: 240_000,
  relist: 600_000,
  firstPause: 1000,
  longestPause: 30_000,
  longestRetryAfter: 60_000,
  patience: 10_000,
  away: 180_000,
  patch: 5000,
  readOnly: 600_000,
};
