import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Artifact } from '../core/config/config.ts';
import { cutTag } from '../core/manifests/image.ts';
import type { Target } from '../core/manifests/move-pin.ts';
import type { Pin } from '../core/network/network.ts';
import { fail, succeed, type Outcome, type Problem } from '../core/problem.ts';
import { fillTemplate } from '../core/release/template.ts';
import { digestUnused, jarsUnused } from '../core/text/cli-answers.ts';
import * as say from '../core/text/cli-problems.ts';
import type { Arguments } from './arguments.ts';
import { checkFile } from './check-file.ts';
import { faultOf } from './fault.ts';

/** Where the pins go: the version, with what `--digest` and `--jar` know of it. */
export const readTarget = async (version: string, args: Arguments): Promise<Outcome<Target>> => {
  const problems: Problem[] = [];
  const digest = args.text('digest');
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) problems.push(say.notADigest(digest));
  const sha256ByJar = new Map<string, string>();
  for (const path of args.texts('jar')) {
    const name = basename(path);
    const fault = sha256ByJar.has(name) ? say.jarTwice(name) : (checkFile(path) ?? (await hashInto(sha256ByJar, path)));
    if (fault) problems.push(fault);
  }
  return problems.length > 0
    ? fail(...problems)
    : succeed({ version, sha256ByJar, ...(digest === undefined ? {} : { digest }) });
};

const hashInto = async (known: Map<string, string>, path: string): Promise<Problem | undefined> => {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    return say.unusablePath(path, faultOf(error), 'let this user read it');
  }
  known.set(basename(path), hash.digest('hex'));
  return undefined;
};

/** Images among these pins that are pinned by a digest. One digest is right for one image only. */
export const imagesByDigest = (pins: readonly Pin[]): readonly string[] => {
  const names = pins.flatMap(({ candidate }) => {
    if (candidate.kind === 'jar') return [];
    const scalar = candidate.kind === 'marker' ? candidate.scalar : candidate.tag;
    const { before, digest = candidate.kind === 'image' ? candidate.digest : undefined } = cutTag(scalar?.value ?? '');
    const name = candidate.kind === 'image' ? candidate.name : before.replace(/:$/, '');
    return digest === undefined ? [] : [name];
  });
  return [...new Set(names)].toSorted();
};

/** What was given and is not needed, for then something else was meant. */
export const tellUnused = (target: Target, artifact: Artifact, pins: readonly Pin[]): string => {
  const checked = pins.some(({ candidate }) => candidate.kind === 'jar' && candidate.sha256 !== undefined);
  const needed = checked ? artifact.jars.map((jar) => basename(fillTemplate(jar, target.version))) : [];
  const jars = [...(target.sha256ByJar?.keys() ?? [])].filter((name) => !needed.includes(name));
  return [
    target.digest !== undefined && imagesByDigest(pins).length === 0 ? digestUnused() : '',
    jars.length > 0 ? jarsUnused(jars) : '',
  ].join('');
};
