import type { Grant, Pause } from '../journal/decisions.ts';
import type { Review } from '../rollout/pull.ts';
import { renderProse } from '../text/details.ts';
import { ownTags, withoutCode } from '../text/hostile.test-data.ts';
import type { GateVerdict } from './gate.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** 2026-11-10 00:00 UTC. */
export const NOW = Date.UTC(2026, 10, 10);
export const PATIENCE = 14 * DAY;
export const HEAD = 'b'.repeat(40);

export const pause = (more: Partial<Pause> = {}): Pause => ({
  seq: 1,
  by: 'olivia',
  at: NOW - HOUR,
  reason: 'month end',
  ...more,
});

export const grant = (more: Partial<Grant> = {}): Grant => ({
  seq: 2,
  by: 'olivia',
  at: NOW - HOUR,
  ring: 'canary',
  on: 7,
  ...more,
});

/** An approval of the head, unless it says otherwise. */
export const review = (login: string, more: Partial<Review> = {}): Review => ({
  login,
  bot: false,
  state: 'approved',
  commit: HEAD,
  at: NOW - HOUR,
  ...more,
});

/** `wait: 1 approval; until +1h`, `pass (note)`, `block gate-checks`: a verdict in short, times from {@link NOW}. */
export const tell = (verdict: GateVerdict): string => {
  switch (verdict.kind) {
    case 'pass':
      return verdict.note === undefined ? 'pass' : `pass (${verdict.note})`;
    case 'wait':
      return `wait: ${verdict.what}; until +${(verdict.until - NOW) / HOUR}h`;
    case 'block':
      return `block ${verdict.problem.code}`;
  }
};

/** All that a person reads of a verdict, as it stands on GitHub. */
export const textsOf = (verdict: GateVerdict): readonly string[] => {
  switch (verdict.kind) {
    case 'pass':
      return verdict.note === undefined ? [] : [verdict.note];
    case 'wait':
      return [verdict.what, verdict.who];
    case 'block':
      return [renderProse(verdict.problem.message), renderProse(verdict.problem.remedy)];
  }
};

/** The number of a pull request that we put there ourselves. */
const OWN_REFERENCE = / \(#\d+\)/g;

/** What would do something if it stood on GitHub: a mention, a reference, a command (D19), a link, HTML, a new line. */
export const findActive = (text: string): readonly string[] => {
  const raw = text.replaceAll(OWN_REFERENCE, '');
  const found = [
    raw.match(/@[\w[]|\n|\||^[/>+=-]|^\d+[.)]\s/u),
    raw.replaceAll(ownTags, '').match(/[<>]/),
    withoutCode(raw).match(/[[\]\\$~_*#]|:\/\/|(?<!\w)www\.|\bgh-\d/i),
    withoutCode(raw).match(/(?<![0-9a-z])[0-9a-f]{7,64}(?![0-9a-z])/i),
    raw.match(/^\s*$/),
  ];
  return found.flatMap((match) => (match ? [`${match[0]} in ${text}`] : []));
};
