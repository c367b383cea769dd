/** Watches that several networks want, each started for the first of them and stopped after the last. */
export type SharedWatches<S, W> = {
  /**
   * What this network wants from now on; what it wanted before and not now is let go.
   * @returns where each of them is found
   */
  readonly hold: (network: string, specs: readonly S[]) => (spec: S) => W | undefined;
  readonly all: () => readonly W[];
};

/**
 * @param keyOf specs with the same key are the same watch
 * @param start given who wants it, a set that changes as they come and go
 */
export const shareWatches = <S, W extends { readonly stop: () => Promise<void> }>(
  keyOf: (spec: S) => string,
  start: (spec: S, networks: ReadonlySet<string>) => W,
  onStopping: (stopped: Promise<void>) => void,
): SharedWatches<S, W> => {
  const shared = new Map<string, { readonly watch: W; readonly networks: Set<string> }>();
  const begin = (spec: S): { readonly watch: W; readonly networks: Set<string> } => {
    const networks = new Set<string>();
    return { watch: start(spec, networks), networks };
  };
  return {
    hold: (network, specs) => {
      const wanted = new Map(specs.map((spec) => [keyOf(spec), spec]));
      for (const [key, { watch, networks }] of shared) {
        if (wanted.has(key) || !networks.delete(network) || networks.size > 0) continue;
        shared.delete(key);
        onStopping(watch.stop());
      }
      for (const [key, spec] of wanted) {
        const found = shared.get(key) ?? begin(spec);
        shared.set(key, found);
        found.networks.add(network);
      }
      return (spec) => shared.get(keyOf(spec))?.watch;
    },
    all: () => [...shared.values()].map(({ watch }) => watch),
  };
};
