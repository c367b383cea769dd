import type { Candidate } from '../manifest.ts';
import type { Spot } from '../spot.ts';
import type { Leaf } from '../tree.ts';
import { itemsAt, leafAt, textAt } from '../tree.ts';
import { readReference } from './reference.ts';

/**
 * Helm parameters of an Argo CD Application: `[{name: image.tag, value: …}]`, with the repository in the parameter of the same
 * prefix. Its `valuesObject` and `values` are read as Helm values.
 */
export const findHelmParameters = (spot: Spot): readonly Candidate[] => {
  if (spot.path.at(-1) !== 'helm') return [];
  const values = new Map<string, Parameter>();
  for (const [index, item] of itemsAt(spot.node, 'parameters').entries()) {
    const name = textAt(item, 'name');
    const value = leafAt(item, 'value');
    if (name !== undefined && value) values.set(name, { value, index });
  }
  return [...values].flatMap(([name, parameter]) => readParameter(spot, values, name, parameter));
};

type Parameter = { readonly value: Leaf; readonly index: number };

const readParameter = (
  { scalar }: Spot,
  values: ReadonlyMap<string, Parameter>,
  name: string,
  { value, index }: Parameter,
): readonly Candidate[] => {
  const here = scalar(value, 'parameters', index, 'value');
  const [, prefix] = /^((?:.*\.)?)(?:tag|digest)$/.exec(name) ?? [];
  if (prefix === undefined) return /image$/i.test(name) ? readReference('argo-helm', here) : [];
  const repository = (values.get(`${prefix}repository`) ?? values.get(`${prefix}name`))?.value.value;
  if (repository === undefined || (name.endsWith('digest') && values.has(`${prefix}tag`))) return [];
  const registry = values.get(`${prefix}registry`)?.value.value;
  const digest = values.get(`${prefix}digest`);
  return [
    {
      kind: 'image',
      format: 'argo-helm',
      name: registry === undefined ? repository : `${registry}/${repository}`,
      tag: name.endsWith('tag') ? here : undefined,
      digest: digest && scalar(digest.value, 'parameters', digest.index, 'value'),
    },
  ];
};
