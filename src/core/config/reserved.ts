/** Words that commands use where the name of a ring or an artifact may stand. */
export const RESERVED: ReadonlySet<string> = new Set([
  'next',
  'plan',
  'status',
  'pause',
  'resume',
  'abort',
  'retry',
  'network',
  'help',
  'until',
]);

/** In a command it means the last ring, so only that one may be called so. */
export const ALL = 'all';
