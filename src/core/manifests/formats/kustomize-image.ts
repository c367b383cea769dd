import type { Candidate } from '../manifest.ts';
import type { Spot } from '../spot.ts';
import { itemsAt, leafAt, textAt } from '../tree.ts';

/**
 * Kustomize's image transformer: `images: [{name, newName, newTag, digest}]` at the top of a Kustomization.
 * What runs is `newName ?? name`; both are offered, for `cordage.yaml` may know the image by either.
 */
export const findKustomizeImages = ({ node, path, scalar }: Spot): readonly Candidate[] => {
  if (path.length > 1) return [];
  return itemsAt(node, 'images').flatMap((item, index): readonly Candidate[] => {
    const name = textAt(item, 'name');
    const newName = textAt(item, 'newName');
    const effective = newName ?? name;
    const tag = leafAt(item, 'newTag');
    const digest = leafAt(item, 'digest');
    if (effective === undefined || !(tag || digest)) return [];
    return [
      {
        kind: 'image',
        format: 'kustomize-image',
        name: effective,
        alias: newName === undefined ? undefined : name,
        tag: tag && scalar(tag, 'images', index, 'newTag'),
        digest: digest && scalar(digest, 'images', index, 'digest'),
      },
    ];
  });
};
