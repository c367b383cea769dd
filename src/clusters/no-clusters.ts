import { NOBODY_WATCHES } from '../core/text/cluster-words.ts';
import { unknownAll, type Clusters } from './clusters.ts';

/** Nobody watches the clusters: whoever knows better says so by `/override live`. */
export const noClusters: Clusters = {
  open: () => async (question) => unknownAll(question, NOBODY_WATCHES),
};
