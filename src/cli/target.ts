import type { Artifact } from '../core/config/config.ts';
import type { Network } from '../core/network/network.ts';
import { isVersion } from '../core/release/template.ts';
import { noSuchArtifact, notAVersion } from '../core/text/cli-answers.ts';

/** The artifact and version that a command line names, or what is wrong with them. */
export const explainTarget = (
  network: Network,
  name: string,
  version: string,
): { readonly artifact: Artifact; readonly version: string } | { readonly wrong: string } => {
  const artifact = network.artifacts.find((candidate) => candidate.name === name);
  if (!artifact)
    return {
      wrong: noSuchArtifact(
        name,
        network.artifacts.map((known) => known.name),
      ),
    };
  return isVersion(version) ? { artifact, version } : { wrong: notAVersion(version) };
};
