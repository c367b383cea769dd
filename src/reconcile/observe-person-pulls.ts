import { CONFIG_FILE } from '../core/config/config.ts';
import type { Entry } from '../core/manifests/manifest.ts';
import type { ConfigPull, Pull } from '../core/rollout/snapshot.ts';
import { fetchMirror } from '../git/fetch.ts';
import { listTree, resolveRef } from '../git/read.ts';
import { listOwnChecks } from '../github/checks.ts';
import type { Eyes } from './eyes.ts';
import { isOwn } from './observe-own-pulls.ts';
import { readNetwork } from './read-network.ts';

/** Open pull requests looked into, newest first; more at once would be a flood, and the next pass sees the rest. */
const PULLS_READ = 50;

/** People's open pull requests that change `cordage.yaml`, each judged as if its head were the default branch. */
export const observeConfigPulls = async (
  eyes: Eyes,
  open: readonly Pull[],
  current: Entry | undefined,
): Promise<readonly ConfigPull[]> => {
  const pulls = open.filter((pull) => !isOwn(eyes, pull) && pull.base === eyes.base.branch).slice(0, PULLS_READ);
  if (pulls.length === 0) return [];
  await fetchMirror(
    eyes.mirror,
    pulls.map((pull) => `+refs/pull/${pull.number}/head:${refOf(pull)}`),
  );
  const found: ConfigPull[] = [];
  for (const pull of pulls) {
    const head = await resolveRef(eyes.mirror, refOf(pull));
    // A list that lags behind git names an older head: judged by the next pass, when both agree.
    if (head !== pull.head) continue;
    const entries = await listTree(eyes.mirror, head, CONFIG_FILE);
    if (entries[0]?.blob === current?.blob) continue;
    const { configProblems, network } = await readNetwork(eyes.mirror, head, eyes.memory);
    found.push({
      number: pull.number,
      head,
      problems: [...configProblems, ...(network?.problems ?? [])],
      scope: network && { nodes: network.nodes.length, rings: network.rings.length },
      checks: await listOwnChecks(eyes.octokit, eyes.repository, head, eyes.settings.app.id),
    });
  }
  return found;
};

const refOf = (pull: Pull): string => `refs/cordage-pulls/${pull.number}`;
