/**
 * Positions in a text that a pattern may have come to, one bit each: all of them take a step at once, so that no pattern makes
 * the work grow beyond its own length.
 */
type Positions = bigint;

/** A text to match: where each of its characters stands. */
type Text = { readonly length: number; readonly at: ReadonlyMap<string, Positions> };
type Step = (text: Text, from: Positions) => Positions;

/** What is read of a pattern: its steps, and where reading stopped. */
type Read<T> = { readonly value: T; readonly next: number };

/** Names of objects and addresses of clusters are shorter. */
const LONGEST = 1000;
/** Braces within braces. */
const DEEPEST = 20;

/**
 * A glob of a sync window, as Argo CD matches it (gobwas/glob without separators): `*` is anything, dots and slashes too,
 * `?` one character, `[abc]`, `[a-z]`, `[!a]`, `{a,b*}`, and a backslash before what is meant as it stands. Undefined for one that
 * Argo CD cannot read, which it takes to match nothing. Costs the pattern's length times the text's, whatever the pattern.
 */
export const compileWindowGlob = (pattern: string): ((text: string) => boolean) | undefined => {
  if (pattern === '*') return () => true;
  if (pattern.length > LONGEST) return undefined;
  const steps = readSteps(Array.from(pattern), 0, 0);
  if (steps === undefined) return undefined;
  return (text) => {
    const indexed = indexText(text);
    return steps.value(indexed, 1n) >> BigInt(indexed.length) === 1n;
  };
};

const indexText = (text: string): Text => {
  const characters = Array.from(text);
  const at = new Map<string, Positions>();
  for (const [index, character] of characters.entries())
    at.set(character, (at.get(character) ?? 0n) | (1n << BigInt(index)));
  return { length: characters.length, at };
};

/** Up to the end of the pattern or of one alternative; a brace that nobody closed ends with the pattern. */
const readSteps = (pattern: readonly string[], start: number, depth: number): Read<Step> | undefined => {
  const steps: Step[] = [];
  let at = start;
  while (at < pattern.length) {
    const sign = pattern[at] ?? '';
    if (depth > 0 && (sign === ',' || sign === '}')) break;
    const step = readStep(pattern, at, depth);
    if (step === undefined) return undefined;
    steps.push(step.value);
    at = step.next;
  }
  return { value: (text, from) => steps.reduce((reached, step) => step(text, reached), from), next: at };
};

const readStep = (pattern: readonly string[], at: number, depth: number): Read<Step> | undefined => {
  const sign = pattern[at] ?? '';
  if (sign === '*') return { value: skipAny, next: at + 1 };
  if (sign === '?') return { value: (text, from) => forward(from, everywhere(text)), next: at + 1 };
  if (sign === '[') return readClass(pattern, at + 1);
  if (sign === '{') return depth < DEEPEST ? readChoice(pattern, at + 1, depth + 1) : undefined;
  const wanted = sign === '\\' ? pattern[at + 1] : sign;
  if (wanted === undefined) return { value: (_text, from) => from, next: at + 1 };
  return { value: (text, from) => forward(from, text.at.get(wanted) ?? 0n), next: at + (sign === '\\' ? 2 : 1) };
};

/** Past one character, from where it stands. */
const forward = (from: Positions, where: Positions): Positions => (from & where) << 1n;

const everywhere = ({ length }: Text): Positions => (1n << BigInt(length)) - 1n;

/** From the foremost position to every one after it. */
const skipAny: Step = ({ length }, from) => {
  const foremost = from & -from;
  return foremost === 0n ? 0n : (1n << BigInt(length + 1)) - foremost;
};

const oneOf =
  (fits: (character: string) => boolean): Step =>
  (text, from) => {
    let where = 0n;
    for (const [character, positions] of text.at) if (fits(character)) where |= positions;
    return forward(from, where);
  };

const readChoice = (pattern: readonly string[], start: number, depth: number): Read<Step> | undefined => {
  const choices: Step[] = [];
  for (let at = start; ; at += 1) {
    const choice = readSteps(pattern, at, depth);
    if (choice === undefined) return undefined;
    choices.push(choice.value);
    at = choice.next;
    if (pattern[at] === ',') continue;
    const value: Step = (text, from) => choices.reduce((reached, step) => reached | step(text, from), 0n);
    return { value, next: at + 1 };
  }
};

/** Either one range or a list of characters; Argo CD's library reads no mixture of the two. */
const readClass = (pattern: readonly string[], start: number): Read<Step> | undefined => {
  const isNegated = pattern[start] === '!';
  const first = isNegated ? start + 1 : start;
  const low = pattern[first];
  if (low === undefined) return undefined;
  const isRange = pattern[first + 1] === '-';
  const chosen = isRange ? readRange(low, pattern[first + 2], first + 3) : readCharacters(pattern, first);
  if (chosen === undefined || pattern[chosen.next] !== ']') return undefined;
  return { value: oneOf((character) => chosen.value(character) !== isNegated), next: chosen.next + 1 };
};

const readRange = (
  low: string,
  high: string | undefined,
  next: number,
): Read<(character: string) => boolean> | undefined =>
  high === undefined || high < low ? undefined : { value: (character) => character >= low && character <= high, next };

const readCharacters = (
  pattern: readonly string[],
  start: number,
): Read<(character: string) => boolean> | undefined => {
  const characters = new Set<string>();
  let at = start;
  for (; at < pattern.length && pattern[at] !== ']'; at += 1) {
    if (pattern[at] === '\\') at += 1;
    characters.add(pattern[at] ?? '');
  }
  return characters.size === 0 ? undefined : { value: (character) => characters.has(character), next: at };
};
