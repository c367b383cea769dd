import type { Event } from './decode.ts';

/** What the last looks taught about who depends on whom. */
export type Following = {
  /** Manifests repositories, `owner/name`. */
  readonly networks: Iterable<string>;
  /** Networks that follow the releases of a repository, given in lower case. */
  readonly followersOf: (repository: string) => Iterable<string>;
};

/**
 * Which networks may an event concern? Names are compared without case, as GitHub does.
 * `sweep` means that the list of networks itself may have changed.
 */
export const keysOf = (
  event: Event,
  known: Following,
): { readonly networks: readonly string[]; readonly sweep: boolean } => {
  if (event.repository === undefined) return { networks: [], sweep: true };
  const name = event.repository.toLowerCase();
  const own = [...known.networks].filter((network) => network.toLowerCase() === name);
  const networks = [...new Set([...own, ...known.followersOf(name)])];
  return { networks, sweep: networks.length === 0 && event.bringsConfig };
};
