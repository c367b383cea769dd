import { statSync } from 'node:fs';
import type { Problem } from '../core/problem.ts';
import { unusablePath } from '../core/text/cli-problems.ts';
import { readingInstances } from '../core/text/cli-status.ts';
import { notARepository, stillReading } from '../core/text/status-problems.ts';
import type { Clusters } from '../kubernetes/clusters.ts';
import { createClusters, type ClustersOptions } from '../kubernetes/create-clusters.ts';
import { loadEnvironment, type Environment } from '../settings.ts';
import { giveUp, refuseUse } from './answer.ts';
import type { Arguments } from './arguments.ts';
import { openCheckout } from './audit-checkout.ts';
import type { Answer, Desk, Run } from './command.ts';
import { faultOf } from './fault.ts';
import { findKubeConfig, type FoundKubeConfig } from './find-kubeconfig.ts';
import { readFolder } from './read-folder.ts';
import { createAncestry } from './status-ancestry.ts';
import { answerStatus } from './status-answer.ts';
import { readBase, type Base } from './status-base.ts';
import { createLook, lookAlone } from './status-look.ts';
import { createWaker, type Waker } from './waker.ts';
import { watchStatus } from './watch-status.ts';

/** What the command has of the outside; a test gives its own. */
export type Outside = {
  readonly createClusters: (options: ClustersOptions) => Pick<Clusters, 'look' | 'stop'>;
  readonly environment: () => Environment;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long the first list of every instance is waited for without `--watch`; milliseconds. */
  readonly patience: number;
};

const OUTSIDE: Outside = { createClusters, environment: loadEnvironment, now: Date.now, patience: 60_000 };

/** Changes within this time are looked at once; milliseconds. A person waits for the first of them. */
const COALESCE_MS = 100;

/** `cordage status`: what every ring runs, and what the clusters make of it. */
export const run: Run = (args, desk) => runStatus(args, desk, OUTSIDE);

/** {@link run}, with another outside. */
export const runStatus = async (args: Arguments, desk: Desk, outside: Outside): Promise<Answer> => {
  const repository = args.text('repository');
  if (repository !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(repository))
    return refuseUse('status', [notARepository(repository)]);
  const kubeconfig = chooseKubeConfig(args.text('kubeconfig'), outside);
  if ('wrong' in kubeconfig) return refuseUse('status', [kubeconfig.wrong]);
  const folder = args.positionals[0] ?? '.';
  const read = async (): Promise<Base | Answer> => {
    const reading = readFolder(folder, args.text('config'), desk.progress);
    if (reading.kind === 'wrong-use') return refuseUse('status', reading.problems);
    if (reading.kind === 'no-config') return giveUp(reading.problems);
    const base = await readBase(reading.network, openCheckout(folder), repository, outside.now());
    return { ...base, problems: [...reading.problems, ...kubeconfig.problems, ...base.problems] };
  };
  const base = await read();
  if ('facts' in base) return base;
  const { path } = kubeconfig;
  // Without these nothing changes by itself, so there is nothing to watch either.
  if (path === undefined || base.origin === undefined)
    return answerStatus(lookAlone(base, outside.now()), outside.now());
  return observe({ args, desk, outside, base, path, read, checkout: openCheckout(folder) });
};

type Observation = {
  readonly args: Arguments;
  readonly desk: Desk;
  readonly outside: Outside;
  readonly base: Base;
  /** Of the kubeconfig. */
  readonly path: string;
  readonly read: () => Promise<Base | Answer>;
  readonly checkout: ReturnType<typeof openCheckout>;
};

const observe = async ({ args, desk, outside, base, path, read, checkout }: Observation): Promise<Answer> => {
  const { now } = outside;
  const waker = createWaker();
  const clusters = outside.createClusters({
    kubeConfig: { path },
    now,
    onChange: waker.wake,
    timings: { coalesce: COALESCE_MS },
  });
  const ancestry = createAncestry(checkout);
  const look = createLook(clusters, ancestry);
  try {
    if (args.flag('watch'))
      return await watchStatus({ isJson: args.flag('json'), desk, now, base, read, look, ancestry, checkout, waker });
    const late = await waitForLists(clusters, base, desk, waker, outside.patience);
    const { status, problems } = await look(base, now());
    return answerStatus({ status, problems: [...problems, ...late] }, now());
  } finally {
    await clusters.stop();
  }
};

/** Milliseconds between two looks at how far the lists are. */
const PACE = 200;

/** Until the first list of every instance is complete, or is not to be had. */
const waitForLists = async (
  clusters: Pick<Clusters, 'look'>,
  { origin, network }: Base,
  { now, progress }: Desk,
  waker: Waker,
  patience: number,
): Promise<readonly Problem[]> => {
  const end = now() + patience;
  for (;;) {
    const views = clusters.look(origin?.repository ?? '', network.policy.argocd);
    const names = views.filter(({ state }) => state === 'reading').map(({ name }) => name);
    if (names.length === 0) return [];
    if (now() >= end) return names.map((name) => stillReading(name, patience / 1000));
    progress.tell(() => readingInstances(names));
    await waker.wait(PACE);
  }
};

/** A file that was named must be there; which one the environment names is told where none of them is. */
const chooseKubeConfig = (
  named: string | undefined,
  { environment }: Outside,
): FoundKubeConfig | { readonly wrong: Problem } => {
  if (named === undefined) return findKubeConfig(environment());
  try {
    statSync(named);
    return { path: named, problems: [] };
  } catch (error) {
    return {
      wrong: unusablePath(named, faultOf(error), 'name a kubeconfig; the path is taken from the current folder'),
    };
  }
};
