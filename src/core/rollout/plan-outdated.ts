import { fillTemplate } from '../release/template.ts';
import type { Outdated } from '../text/status-comment.ts';
import { planClosing } from './plan-closing.ts';
import type { OwnPull, Prospect, Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/**
 * Closes an open pull request that has no prospect any more: its release was superseded or withdrawn, or its nodes
 * need nothing.
 */
export const planOutdated = (snapshot: Snapshot, own: OwnPull): Step => {
  const prospect = snapshot.prospects.find(({ pulls }) => pulls.some(({ number }) => number === own.pull.number));
  // Another pull request from the same branch is open: whoever reads both decides, not we.
  if (!prospect && snapshot.prospects.some(({ draft }) => draft.branch === own.pull.branch)) return NOTHING;
  const state = prospect ? whyPassedBy(prospect, own) : whyOutdated(snapshot, own);
  return state ? planClosing(snapshot, own, state) : NOTHING;
};

/** The rollout enters by another ring by now: this one runs newer versions throughout. */
const whyPassedBy = ({ draft }: Prospect, own: OwnPull): Outdated | undefined => {
  const plan = draft.rings.find(({ ring }) => ring.name === own.ring);
  const idle = plan?.moves.length === 0 && plan.problems.length === 0;
  return idle && draft.branch !== own.pull.branch ? { kind: 'nothing-left' } : undefined;
};

/** Undefined while there is no certain reason: an artifact taken out of the configuration, releases that cannot be read. */
const whyOutdated = (snapshot: Snapshot, own: OwnPull): Outdated | undefined => {
  const known = snapshot.releases.find(({ artifact }) => artifact.name === own.artifact);
  const source = known?.artifact.releases;
  if (!known || !source || known.problem) return undefined;
  const tag = fillTemplate(source.tag, own.version);
  if (snapshot.withdrawn.has(`${own.artifact}@${own.version}`)) return { kind: 'withdrawn', tag, merged: false };
  const reason = known.passed.find(({ release }) => release.tag === tag)?.reason;
  if (reason?.kind === 'superseded') return supersededBy(snapshot, own.artifact, reason.version);
  if (reason && reason.kind !== 'too-many') return { kind: 'not-proposed', tag, reason };
  return known.offered.some(({ version }) => version === own.version) ? { kind: 'nothing-left' } : undefined;
};

/** With the number of the newer pull request; until that one is there, the older is left open. */
const supersededBy = (snapshot: Snapshot, artifact: string, version: string): Outdated | undefined => {
  const newer = snapshot.prospects.find(
    ({ draft }) => draft.artifact.name === artifact && draft.offer.version === version,
  );
  const pull = newer?.pulls[0]?.number;
  const coming = newer !== undefined && newer.draft.moves.length > 0 && pull === undefined;
  return coming ? undefined : { kind: 'superseded', version, pull };
};
