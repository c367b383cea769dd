import type { ApplicationRef } from '../argo/application.ts';
import { DRIFT_KINDS, type DriftFinding, type DriftKind } from '../drift/drift.ts';
import type { Disclosure } from '../config/config.ts';
import { formatCount, plural } from './count.ts';
import { createMask } from './mask-names.ts';

/** Findings that say the same. */
export type DriftGroup = {
  /** What they say, plain text from outside; empty where the kind says all. */
  readonly says: string;
  /** Of nodes, or of Applications that are no node's; sorted. */
  readonly names: readonly string[];
  /** When each of them began or was seen, where there is a time; milliseconds. */
  readonly times: readonly number[];
};

export type DriftPart = {
  readonly kind: DriftKind;
  readonly count: number;
  /** The largest first. */
  readonly groups: readonly DriftGroup[];
};

type Words = {
  readonly one: string;
  readonly many: string;
  /** What to do; Markdown of ours. */
  readonly next: string;
};

const WORDS: Readonly<Record<DriftKind, Words>> = {
  unwell: {
    one: 'node unwell',
    many: 'nodes unwell',
    next: 'open it in Argo CD, and repair in the manifests repository what its message says.',
  },
  'hand-edit': {
    one: 'node changed by hand in the last 24 h, and put back by Argo CD',
    many: 'nodes changed by hand in the last 24 h, and put back by Argo CD',
    next: 'if the change was wanted, make it in the manifests repository; if not, ask who has the right to write to the cluster.',
  },
  'out-of-sync': {
    one: 'node out of sync',
    many: 'nodes out of sync',
    next: 'open it in Argo CD and look at the difference; sync it, or bring the change into the manifests repository. A field that a controller sets by itself belongs in `ignoreDifferences`.',
  },
  'off-version': {
    one: "node off its ring's version",
    many: "nodes off their ring's version",
    next: 'ask for the version with `/rollout`, or say with `/hold` why it stays.',
  },
  duplicate: {
    one: 'node with several Applications',
    many: 'nodes with several Applications',
    next: 'delete the Application that is not meant, or take the name of the node off it.',
  },
  'no-application': {
    one: 'node without Application',
    many: 'nodes without Application',
    next: 'create its Application, or correct `argocd.application` in `cordage.yaml`; take the files of a node that is gone out of the repository.',
  },
  'no-node': {
    one: 'Application of no node',
    many: 'Applications of no node',
    next: 'delete the Application of a node that is gone, or correct `nodes` or `argocd.application` in `cordage.yaml`.',
  },
  'no-ring': {
    one: 'node in no ring',
    many: 'nodes in no ring',
    next: 'give it a ring in `cordage.yaml`; a last ring without a selector takes the rest.',
  },
};

/** `3 nodes out of sync`; plain text. */
export const headPart = ({ kind, count }: Pick<DriftPart, 'kind' | 'count'>): string =>
  `${formatCount(count)} ${count === 1 ? WORDS[kind].one : WORDS[kind].many}`;

export const nextOf = (kind: DriftKind): string => WORDS[kind].next;

/** `7 nodes`, `7 nodes and 2 Applications`: each once, however much there is to say of it. */
export const countDrift = (findings: readonly DriftFinding[]): string => {
  const nodes = new Set(findings.flatMap((finding) => ('node' in finding ? finding.node : []))).size;
  const strangers = findings.filter(({ kind }) => kind === 'no-node').length;
  return [
    ...(nodes > 0 || strangers === 0 ? [plural(nodes, 'node')] : []),
    ...(strangers > 0 ? [plural(strangers, 'Application')] : []),
  ].join(' and ');
};

/**
 * Findings by kind, equal ones together. A node's own name is taken out of what Argo CD says, so that equal errors are
 * equal; with `counts` the names of all nodes are, and those of resources and Applications are left out.
 * @param nodes names of all nodes of the network
 */
export const groupDrift = (
  findings: readonly DriftFinding[],
  disclosure: Disclosure,
  nodes: Iterable<string>,
): readonly DriftPart[] => {
  const maskAll = disclosure === 'counts' ? createMask(nodes) : undefined;
  const byKind = Map.groupBy(findings, ({ kind }) => kind);
  return DRIFT_KINDS.flatMap((kind) => {
    const ofKind = byKind.get(kind) ?? [];
    if (ofKind.length === 0) return [];
    const told = ofKind.map((finding) => ({ finding, says: tell(finding, maskAll) }));
    const groups = [...Map.groupBy(told, ({ says }) => says)].map(([says, same]) => gather(says, same));
    const count = kind === 'off-version' ? new Set(groups.flatMap(({ names }) => names)).size : ofKind.length;
    return { kind, count, groups: groups.toSorted(bySize) };
  });
};

const gather = (says: string, same: readonly { readonly finding: DriftFinding }[]): DriftGroup => ({
  says,
  names: same.map(({ finding }) => ('node' in finding ? finding.node : finding.application.name)).toSorted(),
  times: same.flatMap(({ finding }) => ('since' in finding ? finding.since : [])),
});

const bySize = (a: DriftGroup, b: DriftGroup): number => b.names.length - a.names.length || (a.says < b.says ? -1 : 1);

const tell = (finding: DriftFinding, maskAll: Mask | undefined): string => {
  switch (finding.kind) {
    case 'unwell':
      return (maskAll ?? createMask([finding.node]))(finding.message);
    case 'hand-edit':
    case 'out-of-sync':
      return tellResources(finding, maskAll);
    case 'off-version':
      return `${finding.artifact} ${finding.version}, where ring ${finding.ring} passed with ${finding.ringVersion}`;
    case 'duplicate':
      return finding.applications.map((one) => tellPlace(one, maskAll !== undefined, finding.node)).join(', ');
    case 'no-node':
      return maskAll
        ? finding.application.instance
        : `${finding.application.instance}/${finding.application.namespace}`;
    case 'no-application':
    case 'no-ring':
      return '';
  }
};

type OfResources = Extract<DriftFinding, { kind: 'hand-edit' | 'out-of-sync' }>;
type Mask = ReturnType<typeof createMask>;

/** Names of resources are anybody's, so with `counts` their kinds alone are told. */
const tellResources = ({ node, resources }: OfResources, maskAll: Mask | undefined): string => {
  if (!maskAll) return createMask([node])(resources.join(', '));
  const kinds = resources.flatMap((resource) => /^([A-Za-z0-9]{1,63})\//.exec(resource)?.[1] ?? []);
  return maskAll([...new Set(kinds)].join(', '));
};

const tellPlace = ({ instance, namespace, name }: ApplicationRef, placeOnly: boolean, node: string): string =>
  placeOnly ? instance : createMask([node])(`${instance}/${namespace}/${name}`);
