import { fillTemplate } from '../release/template.ts';
import type { Outdated } from '../text/pull-status.ts';
import { planClosing } from './plan-closing.ts';
import { parseRolloutId, rolloutId } from './rollout.ts';
import { isOutdone } from './rollouts.ts';
import type { OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/**
 * Closes an open pull request that is no front any more: its rollout was ended by a person, its release superseded or
 * withdrawn, or its nodes need nothing.
 */
export const planOutdated = (snapshot: Snapshot, own: OwnPull): Step => {
  const prospect = snapshot.prospects.find(({ pulls }) => pulls.some(({ number }) => number === own.pull.number));
  if (prospect) return NOTHING;
  // Another pull request from the same branch is open: whoever reads both decides, not we.
  if (snapshot.prospects.some(({ draft }) => draft.front?.branch === own.pull.branch)) return NOTHING;
  const state = whyEnded(snapshot, own) ?? whyPassedBy(snapshot, own) ?? whyOutdated(snapshot, own);
  return state ? planClosing(snapshot, own, state) : NOTHING;
};

/** What a person decided of the whole rollout. */
export const whyEnded = ({ decisions, ownPulls }: Snapshot, own: OwnPull): Outdated | undefined => {
  const id = rolloutId(own);
  const ended = decisions.rollouts[id]?.ended;
  if (!ended) return undefined;
  const merged = own.pull.state === 'merged';
  if (ended.how === 'aborted') return { kind: 'aborted', by: ended.by, reason: ended.reason ?? '', merged };
  if (ended.how !== 'rolled-back') return undefined;
  const record = decisions.rollbacks.findLast(({ rollout }) => rollout === id);
  const pull = ownPulls.find(({ request }) => request !== undefined && request === record?.seq)?.pull.number;
  return { kind: 'rolled-back', by: ended.by, reason: ended.reason ?? record?.reason ?? '', pull, merged };
};

/** The rollout is elsewhere by now: nothing is left in this ring. */
const whyPassedBy = ({ prospects }: Snapshot, own: OwnPull): Outdated | undefined => {
  const draft = prospects.find((prospect) => prospect.draft.rollout.id === rolloutId(own))?.draft;
  if (!draft) return undefined;
  const stand = draft.rings.find(({ ring }) => ring.name === own.ring);
  const isIdle = stand && stand.moves.length === 0 && stand.problems.length === 0;
  // The front is the first batch with anything to move.
  const isBefore = draft.front?.ring === stand && (own.batch ?? 0) < (draft.front?.batch?.number ?? 0);
  return isIdle || isBefore ? { kind: 'nothing-left' } : undefined;
};

/** Undefined while there is no certain reason: an artifact taken out of the configuration, releases that cannot be read. */
const whyOutdated = (snapshot: Snapshot, own: OwnPull): Outdated | undefined => {
  const known = snapshot.releases.find(({ artifact }) => artifact.name === own.artifact);
  const source = known?.artifact.releases;
  if (!known || !source || known.problem) return undefined;
  if (snapshot.prospects.some(({ draft }) => draft.rollout.id === rolloutId(own))) return undefined;
  const tag = fillTemplate(source.tag, own.version);
  if (snapshot.withdrawn.has(rolloutId(own))) return { kind: 'withdrawn', tag, merged: false };
  const reason = known.passed.find(({ release }) => release.tag === tag)?.reason;
  if (reason?.kind === 'superseded') return supersededBy(snapshot, own.artifact, reason.version);
  const newer = newerAsked(snapshot, own);
  if (newer !== undefined) return supersededBy(snapshot, own.artifact, newer);
  if (reason && reason.kind !== 'too-many') return { kind: 'not-proposed', tag, reason };
  return known.offered.some(({ version }) => version === own.version) ? { kind: 'nothing-left' } : undefined;
};

/** The version that a person asked for since, in place of this one. */
const newerAsked = ({ decisions }: Snapshot, own: OwnPull): string | undefined => {
  const record = decisions.rollouts[rolloutId(own)] ?? {
    id: rolloutId(own),
    grants: [],
    overrides: [],
    merged: [],
    passed: [],
  };
  const newer = Object.values(decisions.rollouts).find((other) => isOutdone(record, other));
  return newer && parseRolloutId(newer.id).version;
};

/** With the number of the newer pull request; until that one is there, the older is left open. */
const supersededBy = (snapshot: Snapshot, artifact: string, version: string): Outdated | undefined => {
  const newer = snapshot.prospects.find(({ draft }) => draft.rollout.id === rolloutId({ artifact, version }));
  const pull = newer?.pulls[0]?.number;
  const coming = newer?.draft.front !== undefined && newer.draft.front.moves.length > 0 && pull === undefined;
  return coming ? undefined : { kind: 'superseded', version, pull };
};
