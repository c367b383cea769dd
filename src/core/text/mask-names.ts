/** Stands where a node's name was. */
export const MASK = '{node}';

const WORD = /[A-Za-z0-9._-]+/g;
const SEPARATOR = /[._-]/g;

/**
 * Makes what takes names of nodes out of texts from outside, within longer words, too: `party-0042` is in
 * `corda-party-0042-0.svc`. Letters count in either case, as Kubernetes has them in lower case only. What a name costs is
 * the length of the text, however many there are.
 */
export const createMask = (names: Iterable<string>): ((text: string) => string) => {
  const known = new Set<string>();
  let most = 0;
  for (const name of names) {
    known.add(name.toLowerCase());
    most = Math.max(most, 1 + (name.match(SEPARATOR)?.length ?? 0));
  }
  return (text) => text.replace(WORD, (word) => maskWord(word, known, most));
};

/** The longest name at each place wins, from the left. */
const maskWord = (word: string, known: ReadonlySet<string>, most: number): string => {
  const cuts = [...word.matchAll(SEPARATOR)].map(({ index }) => index);
  const starts = [0, ...cuts.map((cut) => cut + 1)];
  const ends = [...cuts, word.length];
  let done = '';
  let copied = 0;
  for (let from = 0; from < starts.length; from += 1) {
    for (let to = Math.min(starts.length, from + most) - 1; to >= from; to -= 1) {
      const [start = 0, end = 0] = [starts[from], ends[to]];
      if (!known.has(word.slice(start, end).toLowerCase())) continue;
      done += word.slice(copied, start) + MASK;
      copied = end;
      from = to;
      break;
    }
  }
  return done + word.slice(copied);
};
