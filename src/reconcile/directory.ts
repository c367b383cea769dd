/** A manifests repository that the App is installed on. */
export type KnownNetwork = { readonly repository: string; readonly installationId: number };

/** Which networks there are and whose releases they follow. In memory only: the first sweep fills it again. */
export type Directory = ReturnType<typeof createDirectory>;

export const createDirectory = () => {
  const networks = new Map<string, KnownNetwork>();
  const followed = new Map<string, ReadonlySet<string>>();
  return {
    get: (repository: string): KnownNetwork | undefined => networks.get(repository),
    networks: (): readonly string[] => [...networks.keys()],
    /** Takes the result of a sweep: what is not in it is no network any more. */
    replace: (found: readonly KnownNetwork[]): void => {
      networks.clear();
      for (const network of found) networks.set(network.repository, network);
      for (const network of followed.keys()) if (!networks.has(network)) followed.delete(network);
    },
    /** Remembers which repositories' releases a network follows. */
    follow: (network: string, repositories: readonly string[]): void => {
      followed.set(network, new Set(repositories.map((name) => name.toLowerCase())));
    },
    followersOf: (repository: string): readonly string[] =>
      [...followed].filter(([, names]) => names.has(repository)).map(([network]) => network),
  };
};
