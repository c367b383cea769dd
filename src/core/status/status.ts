import type { InstanceView } from '../argo/application.ts';
import type { NodeVerdict, VerdictKind } from '../argo/verdict.ts';
import type { Drift } from '../drift/drift.ts';
import type { Network } from '../network/network.ts';
import { progressOf } from '../rollout/progress.ts';
import type { Progress, VersionCount } from '../text/pull-view.ts';
import type { JournalStatus } from './journal.ts';
import type { Row } from './rows.ts';
import type { Touched } from './touched.ts';

/** What the clusters say of the nodes of a row. */
export type Seen = Pick<Progress, 'live' | 'unknown' | 'states' | 'slowest'> & {
  readonly onTheirWay: number;
  readonly unwell: number;
  /** Why nodes are unwell or unknown, equal reasons once. */
  readonly troubles: Progress['groups'];
};

export type RowStatus = {
  readonly artifact: string;
  readonly ring: string;
  readonly nodes: number;
  readonly versions: readonly VersionCount[];
  /** Undefined where git has nothing of it. */
  readonly touched: Touched | undefined;
  /** Undefined where no cluster was asked. */
  readonly seen: Seen | undefined;
};

export type InstanceStatus = Pick<InstanceView, 'name' | 'state' | 'heardAt' | 'why' | 'url'> & {
  readonly applications: number;
};

/** All that `cordage status` tells. */
export type Status = {
  readonly network: string;
  readonly nodes: number;
  readonly rings: number;
  readonly rows: readonly RowStatus[];
  readonly instances: readonly InstanceStatus[];
  /** Undefined where the checkout has no journal. */
  readonly journal: JournalStatus | undefined;
  /** Undefined where no cluster was asked. */
  readonly drift: Drift | undefined;
};

/** @param verdicts undefined where no cluster was asked */
export const buildStatus = (facts: {
  readonly network: Network;
  readonly rows: readonly Row[];
  readonly touched: ReadonlyMap<Row, Touched>;
  readonly verdicts: ReadonlyMap<Row, ReadonlyMap<string, NodeVerdict>> | undefined;
  readonly views: readonly InstanceView[];
  readonly journal: JournalStatus | undefined;
  readonly drift: Drift | undefined;
  readonly now: number;
}): Status => {
  const { network, rows, touched, verdicts, views, journal, drift, now } = facts;
  return {
    network: network.name,
    nodes: network.nodes.length,
    rings: network.rings.length,
    rows: rows.map((row) => ({
      artifact: row.artifact.name,
      ring: row.ring,
      nodes: row.nodes.length,
      versions: row.versions,
      touched: touched.get(row),
      seen: verdicts && see(row, verdicts.get(row) ?? new Map(), touched.get(row)?.at ?? now, now),
    })),
    instances: views.map(({ name, state, heardAt, why, url, applications }) => ({
      name,
      state,
      heardAt,
      why,
      url,
      applications: applications.length,
    })),
    journal,
    drift,
  };
};

const TROUBLES: ReadonlySet<VerdictKind> = new Set(['degraded', 'failed', 'unknown']);

const see = (row: Row, verdicts: ReadonlyMap<string, NodeVerdict>, mergedAt: number, now: number): Seen => {
  const { live, syncing, degraded, unknown, states, slowest, groups } = progressOf(verdicts, row.nodes, {
    mergedAt,
    liveWithin: row.liveWithin,
    now,
  });
  const troubles = groups.filter(({ kind }) => TROUBLES.has(kind));
  return { live, onTheirWay: syncing, unwell: degraded, unknown, states, troubles, slowest };
};

/** Whether nothing is unwell and nothing unknown, of all that was asked about. */
export const isWell = ({ rows }: Status): boolean =>
  rows.every(({ seen }) => seen !== undefined && seen.unwell + seen.unknown === 0);
