import { compileGlobs } from '../config/glob.ts';
import type { Evidence, EvidenceKind } from '../config/config.ts';
import { lineOf } from '../release/version.ts';
import type { Group, World } from './world.ts';

/** On whose word something is done: the manifests show it, or `rules.evidence` in cordage.yaml says it. */
export type Proof = 'manifests' | 'config';

/** What speaks for all nodes of a group having it done. Undefined: of one of them at least, nothing does. */
export const evidenceFor = (world: World, group: Group, what: EvidenceKind): Proof | undefined => {
  if (showsIt(group, what)) return 'manifests';
  return withoutWord(world, group, what).length === 0 ? 'config' : undefined;
};

/**
 * The groups with those of their nodes that nothing speaks for: no hook that says so, no container that migrates, and no
 * word in cordage.yaml that holds now, is about this change and covers the node.
 */
export const withoutEvidence = (world: World, groups: readonly Group[], what: EvidenceKind): readonly Group[] =>
  groups.flatMap((group) => {
    const nodes = showsIt(group, what) ? [] : withoutWord(world, group, what);
    if (nodes.length === 0) return [];
    return [nodes.length === group.nodes.length ? group : { ...group, nodes }];
  });

const showsIt = ({ hooks, workloads }: Group, what: EvidenceKind): boolean =>
  hooks.some(({ stage }) => stage === what) ||
  (what === 'migration' && workloads.some(({ does }) => does.includes('migration'))) ||
  (what === 'legacy-contracts' && hasLegacyFolder({ workloads }));

/** Whether a folder for former contract JARs is mounted. */
export const hasLegacyFolder = ({ workloads }: Pick<Group, 'workloads'>): boolean =>
  workloads.some(({ mounts }) => mounts.some(({ path }) => /\/legacy-contracts\/?$/.test(path)));

const withoutWord = (world: World, group: Group, what: EvidenceKind): readonly string[] => {
  const words = world.policy.evidence.filter(
    (one) => one.what === what && isValid(one, world) && speaksOf(one, world, group),
  );
  if (words.some(({ nodes }) => nodes.length === 0)) return [];
  const covers = words.map(({ nodes }) => matcherOf(nodes));
  return group.nodes.filter((node) => !covers.some((isCovered) => isCovered(node)));
};

const matchers = new WeakMap<readonly string[], (node: string) => boolean>();

/** Compiled once: many rules ask about many groups. */
const matcherOf = (globs: readonly string[]): ((node: string) => boolean) => {
  const matcher = matchers.get(globs) ?? compileGlobs(globs);
  matchers.set(globs, matcher);
  return matcher;
};

const isValid = ({ until }: Evidence, { now }: World): boolean => until === undefined || now <= until;

const speaksOf = ({ subject, what }: Evidence, { change }: World, { after }: Group): boolean => {
  if (subject === undefined || subject === change.artifact) return true;
  const { corda } = after;
  // What lies in legacy-contracts belongs to the node, whatever moves on it.
  const isAboutNode = change.kind === 'corda' || what === 'legacy-contracts';
  if (isAboutNode && corda && (subject === corda.version || subject === lineOf(corda.version))) return true;
  const moved = [corda, ...after.cordapps, ...after.pieces].find((one) => one?.artifact === change.artifact);
  return moved !== undefined && subject === `${moved.artifact}@${moved.version}`;
};

/** What to do where it is missing, in the words of a remedy. */
export const giveEvidence = (what: EvidenceKind, also: string): string =>
  `${also}, or vouch for it in cordage.yaml: rules: {evidence: [{what: ${what}, reason: "..."}]}`;
