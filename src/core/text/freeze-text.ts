import { DAYS } from '../config/freeze-window.ts';
import { CONFIG_FILE, type Freeze, type FreezeWindow } from '../config/config.ts';
import type { Problem } from '../problem.ts';
import { formatDuration, formatTime } from './count.ts';
import { plain } from './escape.ts';
import { quoted } from './printable.ts';

/** Sentences about freezes. Zones need no escaping: `cordage.yaml` takes none that has a sign of Markdown's in it. */

/**
 * What a frozen pull request waits for: `the freeze "month end" (Fri 18:00 - Mon 07:00 Europe/London) to end; open again
 * 2026-11-23 07:00 Europe/London (2026-11-23 07:00 UTC)`.
 * @param until milliseconds since the epoch
 * @param clock the same, as clocks in the freeze's zone show it
 * @param more whether other windows follow without a gap
 */
export const renderThaw = (freeze: Freeze, until: number, clock: string, more: boolean): string => {
  const { name, zone } = freeze;
  const times = `${renderWindow(freeze.window)} ${zone}`;
  const which = name === undefined ? `the freeze ${times}` : `the freeze "${plain(name)}" (${times})`;
  const all = more ? `${which} and what follows it` : which;
  return zone === 'UTC'
    ? `${all} to end; open again ${clock} UTC`
    : `${all} to end; open again ${clock} ${zone} (${formatTime(until)})`;
};

/** Who can do something about a freeze. */
export const renderLift = (): string => 'whoever may override can lift it: `/override freeze "reason"`';

/** @param lookAhead milliseconds */
export const endlessFreeze = (ring: string, freezes: readonly Freeze[], lookAhead: number): Problem => ({
  code: 'freeze-endless',
  severity: 'error',
  message: `the freezes leave no time in ${formatDuration(lookAhead)} at which ring ${quoted(ring)} is open: ${freezes.map(tellFreeze).join(', ')}`,
  remedy: `let one of them end earlier, under "gates" in ${CONFIG_FILE}, or comment /override freeze "reason"`,
});

const tellFreeze = ({ name, zone, window }: Freeze): string =>
  `${name === undefined ? '' : `${quoted(name)} `}${renderWindow(window)} ${zone}`;

/** As it is written in `cordage.yaml`; `parseWindow` reads it back. */
export const renderWindow = (window: FreezeWindow): string => {
  switch (window.kind) {
    case 'daily':
      return `${renderMinute(window.from)} - ${renderMinute(window.to)}`;
    case 'weekly':
      return `${renderDay(window.from)} - ${renderDay(window.to)}`;
    case 'once':
      return `${window.from.replace('T', ' ')} - ${window.to.replace('T', ' ')}`;
  }
};

const renderDay = ({ day, minute }: { readonly day: number; readonly minute: number }): string =>
  `${DAYS[day - 1]} ${renderMinute(minute)}`;

const renderMinute = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
