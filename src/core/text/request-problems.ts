import type { Problem } from '../problem.ts';
import { listNames } from './count.ts';
import { findNearest } from './nearest.ts';
import { quoted } from './printable.ts';

/** Why a command that was understood is not carried out. Answers to the person who wrote it. */

const refuse = (code: string, message: string, remedy: string): Problem => ({
  code: `request-${code}`,
  severity: 'error',
  message,
  remedy,
});

export const pushedSince = (head: string): Problem =>
  refuse(
    'void',
    `commit ${head.slice(0, 10)} was pushed after you wrote this, or at the same moment`,
    'look at the change and repeat the command',
  );

export const whichRollout = (): Problem =>
  refuse('which-rollout', 'this is not about any one rollout', 'write it on a pull request of that rollout');

export const movesNothing = (): Problem =>
  refuse(
    'moves-nothing',
    'this pull request moves no pin that Cordage knows',
    'write it on a pull request of Cordage, or on one that moves the version of one artifact',
  );

export const movesSeveral = (versions: readonly string[]): Problem =>
  refuse(
    'moves-several',
    `this pull request moves nodes to ${listNames(versions)}, and a rollout is one artifact going to one version`,
    'split it into one pull request for each',
  );

export const rolloutEnded = (artifact: string, version: string): Problem =>
  refuse(
    'ended',
    `the rollout of ${artifact} ${version} is not under way any more`,
    `write "rollout ${artifact} ${version}" as a command on an issue to start it again`,
  );

export const endedAlready = (rollout: string): Problem =>
  refuse('ended', `${rollout} has ended already`, 'nothing; start it again on an issue if it shall go on');

export const nothingNext = (): Problem =>
  refuse('nothing-next', 'no ring is left that the rollout may not enter already', 'nothing, or look at its status');

export const startOnIssue = (): Problem =>
  refuse(
    'start-on-issue',
    'a rollout is started on an issue, not on a pull request',
    'open an issue for it and write the command there',
  );

export const noArtifact = (artifact: string, known: readonly string[]): Problem =>
  refuse('no-artifact', `there is no artifact ${quoted(artifact)}`, `name one of: ${listNames(known, 10)}`);

/** @param meant the version, where its whole tag was written */
export const notReleased = (
  artifact: string,
  version: string,
  repository: string,
  meant: string | undefined,
  versions: readonly string[],
): Problem => {
  const near = meant !== undefined && versions.includes(meant) ? meant : findNearest(version, versions);
  return refuse(
    'not-released',
    `${repository} has no release of ${artifact} ${quoted(version)}`,
    near === undefined ? 'publish it first, or name a version that is released' : `did you mean ${quoted(near)}?`,
  );
};

export const underWay = (rollout: string, pull: number | undefined): Problem =>
  refuse(
    'under-way',
    `${rollout} is under way already`,
    pull === undefined
      ? 'write what shall happen on its pull request'
      : `write what shall happen on its pull request, #${pull} or a later one`,
  );

/**
 * @param goal what the rollout is a step to
 * @param asked the version that is asked for now
 */
export const stepUnderWay = (rollout: string, goal: string | undefined, asked: string): Problem => {
  if (goal === undefined) {
    return refuse(
      'step-under-way',
      `the first step to ${asked} is ${rollout}, and that is under way already`,
      'ask again when it is done',
    );
  }
  return refuse(
    'step-under-way',
    `${rollout} is under way already, as a step to ${goal}`,
    goal === asked
      ? 'nothing; the next step begins when this one is done'
      : `abort it on its pull request, which ends the way to ${goal}, and ask for ${asked} then`,
  );
};

export const notPaused = (what: string): Problem => refuse('not-paused', `${what} is not paused`, 'nothing');

export const noNode = (glob: string): Problem =>
  refuse('no-node', `no node is called ${quoted(glob)}`, 'name a node, or a pattern with * that matches some');

export const pastDate = (date: string): Problem =>
  refuse('past-date', `${date} has passed`, 'name a day to come, such as 2027-01-31');

export const notHeld = (nodes: string, held: readonly string[]): Problem =>
  refuse(
    'not-held',
    `nothing is held as ${quoted(nodes)}`,
    held.length === 0 ? 'nothing; no node is held' : `name one of: ${listNames(held, 10)}`,
  );

export const noTarget = (target: string, near: string | undefined): Problem =>
  refuse(
    'no-target',
    `there is no ring and no node ${quoted(target)}`,
    near === undefined ? 'name a ring or a node of this network' : `did you mean ${quoted(near)}?`,
  );

export const nothingToTakeBack = (artifact: string, version: string): Problem =>
  refuse(
    'nothing-to-take-back',
    `none of these nodes runs ${artifact} ${version}`,
    'name rings or nodes that do; the status comment counts them',
  );

export const takesBackItself = (): Problem =>
  refuse(
    'takes-back-itself',
    'this pull request takes nodes back itself',
    'close it if it is not to be; once it is merged, let go of its nodes with "unhold" and start the rollout again on an issue',
  );

export const rollbacksInOne = (): Problem =>
  refuse(
    'rollbacks-in-one',
    'one comment asks twice to take nodes back',
    'name all of them in one command, or write two comments',
  );
