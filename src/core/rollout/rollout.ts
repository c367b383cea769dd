/** One artifact going to one version through the rings. */
export type RolloutKey = { readonly artifact: string; readonly version: string };

/** `trade@1.4.0`. No name of an artifact has an `@`. */
export const rolloutId = ({ artifact, version }: RolloutKey): string => `${artifact}@${version}`;

export const parseRolloutId = (id: string): RolloutKey => {
  const at = id.indexOf('@');
  return { artifact: id.slice(0, at), version: id.slice(at + 1) };
};

/** Under which the clusters' word on nodes that were taken back is kept. */
export const rollbackKey = (request: number): string => `rollback ${request}`;
