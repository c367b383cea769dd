import type { PullState } from '../text/status-comment.ts';
import { planClosing } from './plan-closing.ts';
import type { OwnPull, Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/**
 * Closes an open pull request that has no prospect any more: its release was superseded or withdrawn, or its nodes
 * need nothing.
 */
export const planOutdated = (snapshot: Snapshot, own: OwnPull): Step => {
  if (snapshot.prospects.some(({ pulls, draft }) => draft.branch === own.pull.branch || pulls.some(same(own))))
    return NOTHING;
  const state = whyOutdated(snapshot, own);
  return state ? planClosing(snapshot, own, state) : NOTHING;
};

const same =
  (own: OwnPull) =>
  (pull: { readonly number: number }): boolean =>
    pull.number === own.pull.number;

/** Undefined while there is no certain reason: an artifact taken out of the configuration, releases that cannot be read. */
const whyOutdated = (snapshot: Snapshot, own: OwnPull): PullState | undefined => {
  const known = snapshot.releases.find(({ artifact }) => artifact.name === own.artifact);
  const source = known?.artifact.releases;
  if (!known || !source || known.problem) return undefined;
  const tag = source.tag.replaceAll('{version}', own.version);
  if (snapshot.withdrawn.has(`${own.artifact}@${own.version}`)) return { kind: 'withdrawn', tag, merged: false };
  const passed = known.passed.find(({ release }) => release.tag === tag)?.reason;
  if (passed?.kind === 'superseded') return supersededBy(snapshot, own.artifact, passed.version);
  return known.offered.some(({ version }) => version === own.version) ? { kind: 'nothing-left' } : undefined;
};

/** With the number of the newer pull request; until that one is there, the older is left open. */
const supersededBy = (snapshot: Snapshot, artifact: string, version: string): PullState | undefined => {
  const newer = snapshot.prospects.find(
    ({ draft }) => draft.artifact.name === artifact && draft.offer.version === version,
  );
  const pull = newer?.pulls[0]?.number;
  const coming = newer !== undefined && newer.draft.moves.length > 0 && pull === undefined;
  return coming ? undefined : { kind: 'superseded', version, pull };
};
