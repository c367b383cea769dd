import type { MapKey } from '../networkmap/decode-parameters.ts';
import type { Problem } from '../problem.ts';
import { formatBytes, formatDuration, formatTime } from './count.ts';
import { quoted } from './printable.ts';

/** Why a Network Map told nothing. Sizes in bytes, times in milliseconds. */
export type MapFault =
  /** The server may not ask it. */
  | { readonly code: 'refused'; readonly origin: string }
  | { readonly code: 'unreachable'; readonly reason: string }
  | { readonly code: 'slow'; readonly limit: number }
  | { readonly code: 'status'; readonly status: number }
  | { readonly code: 'redirected'; readonly to: string }
  | { readonly code: 'too-large'; readonly limit: number }
  /** JSON that is something else, or no JSON. */
  | { readonly code: 'not-parameters' };

/** What is known of one that told nothing; times in milliseconds since the epoch. */
export type MapSilence = {
  readonly address: string;
  readonly fault: MapFault;
  /** When it was first found so. */
  readonly since: number;
  /** Until when its last answer counts; undefined: there is none that does. */
  readonly until: number | undefined;
  /** What it is asked for. */
  readonly asked: readonly MapKey[];
};

export const mapSilent = (silence: MapSilence): Problem => ({
  code: `network-map-${silence.fault.code}`,
  severity: 'warning',
  message: `${sayFault(silence)}; ${sayConsequence(silence)}`,
  remedy: sayRemedy(silence),
});

/** Some of what it said is in no form that is understood. */
export const mapUnclear = (address: string, keys: readonly MapKey[]): Problem => ({
  code: 'network-map-unclear',
  severity: 'warning',
  message: `the Network Map at ${quoted(address)} answers, and does not say ${listAll(keys)} in a form that Cordage understands`,
  remedy: `declare ${listAll(keys)} under "networkParameters" in cordage.yaml`,
});

const listAll = (keys: readonly MapKey[]): string =>
  keys.length < 2 ? keys.join('') : `${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}`;

const sayFault = ({ address, fault, since }: MapSilence): string => {
  const map = `the Network Map at ${quoted(address)}`;
  const from = `since ${formatTime(since)}`;
  switch (fault.code) {
    case 'refused':
      return `${map} is not asked, for ${fault.origin} is not among the origins that this server may ask`;
    case 'unreachable':
      return `${map} cannot be reached ${from} (${quoted(fault.reason)})`;
    case 'slow':
      return `${map} does not answer within ${formatDuration(fault.limit)} ${from}`;
    case 'status':
      return `${map} answers with status ${fault.status} ${from}`;
    case 'redirected':
      return `${map} sends on to ${quoted(fault.to)} ${from}, where Cordage does not follow`;
    case 'too-large':
      return `${map} answers with more than the ${formatBytes(fault.limit)} that are read, ${from}`;
    case 'not-parameters':
      return `${map} answers with something else than network parameters ${from}`;
  }
};

const sayConsequence = ({ asked, until }: MapSilence): string =>
  until === undefined
    ? `${listAll(asked)} ${asked.length === 1 ? 'is' : 'are'} unknown`
    : `what it said last counts until ${formatTime(until)}`;

const sayRemedy = ({ fault, asked }: MapSilence): string => {
  const declare = `declare ${listAll(asked)} under "networkParameters" in cordage.yaml`;
  switch (fault.code) {
    case 'refused':
      return `if this origin is right, add it to CORDAGE_NETWORK_MAPS in the server's environment; else ${declare}`;
    case 'unreachable':
    case 'slow':
      return `look whether this server can reach it, or ${declare}; it is asked again every 5 minutes`;
    case 'status':
    case 'redirected':
    case 'too-large':
    case 'not-parameters':
      return `correct "networkMap" in cordage.yaml, or ${declare}; it is asked again every 5 minutes`;
  }
};
