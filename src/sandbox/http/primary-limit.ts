import { nameCaller } from './caller.ts';
import { Refusal, type Caller } from './route.ts';

const HOUR_MS = 3_600_000;

/** Requests an hour, by who asks (REST API, "Rate limits for the REST API"). */
export type PrimaryLimits = {
  anonymousPerHour: number;
  userPerHour: number;
  appPerHour: number;
  /** For an installation of up to 20 repositories; each more adds 50, up to 12,500. */
  installationPerHour: number;
};

export const PRIMARY_LIMITS: Readonly<PrimaryLimits> = {
  anonymousPerHour: 60,
  userPerHour: 5000,
  appPerHour: 5000,
  installationPerHour: 5000,
};

const limitOf = (caller: Caller, limits: PrimaryLimits): number => {
  switch (caller.kind) {
    case 'anonymous':
      return limits.anonymousPerHour;
    case 'app':
      return limits.appPerHour;
    case 'user':
      return limits.userPerHour;
    case 'installation': {
      const grown = limits.installationPerHour + 50 * Math.max(0, caller.repositories.size - 20);
      return Math.max(limits.installationPerHour, Math.min(grown, 12_500));
    }
  }
};

export type PrimaryLimiter = {
  /** @throws Refusal 403 when the hour's requests are used up; such a request costs nothing */
  readonly charge: (caller: Caller) => void;
  /** Takes a charge back: an answer "not modified" is free. */
  readonly refund: (caller: Caller) => void;
  readonly headers: (caller: Caller) => Readonly<Record<string, string>>;
};

/** Counts requests in hours that begin with a caller's first one. */
export const createPrimaryLimiter = (now: () => number, limits: PrimaryLimits): PrimaryLimiter => {
  const hours = new Map<string, { readonly endsAt: number; used: number }>();
  const hourOf = (caller: Caller): { readonly endsAt: number; used: number } => {
    const key = nameCaller(caller);
    const known = hours.get(key);
    if (known && now() < known.endsAt) return known;
    const begun = { endsAt: now() + HOUR_MS, used: 0 };
    hours.set(key, begun);
    return begun;
  };
  return {
    charge: (caller) => {
      const hour = hourOf(caller);
      if (hour.used >= limitOf(caller, limits)) throw exceeded(caller);
      hour.used += 1;
    },
    refund: (caller) => {
      const hour = hourOf(caller);
      hour.used = Math.max(0, hour.used - 1);
    },
    headers: (caller) => {
      const { used, endsAt } = hourOf(caller);
      const limit = limitOf(caller, limits);
      return {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - used)),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(Math.ceil(endsAt / 1000)),
        'x-ratelimit-resource': 'core',
      };
    },
  };
};

const exceeded = (caller: Caller): Refusal =>
  new Refusal(403, `API rate limit exceeded for ${nameCaller(caller)}.`, undefined, {
    documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
  });
