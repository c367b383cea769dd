import { errorAt, type Place, type Problem } from '../problem.ts';
import { listNames } from './count.ts';
import { findNearest } from './nearest.ts';
import { quoted } from './printable.ts';

/** Sentences about gates and permissions that are each right but do not go together. */

/** To begin a sentence with: `freeze "month end"`, or by its place from 1. */
export const nameFreeze = (name: string | undefined, index: number): string =>
  `freeze ${name === undefined ? index + 1 : quoted(name)}`;

/** @param none whether no window is given at all; else more than one is */
export const freezeWindows = (at: Place, freeze: string, none: boolean): Problem =>
  errorAt(
    'config-freeze-window',
    at,
    none ? `${freeze} does not say when it is` : `${freeze} says more than one of weekly, daily and once`,
    none
      ? 'add weekly: "Fri 18:00 - Mon 07:00", daily: "22:00 - 06:00" or once: "2026-12-20 18:00 - 2027-01-04 07:00"'
      : 'keep one, and write a freeze of its own for each of the others',
  );

/** @param often `every day`, `every week` */
export const freezeAlways = (at: Place, freeze: string, often: string): Problem =>
  errorAt(
    'config-freeze-always',
    at,
    `${freeze} begins and ends at the same time ${often}, so nothing would ever merge`,
    'let it end earlier; to stop everything for now, comment /rollout pause network "reason"',
  );

/** @param from as wall clocks show it, `2026-12-20T18:00`; `to` likewise */
export const freezeBackwards = (at: Place, freeze: string, from: string, to: string): Problem =>
  errorAt(
    'config-freeze-backwards',
    at,
    `${freeze} ends at ${to.replace('T', ' ')}, which is not after it begins at ${from.replace('T', ' ')}`,
    'write the earlier time first',
  );

export const unknownZone = (at: Place, zone: string, known: readonly string[]): Problem => {
  const near = findNearest(zone, known);
  return errorAt(
    'config-freeze-zone',
    at,
    `there is no time zone ${quoted(zone)}`,
    near === undefined ? 'write its IANA name, such as Europe/London, or UTC' : `did you mean "${near}"?`,
  );
};

export const freezeUnknownRing = (at: Place, freeze: string, ring: string, rings: readonly string[]): Problem => {
  const near = findNearest(ring, rings);
  return errorAt(
    'config-freeze-ring',
    at,
    `${freeze} is for ring ${quoted(ring)}, and there is none`,
    near === undefined ? `the rings are ${listNames(rings, 10)}` : `did you mean "${near}"?`,
  );
};

/** @param subject `permissions: rollout`, `ring "canary": permissions.rollout` */
export const nobody = (at: Place, subject: string): Problem =>
  errorAt(
    'config-nobody',
    at,
    `${subject} names nobody, so nobody could do it`,
    'write a role such as maintain, or {role, users, teams, owners}; take it out for the default',
  );

export const ownersUnknown = (at: Place, subject: string): Problem =>
  errorAt(
    'config-owners',
    at,
    `${subject} is for the owners of nodes, and nothing says who they are`,
    'add "owners: {label: cordage.io/owner}", the label of a node whose value is its owner',
  );
