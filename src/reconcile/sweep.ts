import type { GitHub } from '../github/client.ts';
import { CONFIG_FILE } from '../core/config/config.ts';
import { hasConfig, listInstalledRepositories } from '../github/installations.ts';
import type { Directory, KnownNetwork } from './directory.ts';
import type { Queue } from './queue.ts';

/**
 * Finds every network and asks for a pass over each: what no webhook told is found here, at the latest after one
 * sweep period. Costs a request per installed repository, answered from the ETag cache when nothing changed.
 */
export const sweep = async (github: GitHub, directory: Directory, queue: Queue): Promise<readonly string[]> => {
  const found: KnownNetwork[] = [];
  for (const { fullName, installationId } of await listInstalledRepositories(github)) {
    if (!(await hasConfig(github.installation(installationId), fullName, CONFIG_FILE))) continue;
    found.push({ repository: fullName, installationId });
  }
  directory.replace(found);
  for (const { repository } of found) queue.add(repository);
  return found.map(({ repository }) => repository);
};
