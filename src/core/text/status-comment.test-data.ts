import type { GateName, GateVerdict } from '../gates/gate.ts';
import { VIEW } from './pull-view.test-data.ts';
import type { PullState, PullStatus } from './pull-status.ts';
import { progressWith } from './progress.test-data.ts';
import { renderStatus } from './status-comment.ts';

export const COMMIT = 'd4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3';

/** 2026-11-22, at this time UTC. */
export const at = (hour: number, minute = 0): number => Date.UTC(2026, 10, 22, hour, minute);

export const status = (state: PullState, more: Partial<PullStatus> = {}): PullStatus => ({
  artifact: 'trade',
  version: '1.4.0',
  ring: 'canary',
  batch: undefined,
  nodes: 12,
  state,
  rings: [],
  told: [],
  notices: [],
  ...more,
});

/** The comment without its marker, which every one of them has. */
export const seen = (state: PullState, more?: Partial<PullStatus>): string =>
  renderStatus(status(state, more)).replace(/\n\n<!-- cordage:1 \{.*\} -->$/, '');

export const RINGS = VIEW.rings;

export const ROLLBACK: Partial<PullStatus> = { ring: '', rollback: { request: 57, scope: 'canary' } };

/** Waits for a day from 14:02 on. */
export const wait = (gate: GateName, what: string, who = '', until = at(38, 2)): GateVerdict => ({
  kind: 'wait',
  gate,
  what,
  since: at(14, 2),
  until,
  who,
});

export const block = (gate: GateName, message: string, remedy: string, code = `gate-${gate}`): GateVerdict => ({
  kind: 'block',
  gate,
  problem: { code, severity: 'error', message, remedy },
});

export const pass = (gate: GateName, note?: string): GateVerdict => ({
  kind: 'pass',
  gate,
  ...(note !== undefined && { note }),
});

export const APPROVAL = wait('approvals', '1 approval', 'team operators but olivia, who asked for it, can approve');
export const GRANT = wait('grant', '`/rollout canary`', '`/rollout canary` by team operators');

export const progress = progressWith;

export const settling = (counts: Parameters<typeof progressWith>[0], verdicts: readonly GateVerdict[]): PullState => ({
  kind: 'settling',
  commit: COMMIT,
  mergedAt: at(14),
  progress: progress(counts),
  verdicts,
});
