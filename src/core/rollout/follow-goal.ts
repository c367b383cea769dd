import { nextStep } from '../corda/next-step.ts';
import type { Goal } from '../journal/entry.ts';
import type { RolloutRecord } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import { versionsByNode } from '../network/summary.ts';
import { compareVersions } from '../release/version.ts';
import { endedByPerson, tellGoalLeft, underWayAlready } from '../text/goal-text.ts';
import type { NewEntry } from './action.ts';
import type { Course } from './course.ts';
import { rolloutId } from './rollout.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The next step to the goal of a rollout that is done, as a decision of Cordage's own; nothing when the network is
 * there. Grants were given for one version and do not come along. Only for the append that ends the rollout: the pass
 * after it finds no such rollout any more, so a step begins once.
 */
export const followGoal = ({ self, decisions }: Snapshot, network: Network, course: Course): readonly NewEntry[] => {
  const start = course.record?.start;
  if (!start?.goal) return [];
  const { artifact, version: done, origin, goal } = start;
  const next = nextStep(network, artifact, goal.version, nodesThere(network, artifact, done));
  const leave = (why: string): NewEntry => ({
    by: self,
    decision: { kind: 'noticed', rollout: course.id, text: tellGoalLeft(artifact, goal, why) },
  });
  if (!next.ok) return [leave(next.problems.map(({ message }) => message).join('; '))];
  const [first] = next.value.steps;
  if (!first) return [];
  const { version } = next.value;
  const rollout = rolloutId({ artifact, version });
  const record = decisions.rollouts[rollout];
  if (isRefused(record, goal)) return [leave(endedByPerson(rollout))];
  if (record?.start && !record.ended) return [leave(underWayAlready(rollout))];
  const way = wayOn(goal, done, [first.from, ...next.value.steps.map(({ to }) => to)]);
  return [{ by: self, decision: { kind: 'start', rollout, artifact, version, origin, goal: { ...goal, way } } }];
};

/** Nodes that the step has left behind, held ones say, do not decide where the others go. */
const nodesThere = (network: Network, artifact: string, done: string): readonly string[] =>
  [...versionsByNode(network, artifact)]
    .filter(([, [version = '']]) => (compareVersions(version, done) ?? -1) >= 0)
    .map(([node]) => node);

/** What a person has ended since does not begin again by itself. */
const isRefused = (record: RolloutRecord | undefined, { at }: Goal): boolean =>
  record?.ended !== undefined &&
  record.ended.at > at &&
  (record.ended.how === 'aborted' || record.ended.how === 'rolled-back');

/** What is behind stays as it was told, also when the rest is another way by now. */
const wayOn = ({ way }: Goal, done: string, ahead: readonly string[]): readonly string[] => [
  ...new Set([...way.slice(0, way.indexOf(done) + 1), ...ahead]),
];
