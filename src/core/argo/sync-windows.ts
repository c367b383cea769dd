import type { ArgoApplication, SyncWindow } from './application.ts';
import { createClocks, isZone, type Clocks } from './window-clock.ts';
import { parseGoDuration } from './window-duration.ts';
import { compileWindowGlob } from './window-glob.ts';
import { nextStart, parseSchedule, type Schedule } from './window-schedule.ts';

export type WindowVerdict = {
  /** Argo CD may sync by itself. */
  readonly auto: boolean;
  /** A sync that a person or RollingSync asks for may begin. */
  readonly manual: boolean;
  /** When this changes next, milliseconds; undefined: never, not soon, or it cannot be told. */
  readonly until: number | undefined;
};

type Target = Pick<ArgoApplication, 'name' | 'destination'>;
type Answer = Pick<WindowVerdict, 'auto' | 'manual'>;

const OPEN: WindowVerdict = { auto: true, manual: true, until: undefined };
const SHUT: WindowVerdict = { auto: false, manual: false, until: undefined };

/** A window as it is computed with. */
type Window = Pick<SyncWindow, 'kind' | 'manualSync'> & {
  readonly schedule: Schedule;
  /** There is no such day. */
  readonly never: boolean;
  readonly duration: number;
  readonly zone: string;
};

/**
 * Whether the sync windows of its AppProject let an Application sync now (Argo CD's `SyncWindows.CanSync`). A window that
 * applies and cannot be read blocks every sync, as in Argo CD; one in a zone that is not known here does so too, where Argo CD
 * would take UTC.
 * @param now milliseconds
 */
export const judgeWindows = (windows: readonly SyncWindow[], application: Target, now: number): WindowVerdict => {
  const concerned = windows.filter((window) => applies(window, application));
  if (concerned.length === 0) return OPEN;
  const readable = concerned.map(readWindow).filter((window) => window !== undefined);
  return readable.length < concerned.length ? SHUT : judgeReadable(readable, now);
};

/** By the first of the windows, what was last said of them: thousands of nodes ask the same within one pass. */
const told = new WeakMap<Window, Told>();
type Told = { readonly windows: readonly Window[]; readonly at: number; readonly verdict: WindowVerdict };

const judgeReadable = (windows: readonly Window[], now: number): WindowVerdict => {
  const [first] = windows;
  const last = first && told.get(first);
  if (last?.at === now && isSameList(last.windows, windows)) return last.verdict;
  const clocks = createClocks();
  const answer = judgeAt(windows, clocks, now);
  const verdict = { ...answer, until: findChange(windows, clocks, now, answer) };
  if (first) told.set(first, { windows, at: now, verdict });
  return verdict;
};

const isSameList = (left: readonly Window[], right: readonly Window[]): boolean =>
  left.length === right.length && left.every((window, at) => window === right[at]);

/** One of the lists that are given must name the Application, or every one of them. */
const applies = (window: SyncWindow, { name, destination }: Target): boolean => {
  const { applications, clusters, namespaces, andOperator } = window;
  const matches = [
    matchesOne(applications, name),
    matchesOne(clusters, destination.cluster),
    matchesOne(namespaces, destination.namespace),
  ].filter((match) => match !== undefined);
  return andOperator ? matches.length > 0 && matches.every(Boolean) : matches.some(Boolean);
};

/** Undefined: nothing is asked for. */
const matchesOne = (globs: readonly string[], text: string): boolean | undefined =>
  globs.length === 0 ? undefined : globs.some((glob) => compileWindowGlob(glob)?.(text) === true);

/** Many nodes share a window, and it is read once; it is forgotten with the project it came from. */
const read = new WeakMap<SyncWindow, Window | 'unreadable'>();

const readWindow = (window: SyncWindow): Window | undefined => {
  const found = read.get(window) ?? parseWindow(window) ?? 'unreadable';
  read.set(window, found);
  return found === 'unreadable' ? undefined : found;
};

const parseWindow = ({ kind, manualSync, timeZone, ...window }: SyncWindow): Window | undefined => {
  const schedule = parseSchedule(window.schedule);
  const duration = parseGoDuration(window.duration);
  const zone = timeZone === '' ? 'UTC' : timeZone;
  if (schedule === undefined || duration === undefined || !isZone(zone)) return undefined;
  return { kind, manualSync, schedule, never: nextStart(schedule, 0) === undefined, duration, zone };
};

/**
 * Whether a turn began within the duration before now. Argo CD knows no time zone here: it takes what clocks in the zone show at
 * this moment, so a turn over a change of clocks ends when they show its end. A window that never begins is always active
 * to it, for it takes "no next start" for a time long past.
 */
const isActive = ({ schedule, never, duration, zone }: Window, clocks: Clocks, at: number): boolean => {
  if (never) return true;
  const clock = at + clocks(zone, at).offset;
  const start = nextStart(schedule, clock - duration);
  return start !== undefined && start <= clock;
};

const judgeAt = (windows: readonly Window[], clocks: Clocks, at: number): Answer => {
  const active = windows.filter((window) => isActive(window, clocks, at));
  const denies = active.filter(({ kind }) => kind === 'deny');
  if (denies.length > 0) return { auto: false, manual: denies.every(({ manualSync }) => manualSync) };
  const allows = windows.filter(({ kind }) => kind === 'allow');
  if (allows.length === 0 || active.length > 0) return { auto: true, manual: true };
  return { auto: false, manual: allows.every(({ manualSync }) => manualSync) };
};

/** How many times a window is looked at for the moment after which the answer is another, all in about a millisecond. */
const MOST_LOOKS = 2000;
/** And how far ahead. */
const HORIZON = 366 * 24 * 3_600_000;

const findChange = (
  windows: readonly Window[],
  clocks: Clocks,
  now: number,
  { auto, manual }: Answer,
): number | undefined => {
  let at = now;
  for (let looks = 0; looks < MOST_LOOKS; looks += windows.length) {
    at = Math.min(...windows.map((window) => nextEvent(window, clocks, at)));
    if (at > now + HORIZON) return undefined;
    const next = judgeAt(windows, clocks, at);
    if (next.auto !== auto || next.manual !== manual) return at;
  }
  return undefined;
};

/** A window begins, the oldest of its turns ends, or clocks change: nothing else makes a difference. */
const nextEvent = ({ schedule, never, duration, zone }: Window, clocks: Clocks, at: number): number => {
  if (never) return Number.POSITIVE_INFINITY;
  const { offset, until } = clocks(zone, at);
  const clock = at + offset;
  const start = nextStart(schedule, clock) ?? Number.POSITIVE_INFINITY;
  const end = (nextStart(schedule, clock - duration) ?? Number.POSITIVE_INFINITY) + duration;
  return Math.min(start - offset, end - offset, until);
};
