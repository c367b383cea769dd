import { CONFIG_FILE } from '../core/config/config.ts';
import { isManifestPath, type Entry } from '../core/manifests/manifest.ts';
import type { Network } from '../core/network/network.ts';
import { changesBetween, movesBetween } from '../core/rollout/moves-between.ts';
import type { ConfigPull, OtherPull, PersonPull, Pull } from '../core/rollout/pull.ts';
import type { Merging, Snapshot } from '../core/rollout/snapshot.ts';
import { OWN_CHECKS } from '../core/text/spared-check.ts';
import { fetchMirror } from '../git/fetch.ts';
import { diffTrees, findMergeBase, listTree } from '../git/read.ts';
import { listOwnChecks } from '../github/checks.ts';
import type { Eyes } from './eyes.ts';
import type { HeadFacts } from './memory.ts';
import { isOwn } from './observe-own-pulls.ts';
import { readMerged, readNetwork } from './read-network.ts';

/** Open pull requests looked into, newest first; more at once would be a flood, and the next pass sees the rest. */
const PULLS_READ = 50;

/** Files of one pull request that are compared. */
const FILES_READ = 20_000;

/**
 * People's open pull requests that concern Cordage: those that change `cordage.yaml`, and those that move pins by hand. Where
 * a check of Cordage's is required, GitHub waits for it on all the others, too.
 */
export const observePersonPulls = async (
  eyes: Eyes,
  network: Network | undefined,
  open: readonly Pull[],
  config: Entry | undefined,
  { requiredChecks }: Pick<Merging, 'requiredChecks'>,
): Promise<Pick<Snapshot, 'configPulls' | 'personPulls' | 'otherPulls'>> => {
  const pulls = open.filter((pull) => !isOwn(eyes, pull) && pull.base === eyes.base.branch).slice(0, PULLS_READ);
  const configPulls: ConfigPull[] = [];
  const personPulls: PersonPull[] = [];
  const otherPulls: OtherPull[] = [];
  if (pulls.length === 0) return { configPulls, personPulls, otherPulls };
  const isAwaited = OWN_CHECKS.some((name) => requiredChecks.includes(name));
  const unseen = pulls.filter((pull) => eyes.refs.get(refOf(pull)) !== pull.head);
  const refspecs = unseen.map((pull) => `+refs/pull/${pull.number}/head:${refOf(pull)}`);
  const refs = unseen.length > 0 ? await fetchMirror(eyes.mirror, refspecs) : eyes.refs;
  for (const pull of pulls) {
    // A list that lags behind git names an older head: judged by the next pass, when both agree.
    if (refs.get(refOf(pull)) !== pull.head) continue;
    const facts = await readHead(eyes, network, pull);
    const checks = () => listOwnChecks(eyes.octokit, eyes.repository, pull.head, eyes.settings.app.id);
    const { next } = facts;
    const isConfig = facts.config !== config?.blob;
    if (isConfig) configPulls.push(await judgeConfig(eyes, pull, await checks()));
    if (network && next) personPulls.push({ pull, moves: movesBetween(network, next), next, checks: await checks() });
    if (!isConfig && !next && isAwaited) otherPulls.push({ head: pull.head, checks: await checks() });
  }
  return { configPulls, personPulls, otherPulls };
};

const refOf = (pull: Pull): string => `refs/cordage-pulls/${pull.number}`;

/** Commits do not change, so a head is compared once with each base. */
const readHead = async (eyes: Eyes, network: Network | undefined, pull: Pull): Promise<HeadFacts> => {
  const { heads } = eyes.memory;
  const key = `${pull.head} ${eyes.base.commit}`;
  const known = heads.get(key);
  if (known) return known;
  const [config] = await listTree(eyes.mirror, pull.head, CONFIG_FILE);
  const facts = { config: config?.blob, next: network && (await readNext(eyes, network, pull)) };
  for (const other of heads.keys()) if (!other.endsWith(eyes.base.commit)) heads.delete(other);
  heads.set(key, facts);
  return facts;
};

/** Judged as if its head were the default branch. */
const judgeConfig = async (eyes: Eyes, pull: Pull, checks: ConfigPull['checks']): Promise<ConfigPull> => {
  const { configProblems, network } = await readNetwork(eyes.mirror, pull.head, eyes.memory);
  return {
    number: pull.number,
    head: pull.head,
    problems: [...configProblems, ...(network?.problems ?? [])],
    network,
    scope: network && { nodes: network.nodes.length, rings: network.rings.length },
    checks,
  };
};

/**
 * The network with it merged, where pins change. Only what it changed itself is taken from it, against the commit it was
 * made from: what came to the default branch since is not its doing.
 */
const readNext = async ({ mirror, base, memory }: Eyes, network: Network, pull: Pull): Promise<Network | undefined> => {
  const from = await findMergeBase(mirror, base.commit, pull.head);
  if (from === undefined) return undefined;
  const paths = (await diffTrees(mirror, from, pull.head)).map(({ path }) => path).slice(0, FILES_READ);
  if (!paths.some(isManifestPath)) return undefined;
  const next = await readMerged(mirror, { base: base.commit, head: pull.head }, paths, memory);
  const isChanged = (name: string): boolean => next !== undefined && changesBetween(network, next, name).size > 0;
  return network.artifacts.some(({ name }) => isChanged(name)) ? next : undefined;
};
