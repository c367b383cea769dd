import type { Artifact } from '../core/config/config.ts';
import type { Network } from '../core/network/network.ts';
import { fail, succeed, type Outcome } from '../core/problem.ts';
import { isVersion, matchTemplate } from '../core/release/template.ts';
import * as say from '../core/text/cli-problems.ts';
import type { Arguments } from './arguments.ts';

/** The artifact and version that `--artifact` and `--version` name. */
export const findTarget = (
  network: Network,
  args: Arguments,
): Outcome<{ readonly artifact: Artifact; readonly version: string }> => {
  const [name = '', version = ''] = [args.text('artifact'), args.text('version')];
  const artifact = network.artifacts.find((candidate) => candidate.name === name);
  if (!artifact) {
    const known = network.artifacts.map((candidate) => candidate.name);
    return fail(say.unknownArtifact(name, known), ...(isVersion(version) ? [] : [say.notAVersion(version)]));
  }
  const inTag = artifact.releases && matchTemplate(artifact.releases.tag, version);
  if (inTag !== undefined && inTag !== version) return fail(say.tagForVersion(version, inTag));
  return isVersion(version) ? succeed({ artifact, version }) : fail(say.notAVersion(version));
};
