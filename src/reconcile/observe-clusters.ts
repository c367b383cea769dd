import { setTimeout as sleep } from 'node:timers/promises';
import type { ArgoApplication, InstanceView } from '../core/argo/application.ts';
import { expectOf, imagesByNode } from '../core/argo/expect.ts';
import type { Expectation } from '../core/argo/expectation.ts';
import { judgeNodes } from '../core/argo/judge-nodes.ts';
import { matchApplications, type Matched } from '../core/argo/match.ts';
import { listMoved, type MovedNodes } from '../core/argo/moved.ts';
import { isOurRepository } from '../core/argo/our-repository.ts';
import { wishRefresh } from '../core/argo/refresh.ts';
import type { NodeVerdict } from '../core/argo/verdict.ts';
import type { ArgoConfig } from '../core/config/config.ts';
import type { Decisions } from '../core/journal/decisions.ts';
import type { Network } from '../core/network/network.ts';
import type { Draft } from '../core/rollout/draft.ts';
import type { OwnPull } from '../core/rollout/pull.ts';
import type { Snapshot } from '../core/rollout/snapshot.ts';
import { NOBODY_WATCHES } from '../core/text/argo-words.ts';
import type { Eyes } from './eyes.ts';
import { keyOf } from './memory.ts';
import { observeAncestry, type Contains } from './observe-ancestry.ts';

type Seen = Pick<Snapshot, 'verdicts' | 'refreshes'> & {
  /** Nodes that something has moved and somebody waits for: what is odd about them is told where they are waited for. */
  readonly busy: ReadonlySet<string>;
};

export const NOTHING_SEEN: Seen = { verdicts: new Map(), refreshes: [], busy: new Set() };

/** What the clusters of a network show, and which node is which Application. */
export type Fleet = {
  readonly network: Network;
  readonly views: readonly InstanceView[];
  readonly matched: Matched;
  readonly isOurs: (repoUrl: string) => boolean;
};

/** The first list of Applications is waited for: a pass that begins before it would tell people of nodes that nobody has looked at. */
const FIRST_LIST_MS = 10_000;
const LOOK_MS = 20;

const look = async ({ clusters, repository, stop }: Eyes, argocd: ArgoConfig): Promise<readonly InstanceView[]> => {
  const end = performance.now() + FIRST_LIST_MS;
  for (;;) {
    const views = clusters.look(repository, argocd);
    const isReading = views.some(({ state }) => state === 'reading');
    if (!isReading || stop.aborted || performance.now() > end) return views;
    await sleep(LOOK_MS);
  }
};

/** From memory, once the first lists are there. */
export const lookAtFleet = async (eyes: Eyes, network: Network): Promise<Fleet> => {
  const { repository, settings } = eyes;
  const isOurs = isOurRepository(settings.github.serverUrl, repository);
  const { argocd } = network.policy;
  const views = await look(eyes, argocd);
  const names = network.nodes.map(({ name }) => name);
  return { network, views, matched: matchApplications(names, views, argocd.node, isOurs), isOurs };
};

/** What the clusters say of every node that a rollout has moved, of those that were taken back, and whom to ask to look again. */
export const observeClusters = async (
  eyes: Eyes,
  fleet: Fleet,
  drafts: readonly Draft[],
  ownPulls: readonly OwnPull[],
  decisions: Decisions,
): Promise<Seen> => {
  const moved = listMoved(fleet.network, drafts, ownPulls, decisions);
  const verdicts = new Map<string, Map<string, NodeVerdict>>();
  const refreshes: Seen['refreshes'][number][] = [];
  const busy = new Set<string>();
  const asked = await observeAncestry(eyes, fleet, moved);
  for (const [question, { commit, contains }] of asked) {
    const expect = expecting(eyes, fleet, question, commit, contains);
    const found = verdicts.get(question.key) ?? new Map<string, NodeVerdict>();
    for (const [node, verdict] of judge(fleet, question, expect)) {
      found.set(node, verdict);
      // A ring soaks as a whole; nodes that were taken back are waited for one by one.
      if (question.awaited === 'ring' || (question.awaited === 'node' && verdict.kind !== 'live')) busy.add(node);
    }
    verdicts.set(question.key, found);
    refreshes.push(...wishes(eyes, fleet, question, commit, expect));
  }
  return { verdicts, refreshes, busy };
};

const expecting = (
  { memory, base, now }: Eyes,
  { network, views, isOurs }: Fleet,
  { artifact, version, movedAt }: MovedNodes,
  commit: string,
  contains: Contains,
) => {
  const images = imagesByNode(network, artifact.name);
  return (application: ArgoApplication, node: string): Expectation => {
    const asked = memory.refreshes.get(keyOf(application))?.find((one) => one.commit === commit);
    return expectOf({
      artifact,
      version,
      commit,
      movedAt,
      contains,
      isOurs,
      branch: base.branch,
      hooks: network.hooks.get(node) ?? [],
      windows: views.find(({ name }) => name === application.instance)?.windows.get(application.project),
      refreshAskedAt: asked?.at,
      images: images.get(node) ?? [],
      settle: network.policy.argocd.settle,
      now,
    });
  };
};

type Expect = ReturnType<typeof expecting>;

const judge = (
  { views, matched }: Fleet,
  { nodes, movedAt }: MovedNodes,
  expectation: Expect,
): ReadonlyMap<string, NodeVerdict> =>
  views.length === 0
    ? new Map(nodes.map((node) => [node, { kind: 'unknown', since: movedAt, message: NOBODY_WATCHES, unseen: true }]))
    : judgeNodes({ nodes, matched, views, expectation, movedAt });

/** Only Argo CDs that can be reached and let themselves be asked. */
const wishes = (
  { memory }: Eyes,
  { network, views, matched }: Fleet,
  { nodes, awaited }: MovedNodes,
  commit: string,
  expect: Expect,
): Seen['refreshes'] => {
  if (awaited === 'nobody' || !network.policy.argocd.refresh) return [];
  const willing = new Set(views.filter((view) => view.state === 'watched' && !view.readOnly).map(({ name }) => name));
  return nodes.flatMap((node) =>
    (matched.byNode.get(node) ?? []).flatMap((application) => {
      if (!willing.has(application.instance)) return [];
      const wish = wishRefresh(application, expect(application, node), memory.refreshes.get(keyOf(application)) ?? []);
      return wish ? [{ ...wish, commit }] : [];
    }),
  );
};
