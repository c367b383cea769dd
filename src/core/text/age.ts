import { formatDuration } from './count.ts';

/** `3 s`, `4 min`, `2 h 5 min`, `12 d`: how long ago, whole seconds below a minute and whole minutes above. For a terminal only. */
export const formatAge = (at: number, now: number): string => {
  const age = Math.max(0, now - at);
  return formatDuration(age < 60_000 ? Math.floor(age / 1000) * 1000 : Math.floor(age / 60_000) * 60_000);
};
