import type { Candidate } from '../manifest.ts';
import type { Spot } from '../spot.ts';
import { itemsAt, leafAt } from '../tree.ts';
import { readReference } from './reference.ts';

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/** `image:` of containers, wherever a list of containers stands: Pods, workloads, Jobs, CronJobs, and what embeds them. */
export const findContainerImages = ({ node, scalar }: Spot): readonly Candidate[] =>
  CONTAINER_LISTS.flatMap((list) =>
    itemsAt(node, list).flatMap((container, index) => {
      const image = leafAt(container, 'image');
      return image ? readReference('pod-spec', scalar(image, list, index, 'image')) : [];
    }),
  );
