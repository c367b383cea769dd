import { authorize, whoMay } from '../authority/authorize.ts';
import { judgeApprovals } from '../gates/approvals.ts';
import { judgeBusy } from '../gates/busy.ts';
import { judgeChecks } from '../gates/checks.ts';
import { judgeFreeze } from '../gates/freeze.ts';
import type { GateVerdict } from '../gates/gate.ts';
import { judgeGrant } from '../gates/grant.ts';
import { allPass, applyOverrides } from '../gates/judge.ts';
import { judgeMergeable } from '../gates/mergeable.ts';
import { judgeMethods, judgeRefusal } from '../gates/refusal.ts';
import { judgeOrder } from '../gates/order.ts';
import { judgePause } from '../gates/pause.ts';
import { judgeRulesGate } from '../gates/rules.ts';
import { ROLLOUT_CHECK } from '../text/check-text.ts';
import type { Grant, RolloutRecord } from '../journal/decisions.ts';
import type { Network, Ring } from '../network/network.ts';
import type { Judgement } from '../rules/rule.ts';
import type { Course, RingCourse } from './course.ts';
import { isBehind } from './course.ts';
import { begunAt } from './draft.ts';
import { judgeFormers } from './judge-formers.ts';
import type { OwnPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';

/** The grants that let a rollout into a ring: those for it or a later one, oldest first. */
export const grantsFor = (
  { ownPulls }: Pick<Snapshot, 'ownPulls'>,
  network: Network,
  record: RolloutRecord | undefined,
  ring: string,
): readonly Grant[] => {
  const order = network.rings.map(({ name }) => name);
  return (record?.grants ?? []).filter(
    (grant) => order.indexOf(grant.ring) >= order.indexOf(ring) && !isVoid(ownPulls, grant),
  );
};

/** Something else was pushed to the pull request that it was given on, before that was merged: it was given for another change. */
export const isVoid = (ownPulls: readonly OwnPull[], { on, head }: Grant): boolean =>
  head !== undefined && ownPulls.some(({ pull }) => pull.number === on && pull.state === 'open' && pull.head !== head);

/** What stands before the opening of a part: the rings and batches before it, a pause, a budget that is used up. */
export const judgeOpening = (snapshot: Snapshot, network: Network, course: Course): readonly GateVerdict[] => {
  const front = course.draft.front;
  if (!front) return [];
  const name = front.ring.ring.name;
  const overrides = course.record?.overrides.filter(({ ring }) => ring === name) ?? [];
  return applyOverrides(
    [
      pauseOf(snapshot, network, course, name),
      orderOf(snapshot, network, course, name),
      ...judgeFormers(snapshot, network, course, name),
    ],
    overrides,
  );
};

/** Every condition on merging an open part, in the order in which they are told. */
export const judgeMerge = (
  snapshot: Snapshot,
  network: Network,
  course: Course,
  own: OwnPull,
  courses: readonly Course[],
  rules: Judgement,
): readonly GateVerdict[] => {
  const ring = network.rings.find(({ name }) => name === own.ring);
  if (!ring || !own.facts) return [];
  const { record } = course;
  const { now } = snapshot;
  const { policy } = network;
  const since = own.pull.createdAt;
  const grants = grantsFor(snapshot, network, record, ring.name);
  const verdicts = [
    pauseOf(snapshot, network, course, ring.name),
    orderOf(snapshot, network, course, ring.name),
    ...judgeFormers(snapshot, network, course, ring.name),
    judgeBusy({
      ring: ring.name,
      other: otherIn(ring, course, courses),
      concurrent: policy.concurrent,
      now,
      patience: policy.patience,
    }),
    judgeRulesGate(rules.findings),
    judgeGrant({
      ring: ring.name,
      automatic: ring.merges === 'automatic',
      grant: grants.at(-1),
      since,
      now,
      patience: policy.patience,
      who: whoMay(policy, network, 'rollout', ring.name),
    }),
    ...judgePull(snapshot, network, [ring], own, requestersOf(course, grants)),
    judgeFreeze({ freezes: policy.freezes, ring: ring.name, now }),
  ];
  return applyOverrides(verdicts, record?.overrides.filter((override) => override.ring === ring.name) ?? []);
};

/** What every pull request of ours must have, one that takes nodes back as well. The strictest of its rings counts. */
export const judgePull = (
  { people, merging, base, now, refusals }: Snapshot,
  network: Network,
  rings: readonly Ring[],
  { pull, facts, checks: own }: OwnPull,
  requesters: readonly string[],
): readonly GateVerdict[] => {
  if (!facts) return [];
  const { reviews, checks, mergeable } = facts;
  const { policy } = network;
  const { patience } = policy;
  const since = pull.createdAt;
  const names = rings.map(({ name }) => name);
  const mayApprove = (login: string): boolean =>
    authorize({ permission: 'approve', rings: names, person: people.get(login.toLowerCase()), policy, network }).ok;
  const required = new Set([...rings.flatMap((ring) => ring.checks), ...merging.requiredChecks]);
  const consent = [
    judgeApprovals({
      needed: Math.max(0, ...rings.map(({ approvals }) => approvals)),
      reviews,
      head: pull.head,
      mayApprove,
      requesters,
      since,
      now,
      patience,
      who: whoMay(policy, network, 'approve', names[0] ?? ''),
    }),
    // Checks begin anew with every head: their time counts from when Cordage saw this one.
    judgeChecks({ required: [...required], checks, since: own.get(ROLLOUT_CHECK)?.startedAt ?? since, now }),
  ];
  // GitHub begins to work it out when it is asked; as long as people are waited for, nobody needs to hear of that.
  const isEarly = mergeable === 'unknown' && !allPass(consent);
  return [
    ...consent,
    ...(isEarly
      ? []
      : [
          judgeMergeable({
            mergeable,
            queue: merging.queue,
            draft: pull.draft,
            base: base.branch,
            since,
            now,
            patience,
            canRebase: true,
          }),
        ]),
    ...judgeRefusal(refusals.get(pull.number), pull, now),
    ...judgeMethods(merging),
  ];
};

/** Who wants this: their own approval says nothing new. Whoever made an adopted change by hand is one of them. */
const requestersOf = ({ record }: Course, grants: readonly Grant[]): readonly string[] => {
  const start = record?.start;
  const author = start && 'author' in start.origin ? [start.origin.author] : [];
  const asking = grants.length > 0 ? grants.map(({ by }) => by) : start ? [start.goal?.by ?? start.by] : [];
  return [...new Set([...asking, ...author])];
};

const pauseOf = (snapshot: Snapshot, network: Network, { record }: Course, ring: string): GateVerdict =>
  judgePause({
    network: snapshot.decisions.pause,
    rollout: record?.pause,
    now: snapshot.now,
    patience: network.policy.patience,
    who: whoMay(network.policy, network, snapshot.decisions.pause ? 'network' : 'pause', ring),
  });

const orderOf = ({ now }: Snapshot, network: Network, { draft, rings, record }: Course, name: string): GateVerdict => {
  const at = rings.findIndex(({ ring }) => ring.name === name);
  return judgeOrder({
    formers: rings.slice(0, at).map((former) => ({
      ring: former.ring.name,
      state: former.state === 'idle' ? 'nothing-to-do' : isBehind(former) ? 'passed' : 'pending',
      pull: record?.merged.findLast(({ ring }) => ring === former.ring.name)?.pull,
      since: record?.merged.findLast(({ ring }) => ring === former.ring.name)?.at ?? begunAt(draft),
    })),
    now,
    patience: network.policy.patience,
  });
};

/** Another rollout that is on its way through the ring: merged there in part, and not passed. */
const otherIn = (
  ring: Ring,
  course: Course,
  courses: readonly Course[],
): { readonly rollout: string; readonly pull: number | undefined; readonly since: number } | undefined => {
  const isIn = ({ rings }: Course): RingCourse | undefined =>
    rings.find((one) => one.ring.name === ring.name && !isBehind(one) && one.moved.length > 0);
  const other = courses.find(
    (one) => one.id !== course.id && one.record?.merged.some((part) => part.ring === ring.name) && isIn(one),
  );
  const part = other?.record?.merged.findLast((one) => one.ring === ring.name);
  return other && part && { rollout: other.id, pull: part.pull, since: part.at };
};
