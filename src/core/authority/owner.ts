import type { Policy } from '../config/config.ts';
import type { Node } from '../network/network.ts';

/** Whose a node is, a login or the slug of a team, by the label that `cordage.yaml` names. */
export const ownerOf = (
  { labels }: Pick<Node, 'labels'>,
  { ownerLabel }: Pick<Policy, 'ownerLabel'>,
): string | undefined => {
  // Not a bare look-up: a label may be called like what every object has.
  const owner = ownerLabel !== undefined && Object.hasOwn(labels, ownerLabel) ? labels[ownerLabel] : undefined;
  return owner === '' ? undefined : owner;
};
