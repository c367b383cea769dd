import type { Collection } from './api-fault.ts';
import type { Connection } from './connect.ts';
import type { Timings } from './timings.ts';

/** What a reflector reads, and how it makes records of it. */
export type Source<T> = {
  readonly connection: Connection;
  readonly collection: Collection;
  /** Label selector, as kubectl takes it. */
  readonly selector: string | undefined;
  /** The slim record of an object; undefined where the object is not understood. */
  readonly decode: (raw: unknown) => T | undefined;
};

/** What a read hangs on. */
export type Reading = {
  readonly stop: AbortSignal;
  /** Called with every byte of a watch and with a complete list: half a list is no news. */
  readonly heard: () => void;
  /** Called when the server took a watch. */
  readonly reached: () => void;
  readonly timings: Timings;
};

/** So many records are kept of one collection, which is ten times what Argo CD is run with in one namespace. */
export const MOST_RECORDS = 50_000;

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const textAt = (raw: unknown, name: string): string | undefined => {
  const value = field(field(raw, 'metadata'), name);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Within its collection; undefined for what is no object of Kubernetes. */
export const nameOf = (raw: unknown): string | undefined => textAt(raw, 'name');

export const versionOf = (raw: unknown): string | undefined => textAt(raw, 'resourceVersion');
