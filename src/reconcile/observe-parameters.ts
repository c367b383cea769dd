import type { NetworkParameters } from '../core/config/config.ts';
import type { Network } from '../core/network/network.ts';
import { MAP_KEYS, type DecodedParameters } from '../core/networkmap/decode-parameters.ts';
import type { Problem } from '../core/problem.ts';
import { mapSilent, mapUnclear, type MapFault } from '../core/text/network-map-problems.ts';
import { readParameters } from '../networkmap/read-parameters.ts';
import type { Settings } from '../settings.ts';
import type { Eyes } from './eyes.ts';
import type { Memory } from './memory.ts';

/** Network parameters change a few times a year, and rules must not wait for a Network Map on every pass. */
const ASK_EVERY_MS = 300_000;
/** How long an answer counts when none follows. */
const ANSWER_LASTS_MS = 3_600_000;

/** What the Network Map at an address said, and how it stands; times in milliseconds since the epoch. */
export type MapMemory = {
  readonly address: string;
  readonly askedAt: number;
  readonly answer: { readonly at: number; readonly decoded: DecodedParameters } | undefined;
  /** Undefined: it answered when it was asked last. */
  readonly silent: { readonly since: number; readonly fault: MapFault } | undefined;
};

export type ObservedParameters = { readonly parameters: NetworkParameters; readonly problems: readonly Problem[] };

type MapEyes = Pick<Eyes, 'now' | 'stop'> & {
  readonly memory: Pick<Memory, 'networkMap'>;
  readonly settings: Pick<Settings, 'networkMaps'>;
};

/**
 * The network parameters: what `cordage.yaml` declares, and for the rest what the Network Map says, where one is named. It
 * is asked at most every 5 minutes, and its last answer counts for an hour. What nobody says stays undefined.
 */
export const observeParameters = async (
  eyes: MapEyes,
  network: Pick<Network, 'policy'>,
): Promise<ObservedParameters> => {
  const declared = network.policy.parameters;
  const asked = MAP_KEYS.filter((key) => declared[key] === undefined);
  const address = declared.networkMap;
  if (address === undefined || asked.length === 0) return { parameters: declared, problems: [] };
  const { answer, silent } = await ask(eyes, address);
  const until = answer && answer.at + ANSWER_LASTS_MS;
  const decoded = until !== undefined && eyes.now < until ? answer?.decoded : undefined;
  const unclear = asked.filter((key) => decoded?.unclear.includes(key));
  return {
    parameters: {
      ...declared,
      ...Object.fromEntries(asked.map((key) => [key, decoded?.found[key]])),
    },
    problems: [
      ...(silent ? [mapSilent({ address, asked, ...silent, until: decoded && until })] : []),
      ...(unclear.length > 0 ? [mapUnclear(address, unclear)] : []),
    ],
  };
};

/** From memory while that is fresh; a clock that was set back makes it stale. */
const ask = async ({ memory, now, settings, stop }: MapEyes, address: string): Promise<MapMemory> => {
  const before = memory.networkMap?.address === address ? memory.networkMap : undefined;
  if (before && now >= before.askedAt && now < before.askedAt + ASK_EVERY_MS) return before;
  const reading = await readParameters({ address, origins: settings.networkMaps, stop });
  const after: MapMemory =
    reading.kind === 'read'
      ? { address, askedAt: now, answer: { at: now, decoded: reading.decoded }, silent: undefined }
      : { address, askedAt: now, answer: before?.answer, silent: tellSilence(before?.silent, reading.fault, now) };
  memory.networkMap = after;
  return after;
};

/** Since when it is at fault in this way, so that the sentence stays the same while nothing changes. */
const tellSilence = (before: MapMemory['silent'], fault: MapFault, now: number): NonNullable<MapMemory['silent']> => ({
  since: before?.fault.code === fault.code ? before.since : now,
  fault,
});
