/** Longest word that is compared; what is longer was not mistyped by a letter or two. */
const LONGEST_WORD = 60;

/** The candidate a mistyped word most likely meant: at most a third of its letters, and never more than three or all, are wrong. */
export const findNearest = (word: string, candidates: Iterable<string>): string | undefined => {
  if (word.length > LONGEST_WORD) return undefined;
  let nearest: string | undefined;
  let least = Math.min(3, word.length - 1, Math.max(1, Math.floor(word.length / 3))) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = measureDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
};

/** Letters to insert, delete or replace to make one of the other (Levenshtein); exchanged neighbours count as two. */
const measureDistance = (one: string, other: string): number => {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const differs = one[row - 1] === other[column - 1] ? 0 : 1;
      current.push(
        Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + differs),
      );
    }
    above = current;
  }
  return above[other.length] ?? 0;
};
