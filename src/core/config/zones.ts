/** Whether the time zone database of this Node has the zone, former names of zones included. */
export const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** Zones by their present names, to propose one. */
export const listZones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];
