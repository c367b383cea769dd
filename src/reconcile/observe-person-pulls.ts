import { CONFIG_FILE } from '../core/config/config.ts';
import type { Entry } from '../core/manifests/manifest.ts';
import type { Network } from '../core/network/network.ts';
import { findPinMoves } from '../core/rollout/pin-moves.ts';
import type { ConfigPull, PersonPull, Pull, Snapshot } from '../core/rollout/snapshot.ts';
import { fetchMirror } from '../git/fetch.ts';
import { diffTrees, findMergeBase, listTree, readBlobs, resolveRef } from '../git/read.ts';
import { listOwnChecks } from '../github/checks.ts';
import type { Eyes } from './eyes.ts';
import { isOwn } from './observe-own-pulls.ts';
import { readNetwork } from './read-network.ts';

/** Open pull requests looked into, newest first; more at once would be a flood, and the next pass sees the rest. */
const PULLS_READ = 50;

/** Files of one pull request that are compared, and bytes of each. */
const FILES_READ = 20_000;
const FILE_LIMIT = 16 * 1024 * 1024;

/** People's open pull requests that concern Cordage: those that change `cordage.yaml`, and those that move pins by hand. */
export const observePersonPulls = async (
  eyes: Eyes,
  network: Network | undefined,
  open: readonly Pull[],
  config: Entry | undefined,
): Promise<Pick<Snapshot, 'configPulls' | 'personPulls'>> => {
  const pulls = open.filter((pull) => !isOwn(eyes, pull) && pull.base === eyes.base.branch).slice(0, PULLS_READ);
  const configPulls: ConfigPull[] = [];
  const personPulls: PersonPull[] = [];
  if (pulls.length === 0) return { configPulls, personPulls };
  await fetchMirror(
    eyes.mirror,
    pulls.map((pull) => `+refs/pull/${pull.number}/head:${refOf(pull)}`),
  );
  for (const pull of pulls) {
    // A list that lags behind git names an older head: judged by the next pass, when both agree.
    if ((await resolveRef(eyes.mirror, refOf(pull))) !== pull.head) continue;
    const changed = await judgeConfig(eyes, pull, config);
    if (changed) configPulls.push(changed);
    const moved = network && (await findMoves(eyes, network, pull));
    if (moved) personPulls.push(moved);
  }
  return { configPulls, personPulls };
};

const refOf = (pull: Pull): string => `refs/cordage-pulls/${pull.number}`;

/** Judged as if its head were the default branch. */
const judgeConfig = async (eyes: Eyes, pull: Pull, current: Entry | undefined): Promise<ConfigPull | undefined> => {
  const entries = await listTree(eyes.mirror, pull.head, CONFIG_FILE);
  if (entries[0]?.blob === current?.blob) return undefined;
  const { configProblems, network } = await readNetwork(eyes.mirror, pull.head, eyes.memory);
  return {
    number: pull.number,
    head: pull.head,
    problems: [...configProblems, ...(network?.problems ?? [])],
    scope: network && { nodes: network.nodes.length, rings: network.rings.length },
    checks: await listOwnChecks(eyes.octokit, eyes.repository, pull.head, eyes.settings.app.id),
  };
};

/** Which pins it moves, against the commit it was made from: what came to the default branch since is not its doing. */
const findMoves = async (eyes: Eyes, network: Network, pull: Pull): Promise<PersonPull | undefined> => {
  const from = await findMergeBase(eyes.mirror, eyes.base.commit, pull.head);
  if (from === undefined) return undefined;
  const changes = (await diffTrees(eyes.mirror, from, pull.head)).slice(0, FILES_READ);
  const pinned = new Set(network.pins.map(({ file }) => file));
  const concerned = changes.filter(({ path, to }) => to !== undefined && pinned.has(path));
  if (concerned.length === 0) return undefined;
  const blobs = concerned.flatMap(({ to }) => to ?? []);
  const bytes = await readBlobs(eyes.mirror, [...new Set(blobs)], FILE_LIMIT);
  const texts = new Map(
    concerned.flatMap(({ path, to }) => {
      const found = to === undefined ? undefined : bytes.get(to);
      return found ? [[path, found] as const] : [];
    }),
  );
  const moves = findPinMoves(network, texts);
  if (moves.length === 0) return undefined;
  return { pull, moves, checks: await listOwnChecks(eyes.octokit, eyes.repository, pull.head, eyes.settings.app.id) };
};
