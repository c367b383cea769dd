import type { Artifact } from '../config/config.ts';
import type { Pin } from '../network/network.ts';
import type { Problem } from '../problem.ts';
import { compareVersions } from '../release/version.ts';
import * as say from '../text/rollback-problems.ts';
import type { Past } from './former.ts';
import type { RestoreRequest } from './wanted.ts';

type Judged = {
  readonly request: RestoreRequest;
  readonly pinsOf: ReadonlyMap<string, readonly Pin[]>;
  readonly pasts: ReadonlyMap<Pin, Past>;
  /** Undefined when `cordage.yaml` does not have it any more. */
  readonly artifact: Artifact | undefined;
};

/** The nodes that stay by what their own pins say, each with the reason, and the problems of the pins that are to blame. */
export const findStuck = (
  judged: Judged,
): { readonly left: Map<string, string>; readonly blamed: readonly Problem[] } => {
  const left = new Map<string, string>();
  const blamed = new Set<Problem>();
  for (const node of [...judged.request.nodes].toSorted()) {
    const verdict = judgeNode(judged, judged.pinsOf.get(node) ?? []);
    if (!verdict) continue;
    left.set(node, verdict.why);
    for (const problem of verdict.problems) blamed.add(problem);
  }
  return { left, blamed: [...blamed] };
};

type Verdict = { readonly why: string; readonly problems: readonly Problem[] };

const judgeNode = (judged: Judged, pins: readonly Pin[]): Verdict | undefined => {
  const { artifact, version } = judged.request;
  if (pins.length === 0) return { why: say.whyWithout(artifact), problems: [] };
  if (!pins.some((pin) => pin.version === version)) return judgeMoved(judged, pins);
  const stuck = pins.flatMap((pin) => {
    const problem = findBlame(pin, judged.pasts.get(pin));
    return problem ? [{ pin, problem }] : [];
  });
  const [first] = stuck;
  return first && { why: say.whyStuck(first.pin.file), problems: stuck.map(({ problem }) => problem) };
};

/** A node that is on the version with some pins only may go back if the others never were on it, or went back already. */
const findBlame = (pin: Pin, past: Past | undefined): Problem | undefined => {
  if (!past || past.kind === 'former' || past.kind === 'never') return undefined;
  return past.kind === 'left' && past.before === pin.version ? undefined : past.problem;
};

/** A node that is not on the version: gone back or gone on, which is as it should be, or changed by somebody's own choice. */
const judgeMoved = ({ request: { version }, pasts, artifact }: Judged, pins: readonly Pin[]): Verdict => {
  const runs = versionsOf(pins.map((pin) => pin.version));
  const byDate = artifact?.releases?.order === 'published';
  const isNewer = (one: string): boolean => byDate || (compareVersions(one, version) ?? 0) > 0;
  const problems = pins.flatMap((pin) => {
    const past = pasts.get(pin);
    if (past?.kind !== 'left' || past.after === undefined) return past?.kind === 'left' ? [past.problem] : [];
    const isMeant = past.after === past.before || isNewer(past.after) || isNewer(pin.version);
    return isMeant ? [] : [past.problem];
  });
  if (problems.length > 0) return { why: say.whyEdited(runs), problems };
  const never = pins.every((pin) => pasts.get(pin)?.kind === 'never');
  return { why: never ? say.whyNeverMoved(runs) : say.whyNotOn(version, runs), problems };
};

/** Each once, oldest first; those that cannot be compared by their letters. */
export const versionsOf = (versions: readonly string[]): readonly string[] =>
  [...new Set(versions)].toSorted((a, b) => compareVersions(a, b) ?? (a < b ? -1 : 1));
