import { fail, succeed, type Outcome } from '../problem.ts';
import { compareVersions, lineOf } from '../release/version.ts';
import * as say from '../text/corda-problems.ts';
import { CORDA_RELEASES } from './facts/corda-releases.ts';
import type { Certainty, Fact } from './facts/fact.ts';
import { JUMPS, NEXT_MINOR, type Limit } from './facts/jumps.ts';
import { NEEDS, type Need } from './facts/needs.ts';
import {
  findRelease,
  newestGoodPatch,
  platformVersionOf,
  type DeclaredVersions,
  type PlatformVersion,
} from './releases.ts';

/** One upgrade of a node: to another minor release, or to a patch of its own. */
export type PathStep = {
  readonly from: string;
  /** `4.11.7`; a minor release alone (`4.5`) where no patch of it is known. */
  readonly to: string;
  /** Undefined for Corda 3 before 3.3. */
  readonly platformVersion: PlatformVersion | undefined;
  /** Minor releases whose database updates are applied on the way, oldest first; none within one. */
  readonly minors: readonly string[];
  readonly needs: readonly Need[];
  /** Whether documents describe the step, or it is only likely. */
  readonly certainty: Certainty;
  readonly source: Fact['source'];
  readonly limit: Limit | undefined;
};

/**
 * The legal sequence of upgrades from one version of Corda Enterprise to another, as few as R3 describes, each to the
 * newest patch without a known flaw and the last to `to` itself; empty when both are the same. Refuses what is older,
 * what cannot be ordered, and releases that neither the table nor the operator knows.
 */
export const planPath = (from: string, to: string, declared: DeclaredVersions): Outcome<readonly PathStep[]> => {
  const order = compareVersions(from, to);
  const target = lineOf(to);
  if (order === undefined || target === undefined) return fail(say.cordaVersionUnclear(from, to));
  if (order > 0) return fail(say.cordaDowngrade(from, to));
  if (!isKnown(target, declared)) return fail(say.cordaReleaseUnknown(target));
  const steps: PathStep[] = [];
  let at = from;
  while (lineOf(at) !== target) {
    const line = lineOf(at) ?? '';
    const jump = findJump(line, target, declared);
    if (!jump) return fail(say.cordaNoWay(from, to, line));
    if (!isKnown(jump.to, declared)) return fail(say.cordaReleaseUnknown(jump.to));
    const next = jump.to === target ? to : (newestGoodPatch(jump.to) ?? jump.to);
    steps.push(makeStep(at, next, jump, declared));
    at = next;
  }
  if (steps.length === 0 && order < 0) steps.push(makeStep(from, to, WITHIN, declared));
  return succeed(steps);
};

type Reach = Pick<PathStep, 'certainty' | 'source' | 'limit'>;

/** A patch of the own minor release is always a legal step. */
const WITHIN: Reach = {
  certainty: 'stated',
  source: { document: '4.14/enterprise/minor-version-node-upgrade.md', section: 'Step 1: Drain the node' },
  limit: undefined,
};

/** Corda 3 has no row among the releases, and stands in the jumps alone. */
const isKnown = (line: string, declared: DeclaredVersions): boolean =>
  platformVersionOf(line, declared) !== undefined || JUMPS.some(({ from, to }) => [...from, ...to].includes(line));

const isWithin = (line: string, [oldest, newest]: readonly [string, string]): boolean =>
  (compareVersions(oldest, line) ?? 1) <= 0 && (compareVersions(line, newest) ?? 1) <= 0;

/** The furthest that one step leads from a minor release towards another. */
const findJump = (
  line: string,
  target: string,
  declared: DeclaredVersions,
): (Reach & { readonly to: string }) | undefined => {
  const row = JUMPS.find(({ from }) => isWithin(line, from));
  if (row) {
    const [oldest, newest] = row.to;
    if (isWithin(target, row.to)) return { ...row, to: target };
    return (compareVersions(target, oldest) ?? 0) < 0 ? undefined : { ...row, to: newest };
  }
  const [major, minor] = line.split('.').map(Number);
  const isSameProduct = target.startsWith(`${major}.`);
  return isSameProduct && isKnown(line, declared) ? { ...NEXT_MINOR, to: `${major}.${(minor ?? 0) + 1}` } : undefined;
};

const makeStep = (from: string, to: string, reach: Reach, declared: DeclaredVersions): PathStep => {
  const minors = listMinors(from, to, declared);
  return {
    from,
    to,
    platformVersion: platformVersionOf(to, declared),
    minors,
    needs: NEEDS.filter(({ when }) => isNeeded(when, from, minors)),
    certainty: findRelease(to)?.certainty === 'inferred' ? 'inferred' : reach.certainty,
    source: reach.source,
    limit: reach.limit,
  };
};

/** The known minor releases after one version, up to that of another. */
const listMinors = (from: string, to: string, declared: DeclaredVersions): readonly string[] => {
  const [first = '', last = ''] = [lineOf(from), lineOf(to)];
  const known = new Set([...CORDA_RELEASES.map(({ release }) => release), ...declared.keys(), last]);
  return [...known]
    .filter((line) => line !== first && isWithin(line, [first, last]))
    .toSorted((a, b) => compareVersions(a, b) ?? 0);
};

const isNeeded = (when: Need['when'], from: string, minors: readonly string[]): boolean => {
  if (when === 'patch') return minors.length === 0;
  if (when === 'minor') return minors.length > 0;
  if ('past' in when) return minors.includes(when.past);
  return minors.length > 0 && (compareVersions(lineOf(from) ?? '', when.from) ?? 1) <= 0;
};
