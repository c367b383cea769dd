/** Milliseconds that a piece of work takes, beside those of another in the same run. */
export type Pair = { readonly ours: number; readonly theirs: number };

const ROUNDS = 7;

const time = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Runs both in turn, so that a machine that slows down slows both; the first round warms up and does not count. */
export const measurePair = async (ours: () => unknown, theirs: () => unknown): Promise<Pair> => {
  const rounds: Pair[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const pair = { ours: await time(ours), theirs: await time(theirs) };
    if (round > 0) rounds.push(pair);
  }
  return { ours: median(rounds.map((pair) => pair.ours)), theirs: median(rounds.map((pair) => pair.theirs)) };
};

export const renderPair = (what: string, against: string, { ours, theirs }: Pair): string =>
  `  ${what}: ${ours.toFixed(0)} ms, ${(ours / theirs).toFixed(2)} times ${against} (${theirs.toFixed(0)} ms)`;
