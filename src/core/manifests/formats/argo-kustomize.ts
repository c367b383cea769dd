import type { Candidate } from '../manifest.ts';
import type { Spot } from '../spot.ts';
import { itemsAt } from '../tree.ts';
import { readReference } from './reference.ts';

/** Image overrides of an Argo CD Application's Kustomize source: `name:tag` or `name=new:tag`, with or without a digest. */
export const findKustomizeOverrides = ({ node, path, scalar }: Spot): readonly Candidate[] => {
  if (path.at(-1) !== 'kustomize') return [];
  return itemsAt(node, 'images').flatMap((item, index) => {
    if (item.kind !== 'leaf' || item.type !== 'string') return [];
    const equals = item.value.indexOf('=');
    const alias = equals === -1 ? undefined : item.value.slice(0, equals);
    const found = readReference('argo-kustomize', scalar(item, 'images', index), item.value.slice(equals + 1));
    return found.map((candidate) => (candidate.kind === 'image' ? { ...candidate, alias } : candidate));
  });
};
