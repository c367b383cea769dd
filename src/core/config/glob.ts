/**
 * Globs over paths and names: `*` and `?` within one folder, `**` for any number of folders. No more than that, because
 * what braces, classes and extended globs add can be written as a list, and matching stays linear whatever the pattern:
 * a hostile one costs its length times the path's. What begins with a dot is matched only by a pattern that says the dot.
 */
export const GLOB = /^(?!\/)(?!(?:.*\/)?\.{1,2}(?:\/|$))(?!.*\/\/)(?!.*\/$)[^\\[\]{}()!|\t\n\v\f\r]+$/;

export const LONGEST_GLOB = 200;

/** Whether the text is a glob relative to the root that cannot lead out of it. */
export const isGlob = (text: string): boolean => text.length <= LONGEST_GLOB && GLOB.test(text);

/** Whether a text matches a glob, case for case. Compile once, match often. */
export const compileGlob = (glob: string): ((text: string) => boolean) => {
  const segments = glob.split('/');
  const plain = !/[*?]/.test(glob);
  return (text) => (plain ? text === glob : matchSegments(segments, text.split('/')));
};

/** Whether a text matches one of several globs. */
export const compileGlobs = (globs: readonly string[]): ((text: string) => boolean) => {
  const matchers = globs.map(compileGlob);
  return (text) => matchers.some((matches) => matches(text));
};

const matchSegments = (pattern: readonly string[], path: readonly string[]): boolean =>
  matchSequence(
    pattern,
    path,
    (step) => step === '**',
    (step, segment) => matchSegment(step, segment),
    (segment) => !segment.startsWith('.'),
  );

const matchSegment = (pattern: string, segment: string): boolean => {
  if (segment.startsWith('.') && !pattern.startsWith('.')) return false;
  return matchSequence(
    Array.from(pattern),
    Array.from(segment),
    (step) => step === '*',
    (step, character) => step === '?' || step === character,
    () => true,
  );
};

/**
 * Matches with one open star at a time: when a later step fails, the last star takes one item more. An earlier star never
 * needs to be opened again, for what it could skip to, the last one has skipped to already.
 */
const matchSequence = (
  pattern: readonly string[],
  items: readonly string[],
  isStar: (step: string) => boolean,
  fits: (step: string, item: string) => boolean,
  mayTake: (item: string) => boolean,
): boolean => {
  let step = 0;
  let star = -1;
  let taken = 0;
  for (let at = 0; at < items.length;) {
    const wanted = pattern[step];
    const item = items[at] ?? '';
    if (wanted !== undefined && isStar(wanted)) {
      star = step;
      taken = at;
      step += 1;
    } else if (wanted !== undefined && fits(wanted, item)) {
      step += 1;
      at += 1;
    } else if (star >= 0 && mayTake(items[taken] ?? '')) {
      taken += 1;
      at = taken;
      step = star + 1;
    } else return false;
  }
  return pattern.slice(step).every(isStar);
};
