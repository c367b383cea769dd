import type { Candidate } from '../manifest.ts';
import type { Spot } from '../spot.ts';
import type { MapTree } from '../tree.ts';
import { childrenOf, leafAt, textAt } from '../tree.ts';
import { readReference } from './reference.ts';

/**
 * Helm values. Charts differ in where they keep an image, so the shape is looked for, not the place: a map with `repository`
 * or `name` and `tag` (Bevel's `image.node`, `image.corda`; CENM's `dockerImage`), and whole references under a key that
 * says image. In a Kubernetes object only the first shape counts, for its own `image:` keys belong to the pod spec.
 */
export const findHelmValues = (spot: Spot): readonly Candidate[] => {
  if (spot.node.kind !== 'map') return [];
  const map = findImageMap(spot);
  if (spot.ground === 'object') return map;
  return [...map, ...findImageStrings(spot, spot.node), ...findR3Version(spot)];
};

const formatOf = ({ ground }: Spot): 'argo-helm' | 'helm-values' =>
  ground === 'argo-values' ? 'argo-helm' : 'helm-values';

const findImageMap = (spot: Spot): readonly Candidate[] => {
  const { node, scalar } = spot;
  const repository = textAt(node, 'repository') ?? textAt(node, 'name');
  const tag = leafAt(node, 'tag');
  const digest = leafAt(node, 'digest');
  if (repository === undefined || !(tag || digest)) return [];
  const registry = textAt(node, 'registry');
  return [
    {
      kind: 'image',
      format: formatOf(spot),
      name: registry === undefined ? repository : `${registry}/${repository}`,
      tag: tag && scalar(tag, 'tag'),
      digest: digest && scalar(digest, 'digest'),
    },
  ];
};

const findImageStrings = (spot: Spot, node: MapTree): readonly Candidate[] => {
  const found: Candidate[] = [];
  for (const [key, child] of childrenOf(node)) {
    if (child.kind !== 'leaf' || child.type !== 'string' || !/image/i.test(String(key))) continue;
    found.push(...readReference(formatOf(spot), spot.scalar(child, key)));
  }
  return found;
};

/**
 * R3's `corda-kubernetes-deployment` (2020) puts `setup.cordaVersion` into `config.dockerImageNode` by printf:
 * `corda_image_ent_%s:v1.00` from `config.containerRegistry.serverAddress`. The image is known as `corda_image_ent`.
 */
const findR3Version = (spot: Spot): readonly Candidate[] => {
  const { node, scalar } = spot;
  const version = leafAt(node, 'setup', 'cordaVersion');
  const [name] = /^[\w./-]+?(?=[_-]?%s)/.exec(textAt(node, 'config', 'dockerImageNode') ?? '') ?? [];
  if (!version || name === undefined) return [];
  const registry = textAt(node, 'config', 'containerRegistry', 'serverAddress');
  return [
    {
      kind: 'image',
      format: formatOf(spot),
      name: registry === undefined ? name : `${registry}/${name}`,
      alias: registry === undefined ? undefined : name,
      tag: scalar(version, 'setup', 'cordaVersion'),
      digest: undefined,
      bare: true,
    },
  ];
};
