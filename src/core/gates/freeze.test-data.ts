import type { Freeze } from '../config/config.ts';
import { parseWindow, type WrittenWindow } from '../config/freeze-window.ts';

/** A freeze as `cordage.yaml` writes it. */
export const givenFreeze = (
  zone: string,
  written: WrittenWindow,
  more: { readonly name?: string; readonly rings?: readonly string[] } = {},
): Freeze => {
  const window = parseWindow(written);
  if (!window) throw new Error(JSON.stringify(written));
  return { name: more.name, zone, rings: more.rings, window };
};
