import type { NetworkParameters } from '../config/config.ts';

/** What a Network Map can tell; durations in milliseconds. */
export type MapParameters = Pick<
  NetworkParameters,
  'minimumPlatformVersion' | 'eventHorizon' | 'recoveryMaximumBackupInterval'
>;
export type MapKey = keyof MapParameters;

export const MAP_KEYS = ['minimumPlatformVersion', 'eventHorizon', 'recoveryMaximumBackupInterval'] as const;

export type DecodedParameters = {
  readonly found: MapParameters;
  /** Said in no form that is understood, or in two ways, or not said although every network has it. */
  readonly unclear: readonly MapKey[];
};

/**
 * Network parameters as a Network Map tells them in JSON. CENM documents the address and not the keys
 * (1.7/cenm/network-map-overview.md), so each is looked for at the top and one level down, and nothing is guessed: what
 * is not understood stays unknown. Undefined: none of the keys is there, so these are no network parameters.
 */
export const decodeParameters = (answer: unknown): DecodedParameters | undefined => {
  const said = Object.fromEntries(MAP_KEYS.map((key) => [key, valuesOf(answer, key)])) as Record<MapKey, unknown[]>;
  if (MAP_KEYS.every((key) => said[key].length === 0)) return undefined;
  const found: MapParameters = {
    minimumPlatformVersion: agree(said.minimumPlatformVersion, readVersion),
    eventHorizon: agree(said.eventHorizon, readTime),
    recoveryMaximumBackupInterval: agree(said.recoveryMaximumBackupInterval, readTime),
  };
  // A network may do without the interval, and has the other two always.
  const unclear = MAP_KEYS.filter(
    (key) => found[key] === undefined && (said[key].length > 0 || key !== 'recoveryMaximumBackupInterval'),
  );
  return { found, unclear };
};

type Json = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands under the key at the top; where nothing does, what stands one level down. */
const valuesOf = (answer: unknown, key: string): unknown[] => {
  if (!isMap(answer)) return [];
  const top = ownValue(answer, key);
  return top.length > 0 ? top : Object.values(answer).flatMap((inner) => (isMap(inner) ? ownValue(inner, key) : []));
};

const ownValue = (map: Json, key: string): unknown[] => {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return value === undefined || value === null ? [] : [value];
};

/** What all of the values mean; undefined where one means nothing, or two mean different things. */
const agree = (values: readonly unknown[], read: (value: unknown) => number | undefined): number | undefined => {
  const [first, ...others] = values.map(read);
  return others.every((other) => other === first) ? first : undefined;
};

const HIGHEST_VERSION = 100_000;

const readVersion = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= HIGHEST_VERSION ? value : undefined;

const SECOND = 1000;
const DAY = 86_400_000;
const LONGEST = 36_500 * DAY;

/** `PT720H`, `P30D`, `{seconds: 2592000}`, `{days: 30}` or milliseconds. */
const readTime = (value: unknown): number | undefined => {
  if (typeof value === 'string') return inRange(readIso(value));
  if (isMap(value)) return inRange(agree([...scaled(value, 'seconds', SECOND), ...scaled(value, 'days', DAY)], asIs));
  // A number has no unit. Below a day in milliseconds it may as well be seconds, which is Jackson's own way.
  return typeof value === 'number' && value >= DAY ? inRange(value) : undefined;
};

const scaled = (map: Json, key: string, unit: number): unknown[] =>
  ownValue(map, key).map((value) => (typeof value === 'number' ? value * unit : undefined));

const asIs = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const inRange = (time: number | undefined): number | undefined =>
  time !== undefined && Number.isInteger(time) && time > 0 && time <= LONGEST ? time : undefined;

const ISO = /^P(?=[\dT])(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.0+)?S)?)?$/;

/** As Java's `Duration` writes them, which never says weeks, months or years. */
const readIso = (text: string): number | undefined => {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 * SECOND + Number(seconds) * SECOND;
};
