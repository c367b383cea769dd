import type { RollbackRecord } from '../core/journal/decisions.ts';
import type { Decisions } from '../core/journal/decisions.ts';
import type { Entry } from '../core/manifests/manifest.ts';
import { readManifest } from '../core/manifests/read.ts';
import type { Network } from '../core/network/network.ts';
import { planRestore } from '../core/rollback/restore.ts';
import { touchedFiles, wantedBlobs } from '../core/rollback/wanted.ts';
import type { Pull } from '../core/rollout/pull.ts';
import type { Restore } from '../core/rollout/snapshot.ts';
import { renderRollbackBranch } from '../core/text/branch.ts';
import { listFileHistory } from '../git/history.ts';
import { readBlobs } from '../git/read.ts';
import type { Eyes } from './eyes.ts';
import { pullsOf } from './observe-prospects.ts';
import { readFiles } from './read-files.ts';

/** How long a request to take nodes back is looked after; milliseconds. */
const LOOKED_AFTER_MS = 30 * 24 * 3_600_000;

/** Commits looked back through for what a node ran before. */
const MOST_COMMITS = 2000;

const FILE_LIMIT = 16 * 1024 * 1024;

/** Requests to take nodes back whose pull request has not ended, each worked out against the history of its files. */
export const observeRestores = async (
  eyes: Eyes,
  network: Network,
  decisions: Decisions,
  listed: readonly Pull[],
  entries: ReadonlyMap<string, Entry>,
): Promise<readonly Restore[]> => {
  const found: Restore[] = [];
  for (const record of decisions.rollbacks) {
    if (eyes.now - record.at > LOOKED_AFTER_MS) continue;
    const branch = renderRollbackBranch({ ...record, request: record.seq });
    const pulls = await pullsOf(eyes, branch, listed);
    if (pulls.length > 0 && !pulls.some(({ state }) => state === 'open')) continue;
    found.push(await workOut(eyes, network, record, branch, pulls, entries));
  }
  return found;
};

const workOut = async (
  { mirror, base }: Eyes,
  network: Network,
  record: RollbackRecord,
  branch: string,
  pulls: readonly Pull[],
  entries: ReadonlyMap<string, Entry>,
): Promise<Restore> => {
  const request = { artifact: record.artifact, version: record.version, nodes: new Set(record.nodes) };
  const paths = touchedFiles(network, request);
  const history = await listFileHistory(mirror, base.commit, paths, MOST_COMMITS);
  const wanted = wantedBlobs(network, request, history);
  const bytes = await readBlobs(mirror, [...new Set(wanted.map(({ blob }) => blob))], FILE_LIMIT);
  const manifestOf = (path: string, blob: string) => {
    const found = bytes.get(blob);
    return found && readManifest(path, found);
  };
  const plan = planRestore(network, request, history, manifestOf);
  const files = await readFiles(
    mirror,
    plan.moves.map(({ pin }) => pin.file),
    entries,
  );
  return { record, branch, plan, pulls, files };
};
