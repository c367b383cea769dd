import type { Command } from '../command/command.ts';
import { nextStep } from '../corda/next-step.ts';
import type { Decisions, RolloutRecord } from '../journal/decisions.ts';
import type { Effect } from '../journal/entry.ts';
import { succeed, type Outcome, type Problem } from '../problem.ts';
import { matchTemplate } from '../release/template.ts';
import { rolloutId, type RolloutKey } from '../rollout/rollout.ts';
import { isUnderWay } from '../rollout/rollouts.ts';
import { findStayers } from '../rollout/stay.ts';
import * as say from '../text/request-problems.ts';
import { allowed, does, refuses, type Asked, type Resolved } from './asked.ts';
import { grant } from './resolve-rollout.ts';

type Start = Extract<Command, { kind: 'start' }>;

/** Begins a rollout that nobody's release began, or one whose release is not proposed. */
export const resolveStart = (asked: Asked, { artifact, version, ring }: Start): Resolved => {
  const { network, decisions, comment, onPull } = asked;
  if (onPull) return refuses(say.startOnIssue());
  if (!network.artifacts.some(({ name }) => name === artifact)) {
    return refuses(
      say.noArtifact(
        artifact,
        network.artifacts.map(({ name }) => name),
      ),
    );
  }
  const unknown = findUnreleased(asked, artifact, version);
  if (unknown) return refuses(unknown);
  const step = firstStep(asked, artifact, version);
  if (!step.ok) return refuses(...step.problems);
  const id = rolloutId({ artifact, version: step.value.version });
  const last = ring === 'all' ? (network.rings.at(-1)?.name ?? ring) : ring;
  const there = findUnderWay(decisions, artifact, id);
  if (there) return joinUnderWay(asked, there, { artifact, version }, id, last);
  const start: Effect = { kind: 'start', rollout: id, artifact, ...step.value, origin: { issue: comment.on } };
  const begun = allowed(asked, 'start', [], does(start));
  return begun.problems.length > 0 || last === undefined ? begun : grant(asked, id, last, [start]);
};

/**
 * The rollout itself, or a step to a goal that was asked for before. Such a step has moved its pins long before its last
 * ring has passed: what they say is no reason to begin the next one.
 */
const findUnderWay = ({ rollouts }: Decisions, artifact: string, id: string): RolloutRecord | undefined =>
  Object.values(rollouts).find((record) => {
    const { start } = record;
    const isStep = start?.artifact === artifact && start.goal !== undefined && start.goal.version !== start.version;
    return (isStep || record.id === id) && isUnderWay(record);
  });

/**
 * Says what is under way already. Where rings open by hand only, a step that began by itself has no pull request on which
 * it could be let into one: then the word counts that is given here.
 */
const joinUnderWay = (
  asked: Asked,
  { id, start, merged }: RolloutRecord,
  wanted: RolloutKey,
  step: string,
  ring: string | undefined,
): Resolved => {
  const goal = start?.goal?.version;
  const isItself = id === rolloutId(wanted);
  const hasPull = asked.snapshot.ownPulls.some((own) => rolloutId(own) === id);
  const isMeant = isItself || (id === step && goal === wanted.version);
  if (isMeant && ring !== undefined && !hasPull) return grant(asked, id, ring);
  return refuses(isItself ? say.underWay(id, merged.at(-1)?.pull) : say.stepUnderWay(id, goal, wanted.version));
};

/** What begins: the version itself, or the first step to it where R3 describes none that leads there at once. */
const firstStep = (
  { network, decisions, snapshot, comment }: Asked,
  name: string,
  version: string,
): Outcome<Pick<Extract<Effect, { kind: 'start' }>, 'version' | 'goal'>> => {
  const artifact = network.artifacts.find((one) => one.name === name);
  if (artifact?.kind !== 'corda') return succeed({ version });
  const rollout = { artifact, version, line: undefined, record: undefined };
  // Nodes that stay would keep the others waiting for ever.
  const stayers = findStayers(network, rollout, decisions, snapshot.now);
  const moving = network.nodes.flatMap((node) => (stayers.has(node.name) ? [] : [node.name]));
  const next = nextStep(network, name, version, moving);
  if (!next.ok) return next;
  const { steps } = next.value;
  const [first] = steps;
  if (!first || steps.length === 1) return succeed({ version });
  const way = [first.from, ...steps.map(({ to }) => to)];
  return succeed({ version: next.value.version, goal: { version, by: comment.login, at: snapshot.now, way } });
};

/** Where versions are announced by releases, one that was not announced is most likely a slip: `v1.4.0` for `1.4.0`. */
const findUnreleased = ({ snapshot }: Asked, artifact: string, version: string): Problem | undefined => {
  const known = snapshot.releases.find((one) => one.artifact.name === artifact);
  const source = known?.artifact.releases;
  if (!known || !source) return undefined;
  if (known.problem) return known.problem;
  const versions = [...known.offered, ...known.passed].flatMap(
    ({ release }) => matchTemplate(source.tag, release.tag) ?? [],
  );
  return versions.includes(version)
    ? undefined
    : say.notReleased(artifact, version, source.repository, matchTemplate(source.tag, version), versions);
};
