/** Why nobody can say how a node is; plain text, for the groups of a status. */

export const NOBODY_WATCHES = 'Cordage watches no cluster here';

export const NODE_UNSEEN = 'no cluster shows this node';

export const clustersAway = (why: string): string => `the clusters cannot be seen: ${why}`;
