import { CONFIG_FILE, NO_PARAMETERS } from '../core/config/config.ts';
import type { Decisions } from '../core/journal/decisions.ts';
import type { Network } from '../core/network/network.ts';
import { draftRollouts, type Draft } from '../core/rollout/draft.ts';
import { listRollouts } from '../core/rollout/rollouts.ts';
import type { ArtifactReleases } from '../core/release/select.ts';
import type { Pull } from '../core/rollout/pull.ts';
import type { Snapshot } from '../core/rollout/snapshot.ts';
import { lastCommitTouching } from '../git/read.ts';
import { listOwnChecks } from '../github/checks.ts';
import { loadMerging } from '../github/merging.ts';
import { listEndedPulls, listOpenPulls } from '../github/pulls.ts';
import type { Eyes } from './eyes.ts';
import { observeBranches } from './observe-branches.ts';
import { lookAtFleet, NOTHING_SEEN, observeClusters } from './observe-clusters.ts';
import { observeComments } from './observe-comments.ts';
import { observeDeployments } from './observe-deployments.ts';
import { observeDrift } from './observe-drift.ts';
import { observeDriftIssues } from './observe-drift-issues.ts';
import { observeOwnPulls } from './observe-own-pulls.ts';
import { observeJars, type WantedVersion } from './observe-jars.ts';
import { observeParameters } from './observe-parameters.ts';
import { observePeople } from './observe-people.ts';
import { observePersonPulls } from './observe-person-pulls.ts';
import { observeProspects } from './observe-prospects.ts';
import { observeReleases } from './observe-releases.ts';
import { observeRestores } from './observe-restores.ts';
import { observeWithdrawn } from './observe-withdrawn.ts';
import { readNetwork, type NetworkReading } from './read-network.ts';

/**
 * Reads the world of one network, whole, before anything is decided. Git comes first, because it never lags; then
 * what git, the journal and the releases make worth asking GitHub and the clusters about.
 * @returns undefined when there is no `cordage.yaml`: whoever takes it away has no network any more, which is no error
 */
export const observe = async (eyes: Eyes): Promise<Snapshot | undefined> => {
  const { octokit, repository, base, settings, journal } = eyes;
  const reading = await readBase(eyes);
  if (!reading.entries.has(CONFIG_FILE)) return undefined;
  const { network } = reading;
  const { decisions } = journal;
  const releases = await observeReleases(eyes, reading.config?.artifacts ?? []);
  const drafts = network ? draft(eyes, network, releases, decisions) : [];
  // What ended is asked for after what is open, so that one which ends in between is seen twice and not missed.
  const open = await listOpenPulls(octokit, repository);
  const listed = latestOfEach([...open, ...(await listEndedPulls(octokit, repository))]);
  const prospects = await observeProspects(eyes, drafts, listed, reading.entries);
  const restores = network ? await observeRestores(eyes, network, decisions, listed, reading.entries) : [];
  const own = latestOfEach([...listed, ...[...prospects, ...restores].flatMap(({ pulls }) => pulls)]);
  const ownPulls = await observeOwnPulls(eyes, own);
  const { comments, replies } = await observeComments(eyes);
  const fleet = network && (await lookAtFleet(eyes, network));
  const seen = fleet ? await observeClusters(eyes, fleet, drafts, ownPulls, decisions) : NOTHING_SEEN;
  // Asked for only where something may be merged.
  const merging = [...open, ...ownPulls.map(({ pull }) => pull)].some(({ state }) => state === 'open')
    ? await loadMerging(octokit, repository, base.branch)
    : { methods: [], queue: false, requiredChecks: [] };
  const people = await observePersonPulls(eyes, network, open, reading.entries.get(CONFIG_FILE), merging);
  const known = network && (await observeParameters(eyes, network));
  const configCommit = await findConfigCommit(eyes);
  const checksOn = (commit: string) => listOwnChecks(octokit, repository, commit, settings.app.id);
  const baseChecks = await checksOn(base.commit);
  return {
    now: eyes.now,
    repository,
    base,
    config: {
      file: CONFIG_FILE,
      problems: reading.configProblems,
      commit: configCommit,
      checks: configCommit === base.commit ? baseChecks : await checksOn(configCommit),
    },
    network,
    baseChecks,
    jars: network ? await observeJars(eyes, network, releases, wantedOf(drafts, restores, people)) : new Map(),
    parameters: known?.parameters ?? NO_PARAMETERS,
    parameterProblems: known?.problems ?? [],
    releases,
    prospects,
    ownPulls,
    restores,
    decisions,
    journalProblems: journal.problems,
    comments,
    replies,
    people: network ? await observePeople(eyes, network, { comments, decisions, ownPulls }) : new Map(),
    merging,
    refusals: eyes.memory.refusals,
    mute: eyes.memory.mute,
    verdicts: seen.verdicts,
    refreshes: seen.refreshes,
    drift: fleet && observeDrift(eyes, fleet, seen.busy, decisions),
    driftIssues: await observeDriftIssues(eyes, network),
    deployments: await observeDeployments(eyes, decisions),
    self: eyes.bot.login,
    ...people,
    branches: await observeBranches(eyes),
    withdrawn: await observeWithdrawn(eyes, releases, ownPulls),
  };
};

/** A commit never changes, so what was read of it once is remembered; memory holds the last one only. */
const readBase = async ({ mirror, base, memory }: Eyes): Promise<NetworkReading> => {
  if (memory.reading?.commit !== base.commit) {
    memory.reading = { commit: base.commit, reading: await readNetwork(mirror, base.commit, memory) };
  }
  return memory.reading.reading;
};

/** Versions that nodes may come to. What a rollback goes back to is in git, and most likely was released. */
const wantedOf = (
  drafts: readonly Draft[],
  restores: Snapshot['restores'],
  { personPulls }: Pick<Snapshot, 'personPulls'>,
): readonly WantedVersion[] => [
  ...drafts.map(({ rollout: { artifact, version } }) => ({ artifact: artifact.name, version })),
  ...restores.flatMap(({ plan }) => plan.moves.map(({ pin, to }) => ({ artifact: pin.artifact, version: to.version }))),
  ...personPulls.flatMap(({ moves }) => moves),
];

const findConfigCommit = async ({ mirror, base, memory }: Eyes): Promise<string> => {
  if (memory.config?.at !== base.commit) {
    const commit = (await lastCommitTouching(mirror, base.commit, [CONFIG_FILE])) ?? base.commit;
    memory.config = { at: base.commit, commit };
  }
  return memory.config.commit;
};

const draft = (
  { now }: Eyes,
  network: Network,
  releases: readonly ArtifactReleases[],
  decisions: Decisions,
): readonly Draft[] => draftRollouts(network, listRollouts(network, releases, decisions), decisions, now);

/** Each pull request once, as it was read last. */
const latestOfEach = (pulls: readonly Pull[]): readonly Pull[] => [
  ...new Map(pulls.map((pull) => [pull.number, pull])).values(),
];
