import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Problem } from '../core/problem.ts';
import { noKubeConfig, oneKubeConfig } from '../core/text/status-problems.ts';
import type { Environment } from '../settings.ts';

export type FoundKubeConfig = { readonly path: string | undefined; readonly problems: readonly Problem[] };

/** The kubeconfig that kubectl would take: `KUBECONFIG`, else the file in the home folder. kubectl merges several, and this takes the first. */
export const findKubeConfig = (env: Environment, home = homedir()): FoundKubeConfig => {
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter(Boolean);
  const looked = named.length > 0 ? named : [join(home, '.kube', 'config')];
  const [path, ...others] = looked.filter((file) => existsSync(file));
  if (path === undefined) return { path, problems: [noKubeConfig(looked)] };
  return { path, problems: others.length > 0 ? [oneKubeConfig(path)] : [] };
};
