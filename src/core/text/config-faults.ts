/** What `cordage.yaml` may say in one place: the clause for a wrong value, and a right one to copy. */
export type Form = { readonly fault: (seen: string) => string; readonly remedy: string };

export const isNot = (what: string) => (): string => `is not ${what}`;

export const globFault = (seen: string): string => {
  if (seen.startsWith('/')) return 'begins with a slash; paths are relative to the root of the repository';
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(seen)) return 'holds "." or ".." as a folder';
  return /[\\[\]{}()!|]/.test(seen) ? 'holds more than *, ** and ?, which is all that is understood' : 'is not a glob';
};

export const templateFault = (seen: string, hole = '{version}'): string => {
  const holes = seen.split(hole).length - 1;
  if (holes === 0) return `has no ${hole} in it`;
  return holes > 1 ? `has ${hole} more than once` : 'holds a character that cannot stand there';
};

export const durationFault = (seen: string): string => {
  if (/^0+[smhd]$/.test(seen)) return 'is no time at all';
  return /^\d+(?:\.\d+)?$/.test(seen) ? 'has no unit' : 'is not a duration';
};

export const settleFault = (seen: string): string =>
  /^\d+[smhd]$/.test(seen) ? 'is more than an hour' : durationFault(seen);

export const pagesFault = (seen: string): string => {
  if (!/^https?:\/\//.test(seen)) return 'is not a URL';
  return seen.includes('@') ? 'names a user' : 'holds more than a host, a port and a path';
};

export const momentFault = (seen: string): string =>
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?$/.test(seen)
    ? 'does not say a time with its zone'
    : 'is not a time of the calendar';

export const zoneFault = (seen: string): string =>
  /^(?:UTC|GMT|Etc\/GMT)?\s*[+-]?\d/i.test(seen)
    ? 'is an offset, which does not follow daylight saving'
    : 'is not the name of a time zone';

export const teamFault = (seen: string): string =>
  seen.includes('/') ? 'names an organization besides' : 'is not the slug of a team';
