import { compileGlobs } from '../config/glob.ts';
import type { Evidence, EvidenceKind } from '../config/config.ts';
import { lineOf } from '../release/version.ts';
import type { Group, World } from './world.ts';

/** Where the word comes from that something is done: the manifests, or `rules.evidence` in cordage.yaml. */
export type Proof = { readonly by: 'manifests' } | { readonly by: 'config'; readonly reason: string };

/**
 * What speaks for all nodes of a group having it done: a hook that says so, an init container that migrates, or a word in
 * cordage.yaml that has not ended and speaks of this change. Undefined: nothing does.
 */
export const evidenceFor = (world: World, group: Group, what: EvidenceKind): Proof | undefined => {
  if (showsIt(group, what)) return { by: 'manifests' };
  const word = world.policy.evidence.find(
    (one) => one.what === what && isValid(one, world) && speaksOf(one, world, group) && coversAll(one, group),
  );
  return word && { by: 'config', reason: word.reason };
};

const showsIt = ({ hooks, workloads }: Group, what: EvidenceKind): boolean =>
  hooks.some(({ stage }) => stage === what) ||
  (what === 'migration' && workloads.some(({ does }) => does.includes('migration'))) ||
  (what === 'legacy-contracts' && hasLegacyFolder({ workloads }));

/** Whether a folder for former contract JARs is mounted. */
export const hasLegacyFolder = ({ workloads }: Pick<Group, 'workloads'>): boolean =>
  workloads.some(({ mounts }) => mounts.some(({ path }) => /\/legacy-contracts\/?$/.test(path)));

const isValid = ({ until }: Evidence, { now }: World): boolean => until === undefined || now <= until;

const speaksOf = ({ subject }: Evidence, { change }: World, { after }: Group): boolean => {
  if (subject === undefined || subject === change.artifact) return true;
  const { corda } = after;
  if (change.kind === 'corda' && corda && (subject === corda.version || subject === lineOf(corda.version))) return true;
  const moved = [corda, ...after.cordapps, ...after.pieces].find((one) => one?.artifact === change.artifact);
  return moved !== undefined && subject === `${moved.artifact}@${moved.version}`;
};

const coversAll = ({ nodes }: Evidence, group: Group): boolean => {
  if (nodes.length === 0) return true;
  const covers = compileGlobs(nodes);
  return group.nodes.every(covers);
};

/** What to do where it is missing, in the words of a remedy. */
export const giveEvidence = (what: EvidenceKind, also: string): string =>
  `${also}, or vouch for it in cordage.yaml: rules: {evidence: [{what: ${what}, reason: "..."}]}`;
