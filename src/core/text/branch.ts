import { isVersion } from '../release/template.ts';

/** Which pull request this is: the branch name is its identity and its lock. */
export type BranchKey = {
  readonly artifact: string;
  readonly version: string;
  readonly ring: string;
  /** From 1; undefined when the ring moves as a whole. */
  readonly batch?: number | undefined;
};

/** All branches of Cordage's stand below this one. */
export const BRANCH_PREFIX = 'cordage/';

/** Longest name of an artifact or a ring: two of them and a version fit a branch (250 bytes), one fits a label (50). */
export const LONGEST_NAME = 40;

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether artifacts and rings may be called so; `cordage.yaml` is held to it, because names reach branches and labels. */
export const isName = (text: string): boolean => text.length <= LONGEST_NAME && NAME.test(text);

const NUMBERED = /^(?<name>.+?)-(?<batch>[1-9]\d{0,5})$/;

/**
 * `cordage/trade-1.4.0/all-3`. A dash before a digit separates and a dash before a letter belongs to the name; where
 * it is the other way round the dash is doubled, so that no two keys share a branch (`wave--3-2`: batch 2 of `wave-3`).
 */
export const renderBranch = ({ artifact, version, ring, batch }: BranchKey): string => {
  const part = batch === undefined ? '' : `-${batch}`;
  return `${BRANCH_PREFIX}${renderTarget(artifact, version)}/${double(ring)}${part}`;
};

/** The key of a branch; undefined for every name that `renderBranch` would not have given. */
export const parseBranch = (branch: string): BranchKey | undefined => {
  const [prefix, first, second, ...rest] = branch.split('/');
  if (`${prefix}/` !== BRANCH_PREFIX || !first || !second || rest.length > 0) return undefined;
  const target = parseTarget(first);
  const batched = /(?<!-)-\d+$/.test(second) ? NUMBERED.exec(second)?.groups : undefined;
  const ring = single(batched?.['name'] ?? second);
  const batch = batched?.['batch'] === undefined ? undefined : Number(batched['batch']);
  const key = target && { ...target, ring, batch };
  return key && isName(ring) && renderBranch(key) === branch ? key : undefined;
};

/** Which pull request that takes nodes back; `request` is the number in the journal. */
export type RollbackBranchKey = { readonly artifact: string; readonly version: string; readonly request: number };

const ROLLBACKS = `${BRANCH_PREFIX}rollback/`;

/** `cordage/rollback/trade-1.4.0/57`: one part more than any other branch of Cordage's, whatever an artifact is called. */
export const renderRollbackBranch = ({ artifact, version, request }: RollbackBranchKey): string =>
  `${ROLLBACKS}${renderTarget(artifact, version)}/${request}`;

/** The key of such a branch; undefined for every name that `renderRollbackBranch` would not have given. */
export const parseRollbackBranch = (branch: string): RollbackBranchKey | undefined => {
  if (!branch.startsWith(ROLLBACKS)) return undefined;
  const [first = '', number = '', ...rest] = branch.slice(ROLLBACKS.length).split('/');
  const target = parseTarget(first);
  if (!target || !/^[1-9]\d{0,14}$/.test(number) || rest.length > 0) return undefined;
  const key = { ...target, request: Number(number) };
  return renderRollbackBranch(key) === branch ? key : undefined;
};

const renderTarget = (artifact: string, version: string): string =>
  `${double(artifact)}${/^\d/.test(version) ? '-' : '--'}${version}`;

const parseTarget = (text: string): { readonly artifact: string; readonly version: string } | undefined => {
  const split = /(?<!-)-(?=\d)|--(?=[A-Za-z])/.exec(text);
  if (!split) return undefined;
  const artifact = single(text.slice(0, split.index));
  const version = text.slice(split.index + split[0].length);
  return isName(artifact) && isVersion(version) ? { artifact, version } : undefined;
};

const double = (name: string): string => name.replaceAll(/-(?=\d)/g, '--');

const single = (text: string): string => text.replaceAll('--', '-');
