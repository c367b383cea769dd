import * as z from 'zod';
import type { Home } from '../text/config-problems.ts';
import { ConfigShape, RingShape } from './schema.ts';
import { GatesShape } from './schema-gates.ts';
import { PermissionsShape } from './schema-permissions.ts';

/** The keys that may stand in the map at a path; none where no map with keys of its own stands. */
export const keysAt = (path: readonly PropertyKey[]): readonly string[] => {
  const shape = path.reduce<z.core.$ZodType | undefined>(stepInto, ConfigShape);
  const map = shape && mapsIn(shape).find((one) => one instanceof z.ZodObject);
  return map ? Object.keys(map.shape) : [];
};

/** Where a setting stands that somebody wrote into the map at a path, which does not know it. */
export const homeOf = (path: readonly PropertyKey[], key: string): Home | undefined => {
  const [first, , third] = path;
  if (third === 'permissions') return Object.hasOwn(PermissionsShape.shape, key) ? 'permissions' : undefined;
  const depth = { gates: 1, rings: 2 }[String(first)] ?? 0;
  if (path.length !== depth) return undefined;
  if (Object.hasOwn(ConfigShape.shape, key)) return 'config';
  if (Object.hasOwn(GatesShape.shape, key)) return 'gates';
  return Object.hasOwn(RingShape.shape, key) ? 'rings' : undefined;
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
