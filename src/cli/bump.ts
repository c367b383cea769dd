import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import picomatch from 'picomatch';
import { planMoves } from '../core/network/moves.ts';
import type { Network } from '../core/network/network.ts';
import { isError } from '../core/problem.ts';
import { editPins, type EditedFile } from '../core/rollout/edit-pins.ts';
import { bumped, noSuchNode, noSuchRing, notADigest, nothingToBump } from '../core/text/cli-answers.ts';
import { renderProblems } from '../core/text/problems.ts';
import { FINE, FOLDER_OPTIONS, PROBLEMS, WRONG_USE, type Arguments, type Command } from './command.ts';
import { readFolder } from './read-folder.ts';
import { explainTarget } from './target.ts';

export const bump: Command = {
  name: 'bump',
  positionals: '[DIR]',
  least: 0,
  most: 1,
  summary: 'move pins in a local checkout, exactly as the app would in a pull request',
  description: [
    'Without --ring and --node all nodes are meant; both may be given several times and add up. Nodes on a newer',
    'version are left alone. Only the bytes of the versions change. With any problem nothing is written.',
  ].join('\n'),
  options: {
    artifact: { type: 'string', value: 'NAME', help: 'an artifact of cordage.yaml' },
    version: { type: 'string', value: 'VERSION', help: 'where it goes: 1.4.0' },
    ring: { type: 'string', multiple: true, value: 'RING', help: 'nodes of this ring' },
    node: { type: 'string', multiple: true, value: 'GLOB', help: 'nodes with such a name' },
    digest: { type: 'string', value: 'DIGEST', help: 'sha256:… of the new image, for pins that name one' },
    jar: {
      type: 'string',
      multiple: true,
      value: 'FILE',
      help: 'the new JAR, for pins with a checksum beside the URL',
    },
    'dry-run': { type: 'boolean', help: 'print the difference and write nothing' },
    ...FOLDER_OPTIONS,
  },
  required: ['artifact', 'version'],
  examples: [
    'cordage bump --artifact trade --version 1.4.0 --ring canary --dry-run',
    "cordage bump --artifact corda --version 4.12.9 --node 'party-00*'",
  ],
  run: async (args, terminal) => {
    const root = args.positionals[0] ?? '.';
    const { network, problems } = await readFolder(root, args.text('config'));
    if (!network) {
      terminal.err(renderProblems(problems));
      return PROBLEMS;
    }
    const request = readRequest(network, args);
    if ('wrong' in request) {
      terminal.err(`cordage bump: ${request.wrong}\n`);
      return WRONG_USE;
    }
    const { artifact, version, nodes, target } = request;
    const planned = planMoves(network, { artifact: artifact.name, version, nodes });
    const edit = editPins(planned.moves, artifact, target, (path) => readFileSync(join(root, path)));
    const found = [...planned.problems, ...edit.problems];
    const refused = found.some(isError);
    const dryRun = args.flag('dry-run') || refused;
    if (!dryRun) for (const file of edit.files) await replaceFile(join(root, file.path), file.bytes);
    const moved = new Set(planned.moves.flatMap((pin) => pin.nodes)).size;
    const files = edit.files.map((file) => ({ path: file.path, diff: renderDiff(file) }));
    if (args.flag('json')) {
      terminal.out(
        `${JSON.stringify({ written: !dryRun, files, leftOut: planned.left, problems: found }, undefined, 2)}\n`,
      );
    } else {
      terminal.out(files.map(({ diff }) => diff).join(''));
      if (found.length > 0) terminal.err(renderProblems(found));
      terminal.err(
        files.length > 0
          ? bumped(files.length, planned.moves.length, moved, dryRun)
          : nothingToBump(artifact.name, version),
      );
    }
    return refused ? PROBLEMS : FINE;
  },
};

const readRequest = (network: Network, args: Arguments) => {
  const target = explainTarget(network, args.text('artifact') ?? '', args.text('version') ?? '');
  if ('wrong' in target) return target;
  const nodes = chooseNodes(network, args.texts('ring'), args.texts('node'));
  if ('wrong' in nodes) return nodes;
  const digest = args.text('digest');
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) return { wrong: notADigest(digest) };
  const sha256ByJar = new Map(
    args.texts('jar').map((file) => [basename(file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
  const { artifact, version } = target;
  return {
    artifact,
    version,
    nodes: nodes.chosen,
    target: { version, sha256ByJar, ...(digest === undefined ? {} : { digest }) },
  };
};

const chooseNodes = (
  network: Network,
  rings: readonly string[],
  globs: readonly string[],
): { readonly chosen: ReadonlySet<string> } | { readonly wrong: string } => {
  if (rings.length === 0 && globs.length === 0) return { chosen: new Set(network.nodes.map(({ name }) => name)) };
  const chosen = new Set<string>();
  for (const name of rings) {
    const ring = network.rings.find((candidate) => candidate.name === name);
    if (!ring)
      return {
        wrong: noSuchRing(
          name,
          network.rings.map((known) => known.name),
        ),
      };
    for (const member of ring.members) chosen.add(member);
  }
  for (const glob of globs) {
    const matches = picomatch(glob);
    const found = network.nodes.filter(({ name }) => matches(name));
    if (found.length === 0) return { wrong: noSuchNode(glob) };
    for (const { name } of found) chosen.add(name);
  }
  return { chosen };
};

const renderDiff = ({ path, before, bytes }: EditedFile): string => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const patch = createTwoFilesPatch(
    `a/${path}`,
    `b/${path}`,
    decoder.decode(before),
    decoder.decode(bytes),
    undefined,
    undefined,
    { context: 3 },
  );
  return patch.slice(patch.indexOf('--- '));
};

/** Whole or not at all: a stop in between leaves the former file. */
const replaceFile = async (path: string, bytes: Uint8Array): Promise<void> => {
  const partial = `${path}.cordage-part`;
  await writeFile(partial, bytes);
  await rename(partial, path);
};
