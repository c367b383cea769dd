import { fillTemplate } from '../release/template.ts';
import { parseStatus, type Outdated, type PullState } from '../text/status-comment.ts';
import { planComment, statusComments, subjectOfPull } from './plan-told.ts';
import type { OwnPull, Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/** States that Cordage itself ended a pull request with; they stay as they are told. */
const CLOSED_BY_US: ReadonlySet<string> = new Set<Outdated['kind']>([
  'superseded',
  'withdrawn',
  'not-proposed',
  'nothing-left',
]);

/** Says the last word on a pull request that was merged or closed: once, in the comment that is there already. */
export const planEnded = (snapshot: Snapshot, own: OwnPull): Step => {
  const [comment] = statusComments(own);
  const told = comment && parseStatus(comment.body);
  if (!told?.ok) return NOTHING;
  if (own.pull.state === 'closed' && CLOSED_BY_US.has(told.value.state)) return NOTHING;
  const state: PullState = own.pull.state === 'merged' ? mergedState(snapshot, own) : { kind: 'closed' };
  return { actions: planComment(own, { ...subjectOfPull(own), state }), problems: [] };
};

const mergedState = ({ withdrawn, releases }: Snapshot, { artifact, version, pull }: OwnPull): PullState => {
  if (!withdrawn.has(`${artifact}@${version}`)) return { kind: 'merged', commit: pull.mergeCommit };
  const source = releases.find((known) => known.artifact.name === artifact)?.artifact.releases;
  return { kind: 'withdrawn', tag: fillTemplate(source?.tag ?? '{version}', version), merged: true };
};
