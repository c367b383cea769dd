import type { Artifact } from '../config/config.ts';
import type { Change } from '../manifests/edit.ts';
import { scalarOf, type Candidate } from '../manifests/manifest.ts';
import { pinOf, type PinReading } from '../manifests/pin-version.ts';
import type { Pin } from '../network/network.ts';
import type { Place, Problem } from '../problem.ts';
import * as say from '../text/rollback-problems.ts';
import { findCounterpart, pathOf, type Sites } from './counterpart.ts';
import type { FileStep, PastChange } from './file-step.ts';
import { restorePin } from './restore-pin.ts';

/** What a pin said just before it came to the version that is taken back. */
export type FormerValue = {
  readonly version: string;
  /** The commit that moved the pin away from it. */
  readonly commit: string;
  /** What brings it back. */
  readonly changes: readonly Change[];
};

/** What a pin's history says about one version. */
export type Past =
  /** On the version, and can go back. */
  | { readonly kind: 'former'; readonly value: FormerValue }
  /** On the version, and cannot. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** On another one, and never was on this one. */
  | { readonly kind: 'never' }
  /** On another one; whether it ever was on this one is further back than anybody looked. */
  | { readonly kind: 'unknown'; readonly problem: Problem }
  /** Moved away from it: the versions just before it and just after it, as far as they can be read. */
  | {
      readonly kind: 'left';
      readonly before: string | undefined;
      readonly after: string | undefined;
      readonly problem: Problem;
    };

/** One pin, its file's changes, newest first, and the places in each version of the file as far as it was read. */
export type Trail = {
  readonly pin: Pin;
  readonly artifact: Artifact;
  readonly changes: readonly PastChange[];
  readonly sitesOf: (blob: string) => Sites | undefined;
};

/**
 * What a pin said before it came to a version: the newest value that differs, when everything since then was exactly that
 * version. An edit of anything else in the file does not count.
 */
export const findPast = (trail: Trail, version: string): Past =>
  trail.pin.version === version ? findFormer(trail, version) : findLeaving(trail, version);

const findFormer = ({ pin, ...trail }: Trail, version: string): Past => {
  const at = placeOf(pin);
  for (const said of walkBack({ pin, ...trail })) {
    if (said.kind === 'end') return { kind: 'refused', problem: explain(said, at, version) };
    const { candidate, reading, step } = said;
    if ('version' in reading && reading.version === version) continue;
    if ('problem' in reading) {
      return { kind: 'refused', problem: say.formerUnreadable(at, scalarOf(candidate)?.value ?? '', step) };
    }
    const restored = restorePin(pin.candidate, candidate, at);
    if (restored.ok) {
      return { kind: 'former', value: { version: reading.version, commit: step.commit, changes: restored.value } };
    }
    const [problem] = restored.problems;
    return { kind: 'refused', problem: problem ?? say.formerShape(at) };
  }
  return { kind: 'refused', problem: say.historyEnds(at, version, undefined) };
};

const findLeaving = (trail: Trail, version: string): Past => {
  const { pin } = trail;
  const at = placeOf(pin);
  let after: string | undefined = pin.version;
  let leaving: FileStep | undefined;
  for (const said of walkBack(trail)) {
    const here = said.kind === 'said' && 'version' in said.reading ? said.reading.version : undefined;
    if (here === version) leaving ??= said.step;
    else if (leaving) {
      return { kind: 'left', before: here, after, problem: say.editedSince(at, version, pin.version, leaving) };
    } else if (said.kind === 'said') after = here;
    else if (said.why === 'file-new' || said.why === 'pin-new') return { kind: 'never' };
    else return { kind: 'unknown', problem: explain(said, at, version) };
  }
  return { kind: 'unknown', problem: say.historyEnds(at, version, undefined) };
};

export const placeOf = ({ file, line, column }: Pin): Place => ({ file, line, column });

/** What the pin said before a step, or why nobody can say. */
type Said =
  | { readonly kind: 'said'; readonly candidate: Candidate; readonly reading: PinReading; readonly step: FileStep }
  | End;

type End =
  | { readonly kind: 'end'; readonly why: 'file-new' | 'pin-new' | 'pin-moved' | 'unread'; readonly step: FileStep }
  | { readonly kind: 'end'; readonly why: 'outdated' | 'short'; readonly step: FileStep | undefined };

/** From now back; the last one is always an end. */
const walkBack = function* ({ pin, artifact, changes, sitesOf }: Trail): Generator<Said, undefined> {
  const [newest] = changes;
  let here = newest?.to === undefined ? undefined : sitesOf(newest.to);
  let candidate = here?.byPath.get(pathOf(pin.candidate));
  if (newest && (!here || !candidate || !isEqual(candidate, pin.candidate))) {
    yield { kind: 'end', why: 'outdated', step: newest.step };
    return;
  }
  for (const { from, step } of changes) {
    const there = from === undefined ? undefined : sitesOf(from);
    const former = here && candidate && there && findCounterpart(here, candidate, there);
    const reading = former && pinOf(former, artifact);
    if (!former || !reading) {
      yield { kind: 'end', why: reasonOf(from, there, here && candidate && here.shapeOf(candidate)), step };
      return;
    }
    yield { kind: 'said', candidate: former, reading, step };
    [here, candidate] = [there, former];
  }
  yield { kind: 'end', why: 'short', step: changes.at(-1)?.step };
};

const isEqual = (one: Candidate, other: Candidate): boolean => scalarOf(one)?.value === scalarOf(other)?.value;

const reasonOf = (
  from: string | undefined,
  there: Sites | undefined,
  shape: string | undefined,
): 'file-new' | 'pin-new' | 'pin-moved' | 'unread' => {
  if (from === undefined) return 'file-new';
  if (!there) return 'unread';
  return shape !== undefined && there.pathsByShape.has(shape) ? 'pin-moved' : 'pin-new';
};

const explain = (end: End, at: Place, version: string): Problem => {
  switch (end.why) {
    case 'file-new':
      return say.fileNew(at, version, end.step);
    case 'pin-new':
      return say.pinNew(at, version, end.step);
    case 'pin-moved':
      return say.pinMoved(at, end.step);
    case 'outdated':
      return say.historyOfAnother(at);
    case 'unread':
    case 'short':
      return say.historyEnds(at, version, end.step);
  }
};
