import { parseMarker } from '../text/marker.ts';
import type { GateVerdict } from '../gates/gate.ts';
import type { AssetChange, PullState } from '../text/pull-status.ts';
import type { Pull } from './pull.ts';
import type { BranchFacts, Prospect, Recorded } from './snapshot.ts';
import type { Case } from './study-prospect.ts';

/** Where an open pull request stands. What its release did under its tag comes before all else. */
export const stateOf = (
  { prospect, errors }: Case,
  branch: BranchFacts,
  pull: Pull,
  verdicts: readonly GateVerdict[],
): PullState => {
  const { release } = prospect.draft.rollout;
  const recorded = branch.recorded ?? recordedIn(pull);
  const before = recorded?.tagCommit;
  const changes = changedAssets(recorded, prospect);
  if (release && changes.length > 0) return { kind: 'asset-changed', tag: release.tag, changes };
  if (release && before !== undefined && before !== prospect.tagCommit) {
    return { kind: 'retagged', tag: release.tag, before, after: prospect.tagCommit };
  }
  if (branch.person) return { kind: 'taken-over', commit: branch.person.commit, author: branch.person.name };
  return errors.length > 0 ? { kind: 'blocked', problems: errors } : { kind: 'waiting', verdicts };
};

/** A person who amended the commit took its record away; the body has the same one. */
const recordedIn = ({ body }: Pull): Recorded | undefined => {
  const marker = parseMarker('pull', body);
  return marker.ok ? { tagCommit: marker.value.release?.commit, assets: marker.value.assets } : undefined;
};

/** Assets whose bytes are not those that the branch was made from. One that cannot be read now is told as a problem instead. */
const changedAssets = (recorded: Recorded | undefined, { assets, assetProblems }: Prospect): readonly AssetChange[] => {
  if (!recorded || assetProblems.length > 0) return [];
  const now = new Map(assets.map(({ name, sha256 }) => [name, sha256]));
  const before = new Map(recorded.assets.map(({ name, sha256 }) => [name, sha256]));
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((name) => ({ name, before: before.get(name), after: now.get(name) }))
    .filter((change) => change.before !== change.after);
};
