import * as z from 'zod';
import type { Home } from '../text/config-problems.ts';
import { ConfigShape, RingShape } from './schema.ts';
import { ArgoShape, InstanceShape } from './schema-argocd.ts';
import { GatesShape } from './schema-gates.ts';
import { PermissionsShape } from './schema-permissions.ts';
import { NetworkParametersShape, RulesShape } from './schema-rules.ts';

/** The keys that may stand in the map at a path; none where no map with keys of its own stands. */
export const keysAt = (path: readonly PropertyKey[]): readonly string[] => {
  const shape = path.reduce<z.core.$ZodType | undefined>(stepInto, ConfigShape);
  const map = shape && mapsIn(shape).find((one) => one instanceof z.ZodObject);
  return map ? Object.keys(map.shape) : [];
};

const HOMES: readonly (readonly [Home, { readonly shape: object }])[] = [
  ['config', ConfigShape],
  ['gates', GatesShape],
  ['rings', RingShape],
  ['argocd', ArgoShape],
  ['instances', InstanceShape],
  ['networkParameters', NetworkParametersShape],
  ['rules', RulesShape],
];

/** How far down the maps are in which somebody may have looked for a setting of another; 0 is the top of the file. */
const DEPTHS: Readonly<Record<string, readonly number[]>> = {
  gates: [1],
  rings: [2],
  argocd: [1, 3],
  networkParameters: [1],
  rules: [1],
};

/** Where a setting stands that somebody wrote into the map at a path, which does not know it. */
export const homeOf = (path: readonly PropertyKey[], key: string): Home | undefined => {
  const [first, , third] = path;
  if (third === 'permissions') return Object.hasOwn(PermissionsShape.shape, key) ? 'permissions' : undefined;
  if (!(DEPTHS[String(first)] ?? [0]).includes(path.length)) return undefined;
  // In "argocd" a name is more likely that of an instance than that of a ring.
  const homes = first === 'argocd' ? HOMES.toReversed() : HOMES;
  return homes.find(([, shape]) => Object.hasOwn(shape.shape, key))?.[0];
};

const stepInto = (shape: z.core.$ZodType | undefined, key: PropertyKey): z.core.$ZodType | undefined => {
  for (const map of shape ? mapsIn(shape) : []) {
    if (map instanceof z.ZodArray) return map.element;
    if (map instanceof z.ZodRecord) return map.valueType;
    if (map instanceof z.ZodObject && Object.hasOwn(map.shape, key)) return map.shape[String(key)];
  }
  return undefined;
};

/** What a value may be, without the wraps of defaults and choices. */
const mapsIn = (shape: z.core.$ZodType): readonly z.core.$ZodType[] => {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault || shape instanceof z.ZodPrefault)
    return mapsIn(shape.unwrap());
  return shape instanceof z.ZodUnion ? shape.options.flatMap(mapsIn) : [shape];
};
