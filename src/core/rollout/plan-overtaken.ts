import { matchTemplate } from '../release/template.ts';
import type { Ending } from '../journal/entry.ts';
import type { NewEntry } from './action.ts';
import type { Course } from './course.ts';
import { parseRolloutId } from './rollout.ts';
import { isOutdone, isUnderWay } from './rollouts.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/** Writes down that a rollout which had begun has ended, because its release was superseded or withdrawn on the way. */
export const planOvertaken = (snapshot: Snapshot, courses: readonly Course[]): Step => {
  const decisions = Object.values(snapshot.decisions.rollouts)
    .filter((record) => isUnderWay(record) && !courses.some(({ id }) => id === record.id))
    .flatMap(({ id }): readonly NewEntry[] => {
      const how = howEnded(snapshot, id);
      return how === undefined ? [] : [{ by: snapshot.self, decision: { kind: 'ended', rollout: id, how } }];
    });
  return { ...NOTHING, decisions };
};

/** Undefined while there is no certain reason, as when releases cannot be read. */
const howEnded = ({ releases, withdrawn, decisions }: Snapshot, id: string): Ending | undefined => {
  const { artifact, version } = parseRolloutId(id);
  const known = releases.find((one) => one.artifact.name === artifact);
  const template = known?.artifact.releases?.tag;
  if (!known || known.problem || template === undefined) return undefined;
  if (withdrawn.has(id)) return 'withdrawn';
  const record = decisions.rollouts[id];
  if (record && Object.values(decisions.rollouts).some((other) => isOutdone(record, other))) return 'superseded';
  const passed = known.passed.find(({ release }) => matchTemplate(template, release.tag) === version);
  return passed?.reason.kind === 'superseded' ? 'superseded' : undefined;
};
