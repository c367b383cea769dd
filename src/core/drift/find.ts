import type { ApplicationRef, ArgoApplication } from '../argo/application.ts';
import type { Decisions } from '../journal/decisions.ts';
import type { Network, Node } from '../network/network.ts';
import { DRIFT_KINDS, type Drift, type DriftFinding } from './drift.ts';
import { judgeNode } from './judge-node.ts';
import { findOffVersion } from './off-version.ts';
import { watchedOf, type Sight, type Suspects } from './suspects.ts';

type Question = Sight & {
  readonly network: Network;
  readonly matched: Sight['matched'] & { readonly strangers: readonly ApplicationRef[] };
  readonly decisions: Decisions;
  /** Nodes that a rollout or a rollback has moved and that have not settled: their pull request tells of them. */
  readonly busy: ReadonlySet<string>;
  readonly suspects: Suspects;
  readonly now: number;
  /** How long something must have stood to be told; milliseconds. */
  readonly grace: number;
};

/**
 * Where the clusters, git and the journal differ from each other, and no rollout is the reason. What the clusters show is
 * told of instances that are seen whole; what git and the journal say is told whoever is away.
 */
export const findDrift = (question: Question): Drift => {
  const { network, views, matched, decisions, busy, suspects, now, grace } = question;
  const watched = watchedOf(views);
  const allSeen = views.length > 0 && watched.size === views.length;
  const liveWithin = new Map(network.rings.map((ring) => [ring.name, ring.liveWithin]));
  const findings: DriftFinding[] = findOffVersion(network, decisions, now).filter(({ node }) => !busy.has(node));
  let undecided = 0;
  for (const node of network.nodes) {
    if (busy.has(node.name)) continue;
    findings.push(...judgeRing(node));
    const applications = matched.byNode.get(node.name) ?? [];
    const [application] = applications;
    if (!application) {
      if (now - (suspects.absent.get(node.name) ?? 0) <= grace) undecided += 1;
      else if (allSeen) findings.push({ kind: 'no-application', node: node.name });
    } else if (!applications.every(({ instance }) => watched.has(instance))) continue;
    else if (applications.length > 1) findings.push(tellTwins(node, applications));
    else {
      const patience = Math.max(grace, liveWithin.get(node.ring ?? '') ?? grace);
      const seen = judgeNode({ node: node.name, application, suspects, now, grace, patience });
      findings.push(...seen.findings);
      if (seen.undecided) undecided += 1;
    }
  }
  for (const application of matched.strangers)
    if (watched.has(application.instance)) findings.push({ kind: 'no-node', application });
  return { findings: inOrder(findings), away: tellAway(views), undecided };
};

const judgeRing = ({ name, ring }: Node): readonly DriftFinding[] =>
  ring === undefined ? [{ kind: 'no-ring', node: name }] : [];

/** Which of them is the node's nobody can say, so nothing is told of how they are. */
const tellTwins = ({ name }: Node, applications: readonly ArgoApplication[]): DriftFinding => ({
  kind: 'duplicate',
  node: name,
  applications: applications
    .map(({ instance, namespace, name: called }) => ({ instance, namespace, name: called }))
    .toSorted((a, b) => compare(nameApplication(a), nameApplication(b))),
});

const tellAway = (views: Question['views']): Drift['away'] =>
  views
    .filter(({ state }) => state !== 'watched')
    .map(({ name, state, heardAt }) => ({ instance: name, heardAt: state === 'away' ? heardAt : undefined }))
    .toSorted((a, b) => compare(a.instance, b.instance));

/** `tokyo/argocd/party-0001` */
const nameApplication = ({ instance, namespace, name }: ApplicationRef): string => `${instance}/${namespace}/${name}`;

const inOrder = (findings: readonly DriftFinding[]): readonly DriftFinding[] =>
  DRIFT_KINDS.flatMap((kind) =>
    findings
      .filter((finding) => finding.kind === kind)
      .map((finding) => ({ finding, key: keyOf(finding) }))
      .toSorted((a, b) => compare(a.key, b.key))
      .map(({ finding }) => finding),
  );

const keyOf = (finding: DriftFinding): string => {
  if (finding.kind === 'no-node') return nameApplication(finding.application);
  return finding.kind === 'off-version' ? `${finding.node} ${finding.artifact}` : finding.node;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
