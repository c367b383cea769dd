import { CONFIG_FILE } from '../core/config/config.ts';
import type { Entry } from '../core/manifests/manifest.ts';
import type { Network } from '../core/network/network.ts';
import { findPinMoves } from '../core/rollout/pin-moves.ts';
import type { ConfigPull, OtherPull, PersonPull, Pull } from '../core/rollout/pull.ts';
import type { Merging, Snapshot } from '../core/rollout/snapshot.ts';
import { OWN_CHECKS } from '../core/text/spared-check.ts';
import { fetchMirror } from '../git/fetch.ts';
import { diffTrees, findMergeBase, listTree, readBlobs } from '../git/read.ts';
import { listOwnChecks } from '../github/checks.ts';
import type { Eyes } from './eyes.ts';
import type { HeadFacts } from './memory.ts';
import { isOwn } from './observe-own-pulls.ts';
import { readNetwork } from './read-network.ts';

/** Open pull requests looked into, newest first; more at once would be a flood, and the next pass sees the rest. */
const PULLS_READ = 50;

/** Files of one pull request that are compared, and bytes of each. */
const FILES_READ = 20_000;
const FILE_LIMIT = 16 * 1024 * 1024;

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
    const [isConfig, isMover] = [facts.config !== config?.blob, facts.moves.length > 0];
    if (isConfig) configPulls.push(await judgeConfig(eyes, pull, await checks()));
    if (isMover) personPulls.push({ pull, moves: facts.moves, checks: await checks() });
    if (!isConfig && !isMover && isAwaited) otherPulls.push({ head: pull.head, checks: await checks() });
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
  const facts = { config: config?.blob, moves: network ? await findMoves(eyes, network, pull) : [] };
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

/** Which pins it moves, against the commit it was made from: what came to the default branch since is not its doing. */
const findMoves = async (eyes: Eyes, network: Network, pull: Pull): Promise<PersonPull['moves']> => {
  const from = await findMergeBase(eyes.mirror, eyes.base.commit, pull.head);
  if (from === undefined) return [];
  const changes = (await diffTrees(eyes.mirror, from, pull.head)).slice(0, FILES_READ);
  const pinned = new Set(network.pins.map(({ file }) => file));
  const concerned = changes.filter(({ path, to }) => to !== undefined && pinned.has(path));
  if (concerned.length === 0) return [];
  const blobs = concerned.flatMap(({ to }) => to ?? []);
  const bytes = await readBlobs(eyes.mirror, [...new Set(blobs)], FILE_LIMIT);
  const texts = new Map(
    concerned.flatMap(({ path, to }) => {
      const found = to === undefined ? undefined : bytes.get(to);
      return found ? [[path, found] as const] : [];
    }),
  );
  return findPinMoves(network, texts);
};
