import { listDrift } from '../text/drift-status.ts';
import type { Status } from './status.ts';

const toTime = (at: number): string => new Date(at).toISOString();

/**
 * The status for scripts; times as ISO 8601. `core/text/cli-json.ts` documents it.
 * @param now when it was looked at, milliseconds
 */
export const listStatus = (status: Status, now: number) => ({
  network: status.network,
  at: toTime(now),
  nodes: status.nodes,
  rows: status.rows.map(({ artifact, ring, nodes, versions, touched, seen }) => ({
    artifact,
    ring,
    nodes,
    versions,
    commit: touched?.commit ?? null,
    committedAt: touched === undefined ? null : toTime(touched.at),
    seen:
      seen === undefined
        ? null
        : {
            live: seen.live,
            onTheirWay: seen.onTheirWay,
            unwell: seen.unwell,
            unknown: seen.unknown,
            states: seen.states.map(({ kind, nodes: count }) => ({ state: kind, nodes: count })),
            troubles: seen.troubles.map(({ kind, message, nodes: names, since, link }) => ({
              state: kind,
              message,
              nodes: names,
              since: toTime(since),
              link: link ?? null,
            })),
            slowest: seen.slowest.map((slow) => ({
              node: slow.node,
              state: slow.kind,
              message: slow.message ?? '',
              since: toTime(slow.since),
              until: slow.until === undefined ? null : toTime(slow.until),
              link: slow.link ?? null,
            })),
          },
  })),
  instances: status.instances.map(({ name, state, heardAt, why, applications }) => ({
    name,
    state,
    heardAt: heardAt === undefined ? null : toTime(heardAt),
    why: why ?? null,
    applications,
  })),
  journal: status.journal === undefined ? null : listJournal(status.journal),
  drift: status.drift === undefined ? null : listDrift(status.drift),
});

const listJournal = ({ ref, paused, rollouts }: NonNullable<Status['journal']>) => ({
  ref,
  signatures: 'not-checked',
  paused: paused ?? null,
  rollouts: rollouts.map(({ goal, paused: own, ...rollout }) => ({
    ...rollout,
    goal: goal ?? null,
    paused: own ?? null,
  })),
});

/** Equal for two looks between which nothing happened but that time went by. */
export const keyOfStatus = (status: Status): string =>
  JSON.stringify({
    ...status,
    instances: status.instances.map((one) => (one.state === 'watched' ? { ...one, heardAt: 0 } : one)),
  });
