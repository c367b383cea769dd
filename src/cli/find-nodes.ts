import { compileGlob, isGlob } from '../core/config/glob.ts';
import type { Network } from '../core/network/network.ts';
import { fail, succeed, type Outcome, type Problem } from '../core/problem.ts';
import * as say from '../core/text/cli-problems.ts';

/** The nodes that `--ring` and `--node` choose together; all where neither stands. */
export const findNodes = (
  network: Network,
  rings: readonly string[],
  globs: readonly string[],
): Outcome<ReadonlySet<string>> => {
  const names = network.nodes.map(({ name }) => name);
  if (rings.length === 0 && globs.length === 0) return succeed(new Set(names));
  const chosen = new Set<string>();
  const problems: Problem[] = [];
  for (const name of rings) {
    const ring = network.rings.find((candidate) => candidate.name === name);
    const known = network.rings.map((candidate) => candidate.name);
    if (!ring) problems.push(say.unknownRing(name, known));
    for (const member of ring?.members ?? []) chosen.add(member);
  }
  for (const glob of globs) {
    const found = isGlob(glob) ? names.filter(compileGlob(glob)) : [];
    if (!isGlob(glob)) problems.push(say.notAGlob(glob));
    else if (found.length === 0) problems.push(say.unknownNode(glob, names));
    for (const name of found) chosen.add(name);
  }
  return problems.length > 0 ? fail(...problems) : succeed(chosen);
};
